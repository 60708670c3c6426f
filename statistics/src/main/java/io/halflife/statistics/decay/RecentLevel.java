// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import io.halflife.statistics.figure.Status;
import io.halflife.statistics.proportion.Wilson;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The level of the last few windows, whatever came before: sees a step that an exponential smooths
 * over.
 *
 * <p>A bound on the good side beyond a threshold rejects, at one minus the confidence, that the
 * level of these windows is at the threshold; extreme is a level that is worse. Of windows at the
 * same time the later row counts as later. No window that counts: INSUFFICIENT_DATA. The formulas
 * are computed as written, so there is no error but rounding; the bounds themselves are those of
 * large samples.
 *
 * <p>Source: Wilson 1927, doi:10.1080/01621459.1927.10502953; counts divided by the dispersion:
 * McCullagh &amp; Nelder 1989, doi:10.1007/978-1-4899-3242-6.
 */
public final class RecentLevel {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private RecentLevel() {}

    /**
     * Of a proportion: the pooled share k/n with {@link Wilson}'s one-sided bounds of k/φ successes
     * in n/φ trials. Windows without labels do not count as windows.
     *
     * @param times of the windows, in any order; finite where the window has labels
     * @param trials labels of each, not negative
     * @param successes of each, 0 to trials
     * @param windows how many of the latest windows are pooled, at least 1
     * @param dispersion φ, at least 1
     * @param confidence of each one-sided bound, in (0, 1)
     */
    public static Level proportion(
            double[] times,
            long[] trials,
            long[] successes,
            int windows,
            double dispersion,
            double confidence) {
        ProportionDecay.checkCounts(times, trials, successes);
        require(dispersion >= 1 && Double.isFinite(dispersion), "dispersion", dispersion, "[1, ∞)");
        checkShare(confidence);
        double n = 0;
        double k = 0;
        for (int i : latest(times, windows, i -> trials[i] > 0)) {
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
     * Of any other metric: the mean weighted by rows, ± z·√(Σn²se²)/Σn, z the normal quantile.
     * Windows whose value is not finite or whose rows are 0 or missing (NaN) do not count; the
     * bounds are INSUFFICIENT_DATA where a standard error is missing (NaN). A sum that does not fit
     * into a double is ERROR.
     *
     * @param times of the windows, in any order; finite where the window counts
     * @param standardErrors of the values, not negative
     * @param rows of each window, in [0, ∞)
     * @param windows how many of the latest windows are pooled, at least 1
     * @param confidence of each one-sided bound, in (0, 1)
     */
    public static Level measured(
            double[] times,
            double[] values,
            double[] standardErrors,
            double[] rows,
            int windows,
            double confidence) {
        checkShare(confidence);
        checkRows(times, values, standardErrors, rows);
        double n = 0;
        double sum = 0;
        double squares = 0;
        for (int i : latest(times, windows, i -> Double.isFinite(values[i]) && rows[i] > 0)) {
            double se = standardErrors[i];
            require(!(se < 0), "standardErrors[" + i + "]", se, "[0, ∞)");
            n += rows[i];
            sum += rows[i] * values[i];
            squares += rows[i] * rows[i] * se * se;
        }
        if (n == 0) {
            return Level.undefined(Status.INSUFFICIENT_DATA);
        }
        if (!Double.isFinite(sum) || !Double.isFinite(n)) {
            return Level.undefined(Status.ERROR);
        }
        double half = NORMAL.inverseSurvivalProbability(1 - confidence) * Math.sqrt(squares) / n;
        return Double.isNaN(half)
                ? Level.withoutBounds(sum / n, Status.INSUFFICIENT_DATA)
                : Level.of(sum / n, sum / n - half, sum / n + half);
    }

    private static int[] latest(double[] times, int windows, IntPredicate counts) {
        require(windows >= 1, "windows", windows, "[1, ∞)");
        int[] counting = IntStream.range(0, times.length).filter(counts).toArray();
        for (int i : counting) {
            require(Double.isFinite(times[i]), "times[" + i + "]", times[i], "(-∞, ∞)");
        }
        int[] ascending =
                Arrays.stream(counting)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> times[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        int from = Math.max(0, ascending.length - windows);
        return Arrays.copyOfRange(ascending, from, ascending.length);
    }

    private static void checkRows(
            double[] times, double[] values, double[] standardErrors, double[] rows) {
        int windows = times.length;
        if (values.length != windows
                || standardErrors.length != windows
                || rows.length != windows) {
            throw new IllegalArgumentException(
                    "times, values, standardErrors and rows must be of as many windows: "
                            + windows
                            + ", "
                            + values.length
                            + ", "
                            + standardErrors.length
                            + ", "
                            + rows.length);
        }
        for (int i = 0; i < windows; i++) {
            boolean legal = !(rows[i] < 0 || rows[i] == Double.POSITIVE_INFINITY);
            require(legal, "rows[" + i + "]", rows[i], "[0, ∞)");
        }
    }

    private static void checkShare(double confidence) {
        require(confidence > 0 && confidence < 1, "confidence", confidence, "(0, 1)");
    }

    private static void require(boolean holds, String name, double value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is not in " + range + ": " + value);
        }
    }
}
