// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

/** One item as JSON; immutable. */
final class QueuedItem {

    private final byte[] json;
    private final long loggedAt;

    /**
     * An item.
     *
     * @param json is not copied
     * @param loggedAt of {@code System.nanoTime}
     */
    QueuedItem(byte[] json, long loggedAt) {
        this.json = json;
        this.loggedAt = loggedAt;
    }

    byte[] json() {
        return json;
    }

    long loggedAt() {
        return loggedAt;
    }
}
