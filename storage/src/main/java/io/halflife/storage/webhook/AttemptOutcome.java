// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import java.util.Locale;

/** How an attempt to deliver ended. */
public enum AttemptOutcome {
    UNDER_WAY,
    /** The process that made it died: nobody knows what the receiver got. */
    LOST,
    DELIVERED,
    /** Answered with another status than 2xx, 3xx and 410. */
    REFUSED,
    /** 3xx: redirects are not followed. */
    REDIRECTED,
    /** 410: the endpoint is shut off. */
    GONE,
    TIMED_OUT,
    UNREACHABLE,
    /** The endpoint's host has an address that may not be called. */
    ADDRESS_REFUSED,
    /** The message or the endpoint's secret cannot be used. */
    UNUSABLE;

    /** The name in tables, metrics and JSON, for example {@code timed_out}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether whoever made the attempt knows how it ended. */
    public boolean isEnd() {
        return this != UNDER_WAY && this != LOST;
    }

    static AttemptOutcome ofText(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
