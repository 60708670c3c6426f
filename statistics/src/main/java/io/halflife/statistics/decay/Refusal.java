// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import io.halflife.statistics.figure.Status;
import java.util.Objects;

/**
 * Why windows have no fit, as data, so that whoever shows it can say it in words.
 *
 * @param reason what is missing or wrong
 * @param found how many there were of what the reason counts
 * @param needed how many a fit needs of it
 */
public record Refusal(Reason reason, int found, int needed) {

    /** What stands between the windows and a fit. */
    public enum Reason {
        /** Too few windows with labels; found and needed are windows. */
        WINDOWS(Status.INSUFFICIENT_DATA),
        /** Enough windows, too few different times; found and needed are times. */
        DISTINCT_TIMES(Status.INSUFFICIENT_DATA),
        /** Every label of every window counts for it; found and needed are windows. */
        ALL_RIGHT(Status.DEGENERATE),
        /** No label of any window counts for it; found and needed are windows. */
        NONE_RIGHT(Status.DEGENERATE),
        /** On the whole not above the floor; found and needed are windows. */
        NOT_ABOVE_FLOOR(Status.DEGENERATE),
        /** No curve inside what is possible is best; found and needed are windows. */
        NO_BEST_CURVE(Status.DEGENERATE),
        /**
         * Squares are beyond what a double can hold, or lost below; found and needed are windows.
         */
        SQUARES_LOST(Status.ERROR);

        private final Status status;

        Reason(Status status) {
            this.status = status;
        }

        /** The status of every figure of a fit refused for this reason. */
        public Status status() {
            return status;
        }
    }

    public Refusal {
        Objects.requireNonNull(reason, "reason");
    }
}
