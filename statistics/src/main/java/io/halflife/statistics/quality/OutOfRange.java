// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.quality;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.proportion.ClopperPearson;
import java.io.Serializable;

/**
 * Whether more values than a tolerated share lie outside the reference's range.
 *
 * <p>With k of n values below the smallest or above the largest value of the reference: flagged
 * when the one-sided 95 % lower bound of {@link ClopperPearson} for k/n exceeds 0.001, the
 * tolerated share. A guarantee: a true share of 0.001 or less is flagged in at most 5 % of windows.
 * A few values outside are expected, as the next value is the largest yet with probability 1/(N +
 * 1).
 *
 * <p>No values, or a reference without values: undefined, INSUFFICIENT_DATA, and INCONCLUSIVE.
 * Infinite values are outside unless the reference has them. A constant reference has a range of
 * one value. Error of the bound: see {@link ClopperPearson}.
 *
 * <p>Source: Clopper &amp; Pearson 1934, doi:10.1093/biomet/26.4.404.
 */
public final class OutOfRange {

    /** The tolerated share. */
    public static final double SHARE_TOLERATED = 0.001;

    private static final double CONFIDENCE = 0.95;

    private OutOfRange() {}

    /**
     * What the check gives.
     *
     * @param outside k, values outside the range
     * @param share k/n
     * @param lower one-sided 95 % lower bound of the share
     */
    public record Result(long outside, Figure share, Figure lower) implements Serializable {

        static final Result UNDEFINED =
                new Result(
                        0,
                        Figure.undefined(Status.INSUFFICIENT_DATA),
                        Figure.undefined(Status.INSUFFICIENT_DATA));

        /** Whether the share is above the tolerated one for certain. */
        public Finding finding() {
            return lower.isDefined()
                    ? Finding.of(lower.value() > SHARE_TOLERATED)
                    : Finding.INCONCLUSIVE;
        }
    }

    /** Counts the current values outside the range of the reference. */
    public static Result compare(EmpiricalDistribution reference, EmpiricalDistribution current) {
        if (reference.isEmpty()) {
            return Result.UNDEFINED;
        }
        long below = current.countBelow(reference.min().value());
        long atMost = current.countAtMost(reference.max().value());
        return ofCounts(below + current.size() - atMost, current.size());
    }

    /**
     * The same from counts.
     *
     * @param outside 0 to values
     * @throws IllegalArgumentException for anything else
     */
    public static Result ofCounts(long outside, long values) {
        double lower = ClopperPearson.lower(outside, values, CONFIDENCE);
        return values == 0
                ? Result.UNDEFINED
                : new Result(
                        outside, Figure.ratio((double) outside, (double) values), Figure.of(lower));
    }
}
