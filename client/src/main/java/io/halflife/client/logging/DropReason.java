// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import java.util.Locale;

/** Why the client gave an item up. */
public enum DropReason {
    /** The queue was full; this was the oldest. */
    OVERFLOW,
    /** Null, or it cannot be written as JSON. */
    INVALID,
    /** Larger than 256 KiB, or the collector takes it in no request. */
    TOO_LARGE,
    /** Logged after the close, or not delivered before its end. */
    CLOSED,
    /** Tried until the time was up, and there is no spool file. */
    GAVE_UP,
    /** The collector answered 500 five times. */
    SERVER_ERROR,
    /** The spool file has reached its bound. */
    SPOOL_FULL,
    /** The spool file cannot be written. */
    SPOOL_FAILED;

    /** The name in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
