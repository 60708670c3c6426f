// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Weighted least squares of b·f(t, k) in two unknowns, reduced to one: for each rate k the best
 * factor b is known, b = Σwyf/Σwf², so only k is searched (variable projection, Golub &amp; Pereyra
 * 1973, doi:10.1137/0710036).
 *
 * <p>The derivative of the remaining sum of squares, −2bΣwr·∂f/∂k, is scanned over a grid of rates
 * dense around 0, and at one more rate that the caller has reason to believe in; every change from
 * falling to rising holds a local minimum, which is bisected to the last digit; the lowest wins. So
 * the result does not depend on a start value. Not safe for use by several threads.
 */
final class RateSearch {

    /** What is multiplied by b. */
    interface Curve {
        double value(double t, double k);

        /** Derivative by k, given the value there. */
        double slope(double t, double k, double value);
    }

    /**
     * Neighbours are 12 % apart, or 0.06 of 1/span near 0. A sum of exponentials changes over a
     * factor of about 2 in its rate, so two minima do not fit between neighbours.
     */
    private static final int GRID_HALF = 64;

    private static final double STRETCH = 8;

    private final double[] t;
    private final double[] y;
    private final double[] weights;
    private final Curve curve;
    private final double[] values;

    RateSearch(double[] t, double[] y, double[] weights, Curve curve) {
        this.t = t;
        this.y = y;
        this.weights = weights;
        this.curve = curve;
        this.values = new double[t.length];
    }

    /**
     * The best rate in [−reach, reach]; empty when no rate inside is better than its neighbours.
     *
     * @param likely a rate to look at beside the grid's
     */
    OptionalDouble best(double reach, double likely) {
        double[] rates = rates(reach, likely);
        double best = Double.NaN;
        double lowest = Double.POSITIVE_INFINITY;
        double slopeLeft = slope(rates[0]);
        for (int i = 1; i < rates.length; i++) {
            double slopeRight = slope(rates[i]);
            if (slopeLeft < 0 && slopeRight >= 0) {
                double rate = bisect(rates[i - 1], rates[i]);
                double squares = squares(rate);
                if (squares < lowest) {
                    lowest = squares;
                    best = rate;
                }
            }
            slopeLeft = slopeRight;
        }
        return Double.isNaN(best) ? OptionalDouble.empty() : OptionalDouble.of(best);
    }

    /** reach·sinh(…)/sinh(…): steps grow with the distance from 0. */
    private static double[] rates(double reach, double likely) {
        double[] rates = new double[2 * GRID_HALF + 2];
        for (int i = -GRID_HALF; i <= GRID_HALF; i++) {
            double share = Math.sinh(STRETCH * i / GRID_HALF) / Math.sinh(STRETCH);
            rates[i + GRID_HALF] = reach * share;
        }
        rates[2 * GRID_HALF + 1] = Math.max(-reach, Math.min(reach, likely));
        Arrays.sort(rates);
        return rates;
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
            values[i] = f;
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
            double residual = y[i] - b * values[i];
            sum += weights[i] * residual * residual;
        }
        return sum;
    }

    private double slope(double k) {
        double b = factor(k);
        double sum = 0;
        for (int i = 0; i < t.length; i++) {
            double residual = y[i] - b * values[i];
            sum += weights[i] * residual * curve.slope(t[i], k, values[i]);
        }
        return -b * sum;
    }
}
