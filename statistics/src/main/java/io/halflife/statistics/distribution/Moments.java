// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * Count, mean and spread of a sample's finite values.
 *
 * <p>Symbols: n values x, mean x̄ = Σx/n, m2 = Σ(x − x̄)². Law: merging the moments of two samples
 * gives the moments of both together, up to rounding, and exactly the same in either order. With δ
 * = x̄_b − x̄_a: x̄ = x̄_a + δ·n_b/n and m2 = m2_a + m2_b + δ²·n_a·n_b/n.
 *
 * <p>Made in two passes with compensated sums: the relative error of the mean is about 2⁻⁵³·Σ|x|/
 * |Σx|, and the variance does not suffer from a large common offset. NaN and infinite values are
 * left out, so that n is the count of finite values; −0.0 is 0.0.
 *
 * <p>No values: n = 0, m2 = 0, the mean is undefined ({@link Status#INSUFFICIENT_DATA}); one value:
 * its mean, m2 = 0, no variance. A constant sample has m2 = 0. Squares that exceed the largest
 * double make m2 infinite, and squares too small for a double leave it positive but below {@link
 * #M2_MIN}; what is derived from either is {@link Status#ERROR}. Immutable, safe for use by several
 * threads.
 *
 * <p>Source: Chan, Golub &amp; LeVeque 1983, doi:10.1080/00031305.1983.10483115.
 */
public final class Moments implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The moments of no values. */
    public static final Moments EMPTY = new Moments(0, 0, 0);

    /**
     * The least m2 above 0 that is exact to a few units in the last place: squares below the
     * smallest double are lost in sums below this, which is about 10⁻²⁸⁹.
     */
    public static final double M2_MIN = 0x1p-960;

    private static final double SCALE = 0x1p-128;

    private final long n;
    private final double mean;
    private final double m2;

    private Moments(long n, double mean, double m2) {
        this.n = n;
        this.mean = mean;
        this.m2 = m2;
    }

    /**
     * The moments with this state, as {@link #n}, {@link #mean} and {@link #m2} gave it.
     *
     * @param mean finite; of no values anything, it is not read
     * @param m2 not negative, may be infinite; 0 only when all values are equal
     * @throws IllegalArgumentException for a state that no sample has
     */
    public static Moments ofState(long n, double mean, double m2) {
        if (n < 0) {
            throw new IllegalArgumentException("n must be 0 or more: " + n);
        }
        if (!(m2 >= 0)) {
            throw new IllegalArgumentException("m2 must be 0 or more: " + m2);
        }
        if (n == 0) {
            return EMPTY;
        }
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException("mean of " + n + " values must be finite: " + mean);
        }
        return new Moments(n, mean, m2);
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
        RowRange.require("values", values.length, from, to);
        CompensatedSum sum = new CompensatedSum();
        long n = 0;
        double first = 0;
        boolean varies = false;
        for (int i = from; i < to; i++) {
            if (Double.isFinite(values[i])) {
                long count = countAt(cumulative, i);
                first = n == 0 ? values[i] : first;
                varies |= values[i] != first;
                n += count;
                sum.add(count * values[i]);
            }
        }
        if (!varies) {
            return n == 0 ? EMPTY : new Moments(n, first + 0.0, 0);
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
        // Only values that differ come here: an m2 of 0 would say that they do not.
        return Double.isNaN(m2) ? Double.POSITIVE_INFINITY : Math.max(Double.MIN_VALUE, m2);
    }

    /** Values near the largest double: their sum overflows, their mean does not. */
    private static double scaledMean(double[] values, long[] cumulative, int from, int to, long n) {
        CompensatedSum sum = new CompensatedSum();
        for (int i = from; i < to; i++) {
            if (Double.isFinite(values[i])) {
                sum.add(countAt(cumulative, i) * (values[i] * SCALE));
            }
        }
        return sum.value() / n / SCALE;
    }

    private static long countAt(long[] cumulative, int i) {
        if (cumulative == null) {
            return 1;
        }
        return i == 0 ? cumulative[0] : cumulative[i] - cumulative[i - 1];
    }

    /**
     * The moments of both samples together.
     *
     * @throws ArithmeticException when there are more than 2⁶³ − 1 values
     */
    public Moments merge(Moments other) {
        if (n == 0) {
            return other;
        }
        if (other.n == 0) {
            return this;
        }
        return isBefore(other) ? joined(this, other) : joined(other, this);
    }

    /** Any fixed order makes rounding the same for a.merge(b) and b.merge(a). */
    private boolean isBefore(Moments other) {
        if (n != other.n) {
            return n > other.n;
        }
        return mean != other.mean ? mean < other.mean : m2 < other.m2;
    }

    private static Moments joined(Moments a, Moments b) {
        long total = Math.addExact(a.n, b.n);
        double delta = b.mean - a.mean;
        double share = (double) b.n / total;
        double mean =
                Double.isFinite(delta)
                        ? a.mean + delta * share
                        : a.mean * (1 - share) + b.mean * share;
        double spread = a.m2 + b.m2 + delta * delta * a.n * share;
        return new Moments(total, mean, delta == 0 ? spread : Math.max(Double.MIN_VALUE, spread));
    }

    /** How many finite values. */
    public long n() {
        return n;
    }

    /**
     * Sum of squared deviations from the mean; 0 only for fewer than two values and for equal ones.
     * Not exact where {@link #isLost}.
     */
    public double m2() {
        return m2;
    }

    /** Whether the spread exceeds what a double can hold, or is too small for it but not 0. */
    public boolean isLost() {
        return Double.isInfinite(m2) || (m2 > 0 && m2 < M2_MIN);
    }

    /** Σx/n; undefined when there are no values. */
    public Figure mean() {
        return n == 0 ? Figure.undefined(Status.INSUFFICIENT_DATA) : Figure.of(mean);
    }

    /** Σx; 0 when there are no values. */
    public double sum() {
        return n == 0 ? 0 : mean * n;
    }

    /** Sample variance, m2/(n − 1); undefined below two values. */
    public Figure variance() {
        return spread(n - 1);
    }

    /** Sample standard deviation, √(m2/(n − 1)); undefined below two values. */
    public Figure std() {
        return variance().map(Math::sqrt);
    }

    /** Population standard deviation, √(m2/n); undefined when there are no values. */
    public Figure populationStd() {
        return spread(n).map(Math::sqrt);
    }

    /** Standard error of the mean, std/√n; undefined below two values. */
    public Figure standardError() {
        return std().map(std -> std / Math.sqrt((double) n));
    }

    private Figure spread(long divisor) {
        if (divisor < 1) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        return isLost() ? Figure.undefined(Status.ERROR) : Figure.of(m2 / (double) divisor);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Moments that
                && n == that.n
                && Double.compare(mean, that.mean) == 0
                && Double.compare(m2, that.m2) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(n) + Double.hashCode(mean)) + Double.hashCode(m2);
    }

    @Override
    public String toString() {
        return "Moments[n=" + n + ", mean=" + mean() + ", m2=" + m2 + "]";
    }
}
