// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.quality;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.proportion.TwoProportions;
import java.io.Serializable;

/**
 * Whether more, or fewer, values are missing than in the reference.
 *
 * <p>The pooled two-proportion z of {@link TwoProportions}, share in the window less share in the
 * reference; null hypothesis: one share; both directions are extreme. Flagged when significant and
 * the shares differ by at least 0.01: with many rows any difference is significant.
 *
 * <p>A side without rows: everything undefined, INSUFFICIENT_DATA, and INCONCLUSIVE. All or none
 * missing on both sides: z = 0, p = 1. Error and source: see {@link TwoProportions}.
 */
public final class MissingRate {

    /** Smaller differences are never flagged, in shares of the rows. */
    public static final double DIFFERENCE_MIN = 0.01;

    private MissingRate() {}

    /**
     * What the comparison gives.
     *
     * @param change the share in the window less the share in the reference
     */
    public record Result(TwoProportions.Result change) implements Serializable {

        /**
         * Of this check alone: p below alpha.
         *
         * @param alpha in (0, 1)
         * @throws IllegalArgumentException for any other alpha
         */
        public Finding finding(double alpha) {
            checkLevel("alpha", alpha);
            return finding(change.p().isBelow(alpha));
        }

        /**
         * As a member of a family: the adjusted p at most q.
         *
         * @param adjusted the p of this check, adjusted over its family
         * @param q in (0, 1)
         * @throws IllegalArgumentException for any other q and an adjusted p outside [0, 1]
         */
        public Finding finding(Figure adjusted, double q) {
            if (adjusted.isDefined() && !(adjusted.value() >= 0 && adjusted.value() <= 1)) {
                throw new IllegalArgumentException(
                        "adjusted must be in [0, 1], not " + adjusted.value());
            }
            checkLevel("q", q);
            return finding(adjusted.isDefined() && adjusted.value() <= q);
        }

        private Finding finding(boolean significant) {
            if (!change.p().isDefined()) {
                return Finding.INCONCLUSIVE;
            }
            return Finding.of(
                    significant && Math.abs(change.difference().value()) >= DIFFERENCE_MIN);
        }

        private static void checkLevel(String name, double level) {
            if (!(level > 0 && level < 1)) {
                throw new IllegalArgumentException(name + " must be in (0, 1), not " + level);
            }
        }
    }

    /**
     * Compares the missing values of a window with those of the reference.
     *
     * @throws IllegalArgumentException for a negative count and for more missing values than rows
     */
    public static Result compare(
            long missingReference, long rowsReference, long missing, long rows) {
        return new Result(TwoProportions.compare(missing, rows, missingReference, rowsReference));
    }
}
