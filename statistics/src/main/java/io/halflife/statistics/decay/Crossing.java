// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import java.util.stream.DoubleStream;

/**
 * When a fit meets a threshold, with Fieller's interval: the first times at which the lower and the
 * upper band of the line a − λt meet ln(threshold − floor).
 *
 * <p>For a falling metric: t* = t0 + (a − L)/λ, L = ln(threshold − c); already at or below it at
 * t0: t0; λ ≤ 0: never, which is infinity. The ends are roots of (λ² − q²V_λ)s² − 2((a − L)λ −
 * q²V_aλ)s + (a − L)² − q²V_a = 0, q the quantile of Student's t; the earliest positive root on the
 * right side, else infinity. For a rising metric all signs turn. NaN when there is no fit or the
 * threshold is not above the floor.
 *
 * <p>The interval stays right when λ is weakly determined, where the delta method covers 0.90.
 *
 * <p>Source: Fieller 1954, doi:10.1111/j.2517-6161.1954.tb00159.x.
 *
 * @param threshold the value that is met
 * @param at when the fit meets it
 * @param low when the band that is first there meets it
 * @param high when the other band meets it
 */
public record Crossing(double threshold, double at, double low, double high) {

    private static final double CONFIDENCE = 0.95;

    /** Whether the fit meets the threshold at some time. */
    public boolean exists() {
        return Double.isFinite(at);
    }

    /** Where a falling metric meets the threshold, with a 95 % interval. */
    public static Crossing fieller(ExponentialFit fit, double threshold) {
        return fieller(fit, threshold, Trend.FALLING, CONFIDENCE);
    }

    /** Where a metric that gets worse in this direction meets the threshold. */
    public static Crossing fieller(
            ExponentialFit fit, double threshold, Trend direction, double confidence) {
        if (!fit.isFitted() || !(threshold > fit.floor())) {
            return new Crossing(threshold, Double.NaN, Double.NaN, Double.NaN);
        }
        double above = direction.sign() * (fit.logInitial() - Math.log(threshold - fit.floor()));
        Line line = new Line(above, direction.sign() * fit.rate(), fit.covariance());
        double q = fit.twoSided(confidence);
        return new Crossing(
                threshold,
                fit.t0() + line.zero(),
                fit.t0() + line.bandZero(-q),
                fit.t0() + line.bandZero(q));
    }

    /** The height above the threshold on the logarithmic scale: above − rate·s. */
    private record Line(double above, double rate, ExponentialFit.Covariance covariance) {

        double zero() {
            if (above <= 0) {
                return 0;
            }
            return rate > 0 ? above / rate : Double.POSITIVE_INFINITY;
        }

        /** First s ≥ 0 with above − rate·s + q·error(s) ≤ 0. */
        double bandZero(double q) {
            if (above + q * covariance.lineError(0) <= 0) {
                return 0;
            }
            double square = rate * rate - q * q * covariance.rate();
            double linear = -2 * (above * rate - q * q * covariance.cross());
            double constant = above * above - q * q * covariance.logInitial();
            return roots(square, linear, constant)
                    .filter(s -> s > 0 && (above - rate * s) * q <= 0)
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
        }

        /** Real roots, computed without subtracting nearly equal numbers. */
        private static DoubleStream roots(double square, double linear, double constant) {
            double discriminant = linear * linear - 4 * square * constant;
            if (square == 0) {
                return linear == 0 ? DoubleStream.empty() : DoubleStream.of(-constant / linear);
            }
            if (!(discriminant >= 0)) {
                return DoubleStream.empty();
            }
            double half = -(linear + Math.copySign(Math.sqrt(discriminant), linear)) / 2;
            return half == 0 ? DoubleStream.of(0) : DoubleStream.of(half / square, constant / half);
        }
    }
}
