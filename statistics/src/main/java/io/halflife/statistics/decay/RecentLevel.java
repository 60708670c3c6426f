// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import io.halflife.statistics.figure.Status;
import io.halflife.statistics.proportion.Wilson;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The level of the last few windows, whatever came before: sees a step that an exponential smooths
 * over.
 */
public final class RecentLevel {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private RecentLevel() {}

    /**
     * Of a proportion: the pooled share with {@link Wilson}'s one-sided bounds, counts divided by
     * the dispersion. Windows without labels do not count as windows; NaN when none has labels.
     *
     * @param windows how many of the latest windows are pooled
     * @param dispersion at least 1
     * @param confidence of each one-sided bound
     */
    public static Level proportion(
            double[] times,
            long[] trials,
            long[] successes,
            int windows,
            double dispersion,
            double confidence) {
        int[] recent =
                latest(times, windows, IntStream.range(0, times.length).filter(i -> trials[i] > 0));
        double n = 0;
        double k = 0;
        for (int i : recent) {
            n += trials[i];
            k += successes[i];
        }
        if (n == 0) {
            return Level.undefined(Status.INSUFFICIENT_DATA);
        }
        double scaledN = n / dispersion;
        double scaledK = Math.min(scaledN, k / dispersion);
        return Level.of(
                k / n,
                Wilson.lower(scaledK, scaledN, confidence),
                Wilson.upper(scaledK, scaledN, confidence));
    }

    /**
     * Of any other metric: the mean weighted by rows, ± z·√(Σn²se²)/Σn. Windows whose value is NaN
     * or that have no rows do not count; bounds are NaN where a standard error is.
     *
     * @param rows of each window
     * @param confidence of each one-sided bound
     */
    public static Level measured(
            double[] times,
            double[] values,
            double[] standardErrors,
            double[] rows,
            int windows,
            double confidence) {
        int[] recent =
                latest(
                        times,
                        windows,
                        IntStream.range(0, times.length)
                                .filter(i -> Double.isFinite(values[i]) && rows[i] > 0));
        double n = 0;
        double sum = 0;
        double squares = 0;
        for (int i : recent) {
            n += rows[i];
            sum += rows[i] * values[i];
            squares += rows[i] * rows[i] * standardErrors[i] * standardErrors[i];
        }
        if (n == 0) {
            return Level.undefined(Status.INSUFFICIENT_DATA);
        }
        double half = NORMAL.inverseSurvivalProbability(1 - confidence) * Math.sqrt(squares) / n;
        return Double.isNaN(half)
                ? Level.withoutBounds(sum / n, Status.INSUFFICIENT_DATA)
                : Level.of(sum / n, sum / n - half, sum / n + half);
    }

    /** The latest by time; where times are equal the later row counts as later. */
    private static int[] latest(double[] times, int windows, IntStream rows) {
        int[] ascending =
                rows.boxed()
                        .sorted(Comparator.comparingDouble(i -> times[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        int from = Math.max(0, ascending.length - windows);
        return IntStream.range(from, ascending.length).map(i -> ascending[i]).toArray();
    }
}
