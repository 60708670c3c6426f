// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.distribution.RowRange;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How far predicted numbers were from the truth.
 *
 * <p>With y the truth, ŷ the prediction and e = ŷ − y: MAE = mean |e|; RMSE = √(mean e²); mean
 * error (bias) = mean e; median absolute error = median |e|; MAPE = mean |e|/|y| over rows with y ≠
 * 0, the others counted by {@link #mapeSkipped}; sMAPE = mean 2|e|/(|y| + |ŷ|), 0/0 counting 0, in
 * [0, 2]; R² = 1 − Σe²/Σ(y − ȳ)². Lower is better, but for R², and for the mean error, where 0 is.
 *
 * <p>Law: merging two halves equals the whole, up to rounding. Relative error about 10⁻¹⁴ of each
 * mean; R² does not suffer from a large common offset of y beyond the 2⁻⁵³·|ȳ|/σ with which y
 * itself was rounded.
 *
 * <p>No rows: everything is {@link Status#INSUFFICIENT_DATA}, and so is a standard error of one
 * row. A constant truth, a single row included: R² is {@link Status#DEGENERATE}; a truth of only
 * zeros: MAPE is. Rows where a side is NaN or infinite are left out and counted by {@link
 * #skipped}. Where an error, its square or its ratio exceeds the largest double, or the sum of
 * squares is too small for one without being 0 ({@link Moments#M2_MIN}), what needs it is {@link
 * Status#ERROR}.
 *
 * <p>Intervals are normal ones of a mean over rows ({@link MeanInterval}), for RMSE by the delta
 * method. MAPE and sMAPE have none: ratios to a truth near 0 have no finite variance to build one
 * on; R² and the median have none because neither is a mean of rows.
 *
 * <p>Source: Hyndman &amp; Koehler 2006, doi:10.1016/j.ijforecast.2006.03.001.
 */
public final class RegressionErrors implements Serializable {

    private static final long serialVersionUID = 2L;

    /** Nothing was predicted. */
    public static final RegressionErrors EMPTY = new Accumulator().errors();

    private final Moments errors;
    private final Moments squares;
    private final Moments relative;
    private final Moments symmetric;
    private final Moments actual;
    private final boolean actualVaries;
    private final double actualFirst;
    private final EmpiricalDistribution absolute;
    private final long zeros;
    private final long skipped;

    private RegressionErrors(
            Moments errors,
            Moments squares,
            Moments relative,
            Moments symmetric,
            Moments actual,
            boolean actualVaries,
            double actualFirst,
            EmpiricalDistribution absolute,
            long zeros,
            long skipped) {
        this.errors = errors;
        this.squares = squares;
        this.relative = relative;
        this.symmetric = symmetric;
        this.actual = actual;
        this.actualVaries = actualVaries;
        this.actualFirst = actualFirst;
        this.absolute = absolute;
        this.zeros = zeros;
        this.skipped = skipped;
    }

    /** The errors of the rows in {@code [from, to)}; the arrays are neither kept nor changed. */
    public static RegressionErrors of(double[] actual, double[] predicted, int from, int to) {
        RowRange.requireSameLength("actual", actual.length, "predicted", predicted.length);
        RowRange.require("actual", actual.length, from, to);
        Accumulator accumulator = new Accumulator();
        for (int i = from; i < to; i++) {
            accumulator.add(actual[i], predicted[i]);
        }
        return accumulator.errors();
    }

    /** Takes rows one by one, and keeps them: 16 bytes each. Not safe for several threads. */
    public static final class Accumulator {

        private double[] actual = new double[16];
        private double[] predicted = new double[16];
        private int rows;
        private long skipped;

        /** Adds a row; one where a side is not finite is only counted. */
        public void add(double actualValue, double predictedValue) {
            if (!Double.isFinite(actualValue) || !Double.isFinite(predictedValue)) {
                skipped++;
                return;
            }
            if (rows == actual.length) {
                actual = Arrays.copyOf(actual, 2 * rows);
                predicted = Arrays.copyOf(predicted, 2 * rows);
            }
            actual[rows] = actualValue + 0.0;
            predicted[rows++] = predictedValue;
        }

        /** The errors of the rows so far. */
        public RegressionErrors errors() {
            double[] error = new double[rows];
            double[] absolute = new double[rows];
            double[] square = new double[rows];
            double[] relative = new double[rows];
            double[] symmetric = new double[rows];
            long zeros = 0;
            boolean varies = false;
            for (int i = 0; i < rows; i++) {
                error[i] = predicted[i] - actual[i];
                absolute[i] = Math.abs(error[i]);
                square[i] = error[i] * error[i];
                symmetric[i] = symmetric(actual[i], predicted[i]);
                // 0/0 must not count; the moments leave NaN out.
                relative[i] = actual[i] == 0 ? Double.NaN : absolute[i] / Math.abs(actual[i]);
                zeros += actual[i] == 0 ? 1 : 0;
                varies |= actual[i] != actual[0];
            }
            return new RegressionErrors(
                    Moments.of(error),
                    Moments.of(square),
                    Moments.of(relative),
                    Moments.of(symmetric),
                    Moments.of(actual, 0, rows),
                    varies,
                    actual[0],
                    EmpiricalDistribution.of(absolute),
                    zeros,
                    skipped);
        }

        /** Halved throughout, so that no sum of two doubles overflows. */
        private static double symmetric(double actual, double predicted) {
            double scale = Math.abs(actual) / 2 + Math.abs(predicted) / 2;
            return scale == 0
                    ? (actual == predicted ? 0 : 2)
                    : Math.abs(predicted / 2 - actual / 2) / scale * 2;
        }
    }

    /** Both sets of rows as one. */
    public RegressionErrors merge(RegressionErrors other) {
        if (n() == 0 || other.n() == 0) {
            RegressionErrors filled = n() == 0 ? other : this;
            return filled.withSkipped(Math.addExact(skipped, other.skipped));
        }
        return new RegressionErrors(
                errors.merge(other.errors),
                squares.merge(other.squares),
                relative.merge(other.relative),
                symmetric.merge(other.symmetric),
                actual.merge(other.actual),
                actualVaries || other.actualVaries || actualFirst != other.actualFirst,
                actualFirst,
                absolute.merge(other.absolute),
                Math.addExact(zeros, other.zeros),
                Math.addExact(skipped, other.skipped));
    }

    private RegressionErrors withSkipped(long rows) {
        return copy(absolute, rows);
    }

    private RegressionErrors copy(EmpiricalDistribution values, long left) {
        return new RegressionErrors(
                errors,
                squares,
                relative,
                symmetric,
                actual,
                actualVaries,
                actualFirst,
                values,
                zeros,
                left);
    }

    /** The same errors with fewer kept values: only the median loses precision. */
    public RegressionErrors compact(int points) {
        return copy(absolute.compact(points), skipped);
    }

    /** How many rows. */
    public long n() {
        return absolute.size();
    }

    /** How many rows were left out because a side was not finite. */
    public long skipped() {
        return skipped;
    }

    /** A figure of the mean over all rows; an overflow in any row makes it an error. */
    private Figure ofAll(Moments moments, Figure figure) {
        return moments.n() < n() ? Figure.undefined(Status.ERROR) : figure;
    }

    /** Mean absolute error. */
    public Figure mae() {
        Moments moments = absolute.moments();
        return ofAll(moments, moments.mean());
    }

    /** Standard error of the mean absolute error. */
    public Figure maeStandardError() {
        Moments moments = absolute.moments();
        return ofAll(moments, moments.standardError());
    }

    /** Normal interval of the mean absolute error, not below 0. */
    public Interval maeInterval(double confidence) {
        return atLeast(0, mae(), maeStandardError(), confidence);
    }

    /** Root of the mean squared error. */
    public Figure rmse() {
        return squaresUnderflow()
                ? Figure.undefined(Status.ERROR)
                : ofAll(squares, squares.mean()).map(Math::sqrt);
    }

    /** Whether there are errors, but their squares are too small to add up. */
    private boolean squaresUnderflow() {
        return absolute.max().orElse(0) > 0 && squares.sum() < Moments.M2_MIN;
    }

    /**
     * Standard error of the RMSE by the delta method, se(mean e²)/(2·RMSE); {@link
     * Status#DEGENERATE} for RMSE 0.
     */
    public Figure rmseStandardError() {
        Figure rmse = rmse();
        if (!rmse.isDefined()) {
            return rmse;
        }
        if (rmse.value() == 0) {
            return Figure.undefined(n() < 2 ? Status.INSUFFICIENT_DATA : Status.DEGENERATE);
        }
        return ofAll(squares, squares.standardError()).map(error -> error / (2 * rmse.value()));
    }

    /** Normal interval of the RMSE, not below 0. */
    public Interval rmseInterval(double confidence) {
        return atLeast(0, rmse(), rmseStandardError(), confidence);
    }

    /** Mean of predicted − actual: positive when the model predicts too much. */
    public Figure meanError() {
        return ofAll(errors, errors.mean());
    }

    /** Standard error of the mean error. */
    public Figure meanErrorStandardError() {
        return ofAll(errors, errors.standardError());
    }

    /** Normal interval of the mean error. */
    public Interval meanErrorInterval(double confidence) {
        return atLeast(Double.NEGATIVE_INFINITY, meanError(), meanErrorStandardError(), confidence);
    }

    private static Interval atLeast(double least, Figure value, Figure error, double confidence) {
        return MeanInterval.within(least, Double.POSITIVE_INFINITY, value, error, confidence);
    }

    /** Median absolute error, the mean of the middle two for an even number of rows. */
    public Figure medianAbsoluteError() {
        Figure median = absolute.quantile(0.5);
        return median.isDefined() && Double.isInfinite(median.value())
                ? Figure.undefined(Status.ERROR)
                : median;
    }

    /** Mean absolute error relative to the truth. */
    public Figure mape() {
        if (n() > 0 && zeros == n()) {
            return Figure.undefined(Status.DEGENERATE);
        }
        return relative.n() < n() - zeros ? Figure.undefined(Status.ERROR) : relative.mean();
    }

    /** How many rows MAPE leaves out because their truth is 0. */
    public long mapeSkipped() {
        return zeros;
    }

    /** Mean absolute error relative to the mean of both sides. */
    public Figure smape() {
        return symmetric.mean();
    }

    /** Share of the truth's variance that is explained; negative when worse than its mean. */
    public Figure r2() {
        if (n() == 0) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        if (!actualVaries || actual.m2() == 0) {
            return Figure.undefined(Status.DEGENERATE);
        }
        if (actual.isLost() || squaresUnderflow()) {
            return Figure.undefined(Status.ERROR);
        }
        double unexplained = squares.sum() / actual.m2();
        return Double.isInfinite(unexplained)
                ? Figure.undefined(Status.ERROR)
                : ofAll(squares, Figure.of(1 - unexplained));
    }
}
