// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import io.halflife.statistics.decay.Estimates.Constant;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The windows of a measured metric that enter a fit, as heights above the floor. Its arrays are
 * read only, and not handed out to be changed.
 */
final class WeightedHeights {

    /** How many last digits a value may be off by rounding. */
    private static final double ROUNDING_ULPS = 4;

    private final DecayPoints points;
    private final double floor;
    private final double[] heights;
    private final double[] weights;
    private final double rounding;

    WeightedHeights(DecayPoints points, double[] values, double[] weights, double floor) {
        this.points = points;
        this.floor = floor;
        this.heights = new double[points.size()];
        this.weights = new double[points.size()];
        double largest = Math.abs(floor);
        double weight = 0;
        for (int i = 0; i < heights.length; i++) {
            heights[i] = values[points.row(i)] - floor;
            this.weights[i] = weights[points.row(i)];
            largest = Math.max(largest, Math.abs(values[points.row(i)]));
            weight += this.weights[i];
        }
        double off = ROUNDING_ULPS * Math.ulp(largest);
        this.rounding = weight * off * off;
    }

    /** The fit over all rates. */
    ExponentialFit fit(boolean scatterKnown) {
        double mean = mean();
        double squaresWithoutTrend = squaresAbout(mean);
        if (isLost(squaresWithoutTrend)) {
            return refused(Refusal.Reason.SQUARES_LOST);
        }
        if (withoutRounding(squaresWithoutTrend) == 0) {
            return mean > 0
                    ? fitted(mean, 0, 0, scatterKnown)
                    : refused(Refusal.Reason.NOT_ABOVE_FLOOR);
        }
        ExponentialCurve curve = new ExponentialCurve(points.span());
        RateSearch search = new RateSearch(points.since(), heights, weights, curve);
        OptionalDouble best = search.best(curve.reach(), logLinear().rate());
        if (best.isEmpty()) {
            return refused(Refusal.Reason.NO_BEST_CURVE);
        }
        double rate = best.getAsDouble();
        double height = curve.atZero(search.factor(rate), rate);
        return height > 0
                ? fitted(height, rate, withoutRounding(search.squares(rate)), scatterKnown)
                : refused(Refusal.Reason.NOT_ABOVE_FLOOR);
    }

    Exponential logLinear() {
        return LogLinear.of(points.since(), heights, weights);
    }

    /** √w·|r| of each window that entered. */
    double[] residualSizes(Exponential curve) {
        double[] sizes = new double[heights.length];
        for (int i = 0; i < sizes.length; i++) {
            double residual = heights[i] - curve.at(points.since()[i]);
            sizes[i] = Math.sqrt(weights[i]) * Math.abs(residual);
        }
        return sizes;
    }

    /** The median of √w·|h|: what residuals are small against. */
    double size() {
        return Medians.of(residualSizes(new Exponential(0, 0)));
    }

    /** The nearest best curve when each weight counts by this share only. */
    Exponential near(Exponential curve, double[] shares) {
        double[] reduced = new double[weights.length];
        for (int i = 0; i < reduced.length; i++) {
            reduced[i] = weights[i] * shares[i];
        }
        return new Descent(points.since(), heights, reduced).from(curve);
    }

    private ExponentialFit refused(Refusal.Reason reason) {
        int windows = points.size();
        return ExponentialFit.refused(windows, floor, new Refusal(reason, windows, windows));
    }

    private ExponentialFit fitted(
            double height, double rate, double squares, boolean scatterKnown) {
        int windows = points.size();
        double variance = squares / (windows - 2);
        Covariance covariance = covariance(height, rate, variance);
        Constant constant = constant();
        double squaresWithoutTrend = constant.dispersion() * (windows - 1);
        Estimates estimates =
                new Estimates(
                        points.t0(),
                        points.tEnd(),
                        Math.log(height),
                        rate,
                        covariance,
                        variance,
                        variance,
                        rate == 0 ? 0 : rate / Math.sqrt(covariance.rate()),
                        constant,
                        Akaike.corrected(windows * Math.log(squares / windows), 3, windows),
                        Akaike.corrected(
                                windows * Math.log(squaresWithoutTrend / windows), 2, windows));
        return ExponentialFit.of(windows, floor, scatterKnown, estimates);
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
        double mean = mean();
        double variance = withoutRounding(squaresAbout(mean)) / (heights.length - 1);
        double weight = Arrays.stream(weights).sum();
        return new Constant(floor + mean, Math.sqrt(variance / weight) / mean, variance);
    }

    /** The weighted mean height, counted from the first, so that equal heights give theirs. */
    private double mean() {
        double weight = 0;
        double sum = 0;
        for (int i = 0; i < heights.length; i++) {
            weight += weights[i];
            sum += weights[i] * (heights[i] - heights[0]);
        }
        return heights[0] + sum / weight;
    }

    private double squaresAbout(double mean) {
        double squares = 0;
        for (int i = 0; i < heights.length; i++) {
            squares += weights[i] * (heights[i] - mean) * (heights[i] - mean);
        }
        return squares;
    }

    /** Whether squares overflow, or are so small that scatter cannot be told from rounding. */
    private boolean isLost(double squares) {
        boolean tooSmall =
                Math.max(squares, rounding) < Double.MIN_NORMAL
                        && Arrays.stream(heights).anyMatch(h -> h != heights[0]);
        return tooSmall || !Double.isFinite(squares) || !Double.isFinite(rounding);
    }

    /** A sum of squares; 0 when the last digits of the values can explain it. */
    private double withoutRounding(double squares) {
        return squares <= rounding ? 0 : squares;
    }
}
