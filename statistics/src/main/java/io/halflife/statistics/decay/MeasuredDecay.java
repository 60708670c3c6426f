// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import io.halflife.statistics.decay.ExponentialFit.Constant;
import io.halflife.statistics.decay.ExponentialFit.Covariance;
import io.halflife.statistics.decay.ExponentialFit.Status;
import java.util.OptionalDouble;

/**
 * Decay of a metric that is no proportion (AUC, RMSE, log loss): weighted nonlinear least squares.
 *
 * <p>Minimises Σw(y − c − A·e^(−λ(t − t0)))², t0 the first window; weights 1/se² where standard
 * errors are known, else the number of rows. s² = Σwr²/(N − 2); covariance of A and λ s²(JᵀWJ)⁻¹,
 * told on the scale of a = ln A. Trend: λ/se(λ) against Student's t with N − 2 degrees of freedom;
 * null hypothesis λ = 0.
 *
 * <p>Windows whose value is not finite or whose weight is not positive are left out. Fewer than
 * eight windows or distinct times: INSUFFICIENT_DATA. A ≤ 0 (never above the floor) or no minimum
 * at a finite rate: DEGENERATE. The minimum is global over |λ|·span ≤ 500: {@link RateSearch}.
 *
 * <p>Source: Bates &amp; Watts 1988, doi:10.1002/9780470316757.
 */
public final class MeasuredDecay {

    private MeasuredDecay() {}

    /**
     * Fits the windows.
     *
     * @param times of the windows, in any order
     * @param values of the metric
     * @param weights 1/se², or rows
     * @param floor the value without skill
     */
    public static ExponentialFit fit(
            double[] times, double[] values, double[] weights, double floor) {
        return fit(times, values, weights, floor, ExponentialFit.WINDOWS_MIN);
    }

    static ExponentialFit fit(
            double[] times, double[] values, double[] weights, double floor, int windowsMin) {
        if (values.length != times.length || weights.length != times.length) {
            throw new IllegalArgumentException(
                    "times, values and weights of "
                            + times.length
                            + ", "
                            + values.length
                            + " and "
                            + weights.length
                            + " windows");
        }
        DecayPoints points =
                DecayPoints.of(
                        times,
                        i ->
                                Double.isFinite(values[i])
                                        && weights[i] > 0
                                        && Double.isFinite(weights[i]));
        if (!points.areEnough(windowsMin)) {
            return ExponentialFit.without(Status.INSUFFICIENT_DATA, points.size(), floor);
        }
        return new Weighted(points, values, weights, floor).fit();
    }

    /** The windows that enter, heights above the floor. */
    private static final class Weighted {

        private final DecayPoints points;
        private final double floor;
        private final double[] heights;
        private final double[] weights;

        Weighted(DecayPoints points, double[] values, double[] weights, double floor) {
            this.points = points;
            this.floor = floor;
            this.heights = new double[points.size()];
            this.weights = new double[points.size()];
            for (int i = 0; i < heights.length; i++) {
                heights[i] = values[points.row(i)] - floor;
                this.weights[i] = weights[points.row(i)];
            }
        }

        ExponentialFit fit() {
            ExponentialCurve curve = new ExponentialCurve(points.span());
            RateSearch search = new RateSearch(points.since(), heights, weights, curve);
            OptionalDouble rate = search.best(curve.reach());
            double height =
                    rate.isPresent()
                            ? curve.atZero(search.factor(rate.getAsDouble()), rate.getAsDouble())
                            : 0;
            return height > 0
                    ? fitted(height, rate.getAsDouble(), search.squares(rate.getAsDouble()))
                    : ExponentialFit.without(Status.DEGENERATE, points.size(), floor);
        }

        private ExponentialFit fitted(double height, double rate, double squares) {
            int windows = points.size();
            double variance = squares / (windows - 2);
            Covariance covariance = covariance(height, rate, variance);
            Constant constant = constant();
            double squaresWithoutTrend = constant.dispersion() * (windows - 1);
            return new ExponentialFit(
                    Status.OK,
                    windows,
                    points.t0(),
                    points.tEnd(),
                    floor,
                    Math.log(height),
                    rate,
                    covariance,
                    variance,
                    rate == 0 ? 0 : rate / Math.sqrt(covariance.rate()),
                    constant,
                    Akaike.corrected(windows * Math.log(squares / windows), 3, windows),
                    Akaike.corrected(
                            windows * Math.log(squaresWithoutTrend / windows), 2, windows));
        }

        private Covariance covariance(double height, double rate, double variance) {
            double[] t = points.since();
            double weight = 0;
            double weightedTime = 0;
            double[] information = new double[t.length];
            for (int i = 0; i < t.length; i++) {
                double curve = height * Math.exp(-rate * t[i]);
                information[i] = weights[i] * curve * curve;
                weight += information[i];
                weightedTime += information[i] * t[i];
            }
            double mean = weightedTime / weight;
            double spread = 0;
            for (int i = 0; i < t.length; i++) {
                spread += information[i] * (t[i] - mean) * (t[i] - mean);
            }
            return Covariance.of(weight, mean, spread, variance);
        }

        private Constant constant() {
            double weight = 0;
            double sum = 0;
            for (int i = 0; i < heights.length; i++) {
                weight += weights[i];
                sum += weights[i] * heights[i];
            }
            double mean = sum / weight;
            double squares = 0;
            for (int i = 0; i < heights.length; i++) {
                squares += weights[i] * (heights[i] - mean) * (heights[i] - mean);
            }
            double variance = squares / (heights.length - 1);
            return new Constant(floor + mean, Math.sqrt(variance / weight) / mean, variance);
        }
    }
}
