// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import java.util.OptionalDouble;

/**
 * Weighted least squares of b·f(t, k) in two unknowns, reduced to one: for each rate k the best
 * factor b is known, b = Σwyf/Σwf², so only k is searched (variable projection, Golub &amp; Pereyra
 * 1973, doi:10.1137/0710036).
 *
 * <p>The derivative of the remaining sum of squares, −2bΣwr·∂f/∂k, is scanned over a grid of rates
 * dense around 0; every change from falling to rising holds a local minimum, which is bisected to
 * the last digit; the lowest wins. So the result does not depend on a start value.
 */
final class RateSearch {

    /** What is multiplied by b. */
    interface Curve {
        double value(double t, double k);

        /** Derivative by k. */
        double slope(double t, double k);
    }

    private static final int GRID_HALF = 250;

    private final double[] t;
    private final double[] y;
    private final double[] weights;
    private final Curve curve;

    RateSearch(double[] t, double[] y, double[] weights, Curve curve) {
        this.t = t;
        this.y = y;
        this.weights = weights;
        this.curve = curve;
    }

    /**
     * The best rate in [−reach, reach]; empty when no rate inside is better than its neighbours.
     */
    OptionalDouble best(double reach) {
        double best = Double.NaN;
        double lowest = Double.POSITIVE_INFINITY;
        double left = gridRate(-GRID_HALF, reach);
        double slopeLeft = slope(left);
        for (int i = -GRID_HALF + 1; i <= GRID_HALF; i++) {
            double right = gridRate(i, reach);
            double slopeRight = slope(right);
            if (slopeLeft < 0 && slopeRight >= 0) {
                double rate = bisect(left, right);
                double squares = squares(rate);
                if (squares < lowest) {
                    lowest = squares;
                    best = rate;
                }
            }
            left = right;
            slopeLeft = slopeRight;
        }
        return Double.isNaN(best) ? OptionalDouble.empty() : OptionalDouble.of(best);
    }

    /** reach·sinh(…)/sinh(…): steps grow with the distance from 0. */
    private static double gridRate(int i, double reach) {
        double stretch = 8;
        return reach * Math.sinh(stretch * i / GRID_HALF) / Math.sinh(stretch);
    }

    private double bisect(double left, double right) {
        double low = left;
        double high = right;
        while (true) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                return middle;
            }
            if (slope(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    /** The best b for this rate. */
    double factor(double k) {
        double numerator = 0;
        double denominator = 0;
        for (int i = 0; i < t.length; i++) {
            double f = curve.value(t[i], k);
            numerator += weights[i] * y[i] * f;
            denominator += weights[i] * f * f;
        }
        return numerator / denominator;
    }

    /** The weighted sum of squared residuals at this rate and its best b. */
    double squares(double k) {
        double b = factor(k);
        double sum = 0;
        for (int i = 0; i < t.length; i++) {
            double residual = y[i] - b * curve.value(t[i], k);
            sum += weights[i] * residual * residual;
        }
        return sum;
    }

    private double slope(double k) {
        double b = factor(k);
        double sum = 0;
        for (int i = 0; i < t.length; i++) {
            double residual = y[i] - b * curve.value(t[i], k);
            sum += weights[i] * residual * curve.slope(t[i], k);
        }
        return -b * sum;
    }
}
