// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import java.io.Serializable;

/**
 * Count, mean and spread of a sample's finite values.
 *
 * <p>Law: merging the moments of two samples gives the moments of both together, up to rounding.
 * With δ = mean_b − mean_a: mean = mean_a + δ·n_b/n and m2 = m2_a + m2_b + δ²·n_a·n_b/n (Chan,
 * Golub &amp; LeVeque 1983, doi:10.1080/00031305.1983.10483115).
 *
 * <p>Made in two passes with compensated sums: the mean is right to the last digits and the
 * variance does not suffer from a large common offset. NaN and infinite values are left out.
 *
 * @param n how many finite values
 * @param mean their mean; NaN when there are none
 * @param m2 sum of squared deviations from the mean; 0 when there are none, infinite when it does
 *     not fit into a double
 */
public record Moments(long n, double mean, double m2) implements Serializable {

    /** The moments of no values. */
    public static final Moments EMPTY = new Moments(0, Double.NaN, 0);

    public Moments {
        if (n < 0 || m2 < 0) {
            throw new IllegalArgumentException("negative count or spread: " + n + ", " + m2);
        }
    }

    /** The moments of all finite values of the array. */
    public static Moments of(double... values) {
        return of(values, 0, values.length);
    }

    /** The moments of the finite values in {@code [from, to)}; the array is not kept. */
    public static Moments of(double[] values, int from, int to) {
        return ofRuns(values, null, from, to);
    }

    /** As {@link #of(double[], int, int)} with the value at i counted {@code counts[i]} times. */
    static Moments ofRuns(double[] values, long[] cumulative, int from, int to) {
        CompensatedSum sum = new CompensatedSum();
        long n = 0;
        for (int i = from; i < to; i++) {
            if (Double.isFinite(values[i])) {
                long count = countAt(cumulative, i);
                n += count;
                sum.add(count * values[i]);
            }
        }
        if (n == 0) {
            return EMPTY;
        }
        double mean =
                Double.isFinite(sum.value())
                        ? sum.value() / n
                        : scaledMean(values, cumulative, from, to, n);
        return new Moments(n, mean, squaredDeviations(values, cumulative, from, to, n, mean));
    }

    private static double squaredDeviations(
            double[] values, long[] cumulative, int from, int to, long n, double mean) {
        CompensatedSum squares = new CompensatedSum();
        CompensatedSum residuals = new CompensatedSum();
        for (int i = from; i < to; i++) {
            if (Double.isFinite(values[i])) {
                double deviation = values[i] - mean;
                long count = countAt(cumulative, i);
                squares.add(count * deviation * deviation);
                residuals.add(count * deviation);
            }
        }
        double rest = residuals.value();
        double m2 = squares.value() - rest * rest / n;
        return Double.isNaN(m2) ? Double.POSITIVE_INFINITY : Math.max(0, m2);
    }

    /** Values near the largest double: their sum overflows, their mean does not. */
    private static double scaledMean(double[] values, long[] cumulative, int from, int to, long n) {
        double scale = 0x1p-128;
        CompensatedSum sum = new CompensatedSum();
        for (int i = from; i < to; i++) {
            if (Double.isFinite(values[i])) {
                sum.add(countAt(cumulative, i) * (values[i] * scale));
            }
        }
        return sum.value() / n / scale;
    }

    private static long countAt(long[] cumulative, int i) {
        if (cumulative == null) {
            return 1;
        }
        return i == 0 ? cumulative[0] : cumulative[i] - cumulative[i - 1];
    }

    /** The moments of both samples together. */
    public Moments merge(Moments other) {
        if (n == 0) {
            return other;
        }
        if (other.n == 0) {
            return this;
        }
        long total = Math.addExact(n, other.n);
        double delta = other.mean - mean;
        double share = (double) other.n / total;
        double mergedMean =
                Double.isFinite(delta)
                        ? mean + delta * share
                        : mean * (1 - share) + other.mean * share;
        double spread = m2 + other.m2 + delta * delta * n * share;
        return new Moments(total, mergedMean, spread);
    }

    /** Sum of the values; 0 when there are none. */
    public double sum() {
        return n == 0 ? 0 : mean * n;
    }

    /** Sample variance, m2/(n − 1); NaN below two values. */
    public double variance() {
        return n < 2 ? Double.NaN : m2 / (n - 1);
    }

    /** Sample standard deviation (ddof 1); NaN below two values. */
    public double std() {
        return Math.sqrt(variance());
    }

    /** Population standard deviation (ddof 0); NaN when there are no values. */
    public double populationStd() {
        return n == 0 ? Double.NaN : Math.sqrt(m2 / n);
    }

    /** Standard error of the mean, std/√n; NaN below two values. */
    public double standardError() {
        return std() / Math.sqrt((double) n);
    }
}
