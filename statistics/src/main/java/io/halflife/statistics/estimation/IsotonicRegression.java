// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.estimation;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.distribution.SortedOrder;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The non-decreasing function nearest to weighted points: turns scores into frequencies.
 *
 * <p>Minimises Σ w·(f(x) − y)² over all non-decreasing f, by pooling adjacent violators. Equal x
 * are first pooled to one point with their weighted mean, so the result does not depend on the
 * order of the rows. Between the distinct x the function is linear, outside them it is constant.
 * Law: fitted values ascend, and their weighted mean is that of y. Relative error about 2⁻⁵³ times
 * the points of a pooled block. O(n) after sorting.
 *
 * <p>At least one point is needed. One point, one x or a falling cloud give a constant. A NaN or
 * infinite x or y is refused, and so is a weight that is not positive and finite. −0.0 equals 0.0.
 * Immutable, safe for use by several threads.
 *
 * <p>Source: Ayer, Brunk, Ewing, Reid &amp; Silverman 1955, doi:10.1214/aoms/1177728423; for
 * calibration Zadrozny &amp; Elkan 2002, doi:10.1145/775047.775151.
 */
public final class IsotonicRegression implements Serializable {

    private static final long serialVersionUID = 1L;

    private final double[] x;
    private final double[] fitted;

    private IsotonicRegression(double[] x, double[] fitted) {
        this.x = x;
        this.fitted = fitted;
    }

    /**
     * The fit of these points; the arrays are neither kept nor changed.
     *
     * @param x finite
     * @param y finite
     * @param weights positive and finite
     * @throws IllegalArgumentException for no points, different lengths or other values
     */
    public static IsotonicRegression of(double[] x, double[] y, double[] weights) {
        if (x.length == 0 || x.length != y.length || x.length != weights.length) {
            throw new IllegalArgumentException(
                    "x, y and weights must have the same length, at least 1: "
                            + x.length
                            + ", "
                            + y.length
                            + ", "
                            + weights.length);
        }
        int[] order = SortedOrder.of(x, 0, x.length);
        Points points = new Points(x.length);
        for (int i : order) {
            require("x", x[i], i);
            require("y", y[i], i);
            if (!(weights[i] > 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weights must be positive and finite, at index " + i + ": " + weights[i]);
            }
            points.add(x[i], y[i], weights[i]);
        }
        return points.fit();
    }

    private static void require(String name, double value, int index) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    name + " must be finite, at index " + index + ": " + value);
        }
    }

    /**
     * The frequency of positives by score; from merged tables the same as from all rows.
     *
     * @param scores finite, at least one
     * @throws IllegalArgumentException for an empty table or an infinite score
     */
    public static IsotonicRegression ofLabels(ScoreTable scores) {
        if (scores.size() == 0) {
            throw new IllegalArgumentException("scores must hold at least one row: none");
        }
        EmpiricalDistribution positive = scores.positive();
        EmpiricalDistribution negative = scores.negative();
        Points points = new Points(positive.distinct() + negative.distinct());
        int i = 0;
        int j = 0;
        while (i < positive.distinct() || j < negative.distinct()) {
            boolean next =
                    j == negative.distinct()
                            || (i < positive.distinct() && positive.value(i) <= negative.value(j));
            double score = next ? positive.value(i) : negative.value(j);
            require("scores", score, i + j);
            points.add(
                    score,
                    next ? 1 : 0,
                    (double) (next ? positive.count(i++) : negative.count(j++)));
        }
        return points.fit();
    }

    /**
     * The same function with no more points than it bends at, in little memory: given to {@link
     * #of} with equal weights they give it again, bit for bit.
     */
    public IsotonicRegression knots() {
        double[] kept = new double[x.length];
        double[] values = new double[x.length];
        int n = 0;
        for (int i = 0; i < x.length; i++) {
            boolean inside =
                    i > 0
                            && i + 1 < x.length
                            && fitted[i - 1] == fitted[i]
                            && fitted[i + 1] == fitted[i];
            if (!inside) {
                kept[n] = x[i];
                values[n++] = fitted[i];
            }
        }
        return new IsotonicRegression(Arrays.copyOf(kept, n), Arrays.copyOf(values, n));
    }

    /** The distinct x, ascending. */
    public double[] x() {
        return x.clone();
    }

    /** The fitted values at {@link #x}, non-decreasing. */
    public double[] fitted() {
        return fitted.clone();
    }

    /**
     * The function at this point.
     *
     * @param at any number, infinite ones too
     * @throws IllegalArgumentException for NaN
     */
    public double at(double at) {
        if (Double.isNaN(at)) {
            throw new IllegalArgumentException("at must be a number: NaN");
        }
        int found = Arrays.binarySearch(x, at + 0.0);
        if (found >= 0) {
            return fitted[found];
        }
        int next = -found - 1;
        if (next == 0 || next == x.length) {
            return fitted[next == 0 ? 0 : x.length - 1];
        }
        double low = fitted[next - 1];
        double share = (at / 2 - x[next - 1] / 2) / (x[next] / 2 - x[next - 1] / 2);
        return low + share * (fitted[next] - low);
    }

    /** Points by ascending x, those with equal x as one. */
    private static final class Points {

        private final double[] x;
        private final double[] sums;
        private final double[] weights;
        private int n;

        Points(int most) {
            x = new double[most];
            sums = new double[most];
            weights = new double[most];
        }

        void add(double at, double y, double weight) {
            if (n == 0 || x[n - 1] != at) {
                x[n++] = at + 0.0;
            }
            sums[n - 1] += weight * y;
            weights[n - 1] += weight;
        }

        /** Blocks grow to the left while the one before them lies at or above their mean. */
        IsotonicRegression fit() {
            int[] starts = new int[n];
            double[] blockSums = new double[n];
            double[] blockWeights = new double[n];
            int blocks = 0;
            for (int i = 0; i < n; i++) {
                starts[blocks] = i;
                blockSums[blocks] = sums[i];
                blockWeights[blocks] = weights[i];
                while (blocks > 0
                        && blockSums[blocks - 1] / blockWeights[blocks - 1]
                                >= blockSums[blocks] / blockWeights[blocks]) {
                    blockSums[blocks - 1] += blockSums[blocks];
                    blockWeights[blocks - 1] += blockWeights[blocks];
                    blocks--;
                }
                blocks++;
            }
            double[] fitted = new double[n];
            for (int block = 0; block < blocks; block++) {
                int end = block + 1 < blocks ? starts[block + 1] : n;
                Arrays.fill(fitted, starts[block], end, blockSums[block] / blockWeights[block]);
            }
            return new IsotonicRegression(Arrays.copyOf(x, n), fitted);
        }
    }
}
