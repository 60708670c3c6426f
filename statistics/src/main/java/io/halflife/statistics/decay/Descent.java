// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

/**
 * The nearest valley of Σw(h − A·e^(−λs))² from a given curve, by Gauss–Newton steps: each is the
 * weighted line through the residuals divided by the curve, halved while the sum would rise. Where
 * several valleys are possible {@link RateSearch} finds the deepest first. Not safe for use by
 * several threads.
 */
final class Descent {

    private static final int STEPS_MAX = 30;
    private static final int HALVINGS_MAX = 40;
    private static final double STILL = 1e-15;

    private final double[] s;
    private final double[] heights;
    private final double[] weights;

    Descent(double[] s, double[] heights, double[] weights) {
        this.s = s;
        this.heights = heights;
        this.weights = weights;
    }

    Exponential from(Exponential start) {
        Exponential curve = start;
        for (int i = 0; i < STEPS_MAX; i++) {
            Exponential next = step(curve);
            double moved =
                    Math.abs(next.height() / curve.height() - 1)
                            + Math.abs(next.rate() - curve.rate());
            curve = next;
            if (!(moved > STILL)) {
                return curve;
            }
        }
        return curve;
    }

    private Exponential step(Exponential curve) {
        double weight = 0;
        double meanTime = 0;
        double level = 0;
        for (int i = 0; i < s.length; i++) {
            double e = curve.at(s[i]);
            double w = weights[i] * e * e;
            weight += w;
            meanTime += w * s[i];
            level += weights[i] * e * (heights[i] - e);
        }
        meanTime /= weight;
        double spread = 0;
        double slope = 0;
        for (int i = 0; i < s.length; i++) {
            double e = curve.at(s[i]);
            double centred = s[i] - meanTime;
            spread += weights[i] * e * e * centred * centred;
            slope += weights[i] * e * (heights[i] - e) * centred;
        }
        double rate = -slope / spread;
        return downhill(curve, curve.height() * (level / weight + rate * meanTime), rate);
    }

    private Exponential downhill(Exponential curve, double height, double rate) {
        double squares = squares(curve);
        double fraction = 1;
        for (int i = 0; i < HALVINGS_MAX; i++) {
            Exponential next =
                    new Exponential(
                            curve.height() + fraction * height, curve.rate() + fraction * rate);
            if (squares(next) <= squares) {
                return next;
            }
            fraction /= 2;
        }
        return curve;
    }

    private double squares(Exponential curve) {
        double sum = 0;
        for (int i = 0; i < s.length; i++) {
            double residual = heights[i] - curve.at(s[i]);
            sum += weights[i] * residual * residual;
        }
        return sum;
    }
}
