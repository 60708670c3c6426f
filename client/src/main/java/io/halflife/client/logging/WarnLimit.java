// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One warning of a kind per minute: an outage must not fill the app's log. Not thread-safe. */
final class WarnLimit {

    private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

    private final Map<String, Long> last = new HashMap<>();

    boolean allows(String kind) {
        long now = System.nanoTime();
        Long before = last.get(kind);
        if (before != null && now - before < INTERVAL) {
            return false;
        }
        last.put(kind, now);
        return true;
    }
}
