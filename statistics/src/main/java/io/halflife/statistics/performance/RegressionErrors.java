// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.Moments;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How far predicted numbers were from the truth.
 *
 * <p>With e = predicted − actual: MAE = mean |e|; RMSE = √mean e²; mean error = mean e; MAPE = mean
 * |e|/|actual| over rows with actual ≠ 0; sMAPE = mean 2|e|/(|actual| + |predicted|), 0/0 counting
 * 0; R² = 1 − Σe²/Σ(actual − mean)², NaN for a constant truth. All NaN without rows. Rows where a
 * side is NaN or infinite are left out and counted. Law: merging two halves equals the whole.
 */
public final class RegressionErrors implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Nothing was predicted. */
    public static final RegressionErrors EMPTY = new Accumulator().errors();

    private final Moments errors;
    private final Moments squares;
    private final Moments relative;
    private final Moments symmetric;
    private final Moments actual;
    private final EmpiricalDistribution absolute;
    private final long skipped;

    private RegressionErrors(
            Moments errors,
            Moments squares,
            Moments relative,
            Moments symmetric,
            Moments actual,
            EmpiricalDistribution absolute,
            long skipped) {
        this.errors = errors;
        this.squares = squares;
        this.relative = relative;
        this.symmetric = symmetric;
        this.actual = actual;
        this.absolute = absolute;
        this.skipped = skipped;
    }

    /** The errors of the rows in {@code [from, to)}; the arrays are neither kept nor changed. */
    public static RegressionErrors of(double[] actual, double[] predicted, int from, int to) {
        Accumulator accumulator = new Accumulator();
        for (int i = from; i < to; i++) {
            accumulator.add(actual[i], predicted[i]);
        }
        return accumulator.errors();
    }

    /** Takes rows one by one, and keeps them. Not safe for use by several threads. */
    public static final class Accumulator {

        private double[] actual = new double[16];
        private double[] predicted = new double[16];
        private int rows;
        private long skipped;

        /** Adds a row. */
        public void add(double actualValue, double predictedValue) {
            if (!Double.isFinite(actualValue) || !Double.isFinite(predictedValue)) {
                skipped++;
                return;
            }
            if (rows == actual.length) {
                actual = Arrays.copyOf(actual, 2 * rows);
                predicted = Arrays.copyOf(predicted, 2 * rows);
            }
            actual[rows] = actualValue;
            predicted[rows++] = predictedValue;
        }

        /** The errors of the rows so far. */
        public RegressionErrors errors() {
            double[] error = new double[rows];
            Arrays.setAll(error, i -> predicted[i] - actual[i]);
            double[] absolute = Arrays.stream(error).map(Math::abs).toArray();
            double[] square = Arrays.stream(error).map(e -> e * e).toArray();
            double[] relative = new double[rows];
            Arrays.setAll(
                    relative, i -> actual[i] == 0 ? Double.NaN : absolute[i] / Math.abs(actual[i]));
            double[] symmetric = new double[rows];
            Arrays.setAll(symmetric, i -> symmetric(absolute[i], actual[i], predicted[i]));
            return new RegressionErrors(
                    Moments.of(error),
                    Moments.of(square),
                    Moments.of(relative),
                    Moments.of(symmetric),
                    Moments.of(actual, 0, rows),
                    EmpiricalDistribution.of(absolute),
                    skipped);
        }

        private static double symmetric(double error, double actual, double predicted) {
            double scale = Math.abs(actual) + Math.abs(predicted);
            return scale == 0 ? 0 : 2 * error / scale;
        }
    }

    /** Both sets of rows as one. */
    public RegressionErrors merge(RegressionErrors other) {
        return new RegressionErrors(
                errors.merge(other.errors),
                squares.merge(other.squares),
                relative.merge(other.relative),
                symmetric.merge(other.symmetric),
                actual.merge(other.actual),
                absolute.merge(other.absolute),
                Math.addExact(skipped, other.skipped));
    }

    /** The same errors with fewer kept values: only the median loses precision. */
    public RegressionErrors compact(int points) {
        return new RegressionErrors(
                errors, squares, relative, symmetric, actual, absolute.compact(points), skipped);
    }

    /** How many rows. */
    public long n() {
        return errors.n();
    }

    /** How many rows were left out because a side was not finite. */
    public long skipped() {
        return skipped;
    }

    /** Mean absolute error. */
    public double mae() {
        return absolute.moments().mean();
    }

    /** Standard error of the mean absolute error. */
    public double maeStandardError() {
        return absolute.moments().standardError();
    }

    /** Root of the mean squared error. */
    public double rmse() {
        return Math.sqrt(squares.mean());
    }

    /** Standard error of the RMSE by the delta method, se(mean e²)/(2·RMSE); NaN for RMSE 0. */
    public double rmseStandardError() {
        return rmse() == 0 ? Double.NaN : squares.standardError() / (2 * rmse());
    }

    /** Mean of predicted − actual. */
    public double meanError() {
        return errors.mean();
    }

    /** Standard error of the mean error. */
    public double meanErrorStandardError() {
        return errors.standardError();
    }

    /** Median absolute error. */
    public double medianAbsoluteError() {
        return absolute.quantile(0.5);
    }

    /** Mean absolute error relative to the truth; NaN when every truth is 0. */
    public double mape() {
        return relative.mean();
    }

    /** How many rows MAPE leaves out because their truth is 0. */
    public long mapeSkipped() {
        return n() - relative.n();
    }

    /** Mean absolute error relative to the mean of both sides. */
    public double smape() {
        return symmetric.mean();
    }

    /** Share of the truth's variance that is explained; negative when worse than its mean. */
    public double r2() {
        return actual.m2() == 0 ? Double.NaN : 1 - squares.sum() / actual.m2();
    }
}
