// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multivariate;

import java.util.Optional;

/**
 * The plane that tells two classes apart best: logistic regression with a ridge.
 *
 * <p>Least of Σ ln(1 + e^(−s·η)) + ½‖w‖², η = w·x + c, s = ±1 the class, the intercept c free.
 * Newton's steps (iteratively reweighted least squares), halved while they would not go down. The
 * ridge makes the least unique and finite, also for classes that a plane divides without error.
 * Ends with the first step that promises less than 10⁻¹⁰ of the loss, so that the weights are right
 * to some 10⁻⁹. Not safe for use by several threads.
 *
 * <p>Source: Hastie, Tibshirani &amp; Friedman 2009, doi:10.1007/978-0-387-84858-7, ch. 4.4.
 */
final class LogisticRegression {

    private static final int STEPS_MAX = 50;
    private static final int HALVINGS_MAX = 30;
    private static final double DECREASE_MIN = 1e-10;
    private static final double RIDGE = 1;

    private final Rows rows;
    private final boolean[] positive;
    private final int[] members;
    private final int d;
    private double[] weights;

    /**
     * A problem over some of the rows.
     *
     * @param members indices of the rows to learn from
     */
    LogisticRegression(Rows rows, boolean[] positive, int[] members) {
        this.rows = rows;
        this.positive = positive;
        this.members = members;
        d = rows.columns();
        weights = new double[d + 1];
    }

    /** The weights of the columns and, last, the intercept; empty when it did not converge. */
    Optional<double[]> fit() {
        double loss = loss(weights);
        for (int i = 0; i < STEPS_MAX; i++) {
            double[] gradient = new double[d + 1];
            double[][] curvature = new double[d + 1][d + 1];
            expand(gradient, curvature);
            double[] step = Cholesky.solve(curvature, gradient);
            if (step == null) {
                return Optional.empty();
            }
            double promised = 0;
            for (int j = 0; j <= d; j++) {
                promised += step[j] * gradient[j];
            }
            loss = advance(step, loss);
            if (promised / 2 <= DECREASE_MIN * (1 + loss)) {
                return Optional.of(weights);
            }
        }
        return Optional.empty();
    }

    /** Goes the step, or as small a part of it as lowers the loss; gives the new loss. */
    private double advance(double[] step, double loss) {
        double part = 1;
        for (int i = 0; i < HALVINGS_MAX; i++) {
            double[] next = new double[d + 1];
            for (int j = 0; j <= d; j++) {
                next[j] = weights[j] + part * step[j];
            }
            double lower = loss(next);
            if (lower <= loss) {
                weights = next;
                return lower;
            }
            part /= 2;
        }
        return loss;
    }

    /** w·x + c of a row. */
    static double logOdds(Rows rows, int row, double[] weights) {
        int d = rows.columns();
        double sum = weights[d];
        double[] flat = rows.flat();
        for (int j = 0; j < d; j++) {
            sum += weights[j] * flat[row * d + j];
        }
        return sum;
    }

    private double loss(double[] candidate) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
            sum += RIDGE * candidate[j] * candidate[j] / 2;
        }
        for (int row : members) {
            double odds = logOdds(rows, row, candidate);
            double margin = positive[row] ? odds : -odds;
            sum += Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin);
        }
        return sum;
    }

    /** Fills in the falling gradient and the lower triangle of the second derivatives. */
    private void expand(double[] gradient, double[][] curvature) {
        double[] flat = rows.flat();
        double[] x = new double[d + 1];
        x[d] = 1;
        for (int row : members) {
            System.arraycopy(flat, row * d, x, 0, d);
            double p = 1 / (1 + Math.exp(-logOdds(rows, row, weights)));
            double gap = (positive[row] ? 1 : 0) - p;
            double weight = p * (1 - p);
            for (int j = 0; j <= d; j++) {
                gradient[j] += gap * x[j];
                double scaled = weight * x[j];
                if (scaled != 0) {
                    double[] line = curvature[j];
                    for (int k = 0; k <= j; k++) {
                        line[k] += scaled * x[k];
                    }
                }
            }
        }
        for (int j = 0; j < d; j++) {
            gradient[j] -= RIDGE * weights[j];
            curvature[j][j] += RIDGE;
        }
    }
}
