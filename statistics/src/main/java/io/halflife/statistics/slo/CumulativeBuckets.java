// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.slo;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/**
 * A Prometheus histogram: how many observations were at or below each bound.
 *
 * <p>The last bound is infinite, so the last count is that of all observations. Law: merging
 * histograms of the same bounds is addition; the halves merged are the whole. Immutable.
 *
 * <p>Source: the documentation of Prometheus' {@code histogram_quantile}, whose answers for classic
 * histograms this gives; where that answers NaN, this is undefined. It has no DOI.
 */
public final class CumulativeBuckets implements Serializable {

    private static final long serialVersionUID = 1L;

    private final double[] bounds;
    private final long[] cumulative;

    private CumulativeBuckets(double[] bounds, long[] cumulative) {
        this.bounds = bounds;
        this.cumulative = cumulative;
    }

    /**
     * A histogram; the arrays are copied.
     *
     * @param bounds upper bounds, strictly rising, at least two, the first finite, the last +∞
     * @param cumulative observations at or below each, not negative, never falling
     */
    public static CumulativeBuckets of(double[] bounds, long[] cumulative) {
        int last = bounds.length - 1;
        if (last < 1 || bounds[last] != Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "bounds must be two or more and end at +∞, were " + Arrays.toString(bounds));
        }
        if (cumulative.length != bounds.length) {
            throw new IllegalArgumentException(
                    "cumulative must have " + bounds.length + " counts, had " + cumulative.length);
        }
        if (bounds[0] == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "bounds must begin with a finite one, were " + Arrays.toString(bounds));
        }
        for (int i = 0; i <= last; i++) {
            if (Double.isNaN(bounds[i]) || (i > 0 && !(bounds[i] > bounds[i - 1]))) {
                throw new IllegalArgumentException(
                        "bounds must rise strictly, were " + Arrays.toString(bounds));
            }
            if (cumulative[i] < (i == 0 ? 0 : cumulative[i - 1])) {
                throw new IllegalArgumentException(
                        "cumulative must never fall, was " + Arrays.toString(cumulative));
            }
        }
        double[] kept = bounds.clone();
        Arrays.setAll(kept, i -> bounds[i] + 0.0);
        return new CumulativeBuckets(kept, cumulative.clone());
    }

    /** How many observations. */
    public long count() {
        return cumulative[cumulative.length - 1];
    }

    /**
     * The q-quantile, as {@code histogram_quantile} estimates it: within the first bucket whose
     * cumulative count reaches q·count, evenly spread between its bounds. The lowest bucket begins
     * at 0 if its bound is above 0, else the answer is that bound; in the last bucket it is the
     * greatest finite bound. An empty bucket, which only q = 0 can meet, answers its beginning.
     * Undefined without observations. The error is at most the width of the bucket.
     *
     * @param q in [0, 1]
     */
    public Figure quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("q must be in [0, 1], was " + q);
        }
        if (count() == 0) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        BigDecimal rank = BigDecimal.valueOf(q).multiply(BigDecimal.valueOf(count()));
        int i = 0;
        while (BigDecimal.valueOf(cumulative[i]).compareTo(rank) < 0) {
            i++;
        }
        if (i == bounds.length - 1) {
            return Figure.of(bounds[i - 1]);
        }
        if (i == 0 && bounds[0] <= 0) {
            return Figure.of(bounds[0]);
        }
        return Figure.of(within(i, rank));
    }

    private double within(int i, BigDecimal rank) {
        double begin = i == 0 ? 0 : bounds[i - 1];
        long before = i == 0 ? 0 : cumulative[i - 1];
        long inside = cumulative[i] - before;
        if (inside == 0) {
            return begin;
        }
        double left = rank.subtract(BigDecimal.valueOf(before)).doubleValue();
        double share = left / inside;
        double width = bounds[i] - begin;
        return Double.isFinite(width)
                ? begin + width * share
                : begin * (1 - share) + bounds[i] * share;
    }

    /**
     * The share of observations at or below a limit, where the limit is one of the bounds. {@link
     * Status#DEGENERATE} where it is not: between two bounds the histogram does not know. Undefined
     * without observations.
     */
    public Figure shareWithin(double limit) {
        return against(limit)
                .map(Requests::availability)
                .orElse(Figure.undefined(Status.DEGENERATE));
    }

    /**
     * The observations as requests that were good when at or below a limit, for error budgets and
     * burn rates of a latency objective; empty where the limit is none of the bounds.
     */
    public Optional<Requests> against(double limit) {
        int i = Arrays.binarySearch(bounds, limit + 0.0);
        return i < 0
                ? Optional.empty()
                : Optional.of(new Requests(count(), count() - cumulative[i]));
    }

    /**
     * Both histograms as one; they must have the same bounds.
     *
     * @throws ArithmeticException when there are more than 2⁶³ − 1 observations
     */
    public CumulativeBuckets merge(CumulativeBuckets other) {
        if (!Arrays.equals(bounds, other.bounds)) {
            throw new IllegalArgumentException(
                    "bounds must be "
                            + Arrays.toString(bounds)
                            + ", were "
                            + Arrays.toString(other.bounds));
        }
        long[] sums = new long[cumulative.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Requests.sum("observations", cumulative[i], other.cumulative[i]);
        }
        return new CumulativeBuckets(bounds, sums);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CumulativeBuckets that
                && Arrays.equals(bounds, that.bounds)
                && Arrays.equals(cumulative, that.cumulative);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bounds) + Arrays.hashCode(cumulative);
    }

    @Override
    public String toString() {
        return Arrays.toString(cumulative) + " at or below " + Arrays.toString(bounds);
    }
}
