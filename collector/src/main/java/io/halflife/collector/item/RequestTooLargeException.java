// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

/** More items than one request may have. */
public final class RequestTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int limit;

    RequestTooLargeException(int limit) {
        super("more than " + limit + " items", null, false, false);
        this.limit = limit;
    }

    public int limit() {
        return limit;
    }
}
