// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A sample of which only some ranks are known, as a distribution with a rank error: what quantiles
 * or the counts of bins say about a sample that nobody sends.
 *
 * <p>Of n values and ascending points v₀ &lt; … &lt; v_k it is known that at least L_j values are
 * at or below v_j and at most U_j below it; none is below v₀ and none above v_k. So for x in [v_j,
 * v_j₊₁) the number of values at or below x lies in [L_j, U_j₊₁]. The distribution steps at v_j to
 * the middle C_j of that interval: no other choice has a smaller largest error. Law: whatever
 * sample fits the bounds, its F differs from that of the result by at most {@link
 * EmpiricalDistribution#rankErrorMax} at any point. Deciles of a continuous sample give about 1/20,
 * percentiles 1/200.
 *
 * <p>Error: counts are whole numbers; the middle is rounded down and the rounding is part of the
 * rank error. Source: the bound follows from the monotony of F.
 */
public final class RankBounds {

    private RankBounds() {}

    /**
     * The distribution with the least certain error; empty when the bounds contradict each other.
     * The arrays are read and not kept.
     *
     * @param n how many values, at least 1
     * @param values ascending points, without NaN, at least one; the first and last are the ends
     * @param atMost per point: so many values are at or below it, or more; in [0, n]
     * @param below per point: so many values are below it, or fewer; in [0, n]
     * @param moments of the n values, or null when they are not known
     * @throws IllegalArgumentException for lengths, counts or points outside these rules
     */
    public static Optional<EmpiricalDistribution> distribution(
            long n, double[] values, long[] atMost, long[] below, Moments moments) {
        check(n, values, atMost, below);
        int last = values.length - 1;
        long[] least = atMost.clone();
        long[] most = below.clone();
        least[last] = n;
        for (int j = 1; j <= last; j++) {
            least[j] = Math.max(least[j], least[j - 1]);
            most[last - j] = Math.min(most[last - j], most[last - j + 1]);
        }
        long[] steps = new long[last + 1];
        long error = 0;
        for (int j = 0; j < last; j++) {
            if (least[j] > most[j + 1]) {
                return Optional.empty();
            }
            steps[j] = least[j] + (most[j + 1] - least[j]) / 2;
            error = Math.max(error, most[j + 1] - steps[j]);
        }
        steps[last] = n;
        return Optional.of(runs(n, values, steps, error, moments));
    }

    private static void check(long n, double[] values, long[] atMost, long[] below) {
        Objects.checkIndex(0, values.length);
        if (n < 1 || atMost.length != values.length || below.length != values.length) {
            throw new IllegalArgumentException(
                    n
                            + " values, "
                            + values.length
                            + " points and bounds of "
                            + atMost.length
                            + " and "
                            + below.length);
        }
        for (int j = 0; j < values.length; j++) {
            boolean ascends = j == 0 ? !Double.isNaN(values[0]) : values[j - 1] < values[j];
            if (!ascends || atMost[j] < 0 || atMost[j] > n || below[j] < 0 || below[j] > n) {
                throw new IllegalArgumentException(
                        "point "
                                + j
                                + " is "
                                + values[j]
                                + " with bounds "
                                + atMost[j]
                                + " and "
                                + below[j]
                                + " of "
                                + n);
            }
        }
    }

    /** Points that nothing steps at are left out: F is the same without them. */
    private static EmpiricalDistribution runs(
            long n, double[] values, long[] steps, long error, Moments moments) {
        double[] kept = new double[values.length];
        long[] counts = new long[values.length];
        int runs = 0;
        long before = 0;
        for (int j = 0; j < values.length; j++) {
            if (steps[j] > before) {
                kept[runs] = values[j];
                counts[runs++] = steps[j] - before;
                before = steps[j];
            }
        }
        double[] points = Arrays.copyOf(kept, runs);
        long[] weights = Arrays.copyOf(counts, runs);
        double share = error / (double) n;
        return moments == null
                ? EmpiricalDistribution.ofRuns(points, weights, share)
                : EmpiricalDistribution.ofRuns(points, weights, share, moments);
    }
}
