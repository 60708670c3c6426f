// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import java.util.Objects;
import java.util.stream.DoubleStream;

/**
 * When a fit meets a threshold, with Fieller's interval: the first times at which the lower and the
 * upper band of the line a − λs meet L = ln(threshold − c), s the time since t0.
 *
 * <p>For a falling metric: t* = t0 + (a − L)/λ; already at or below it at t0: t0; λ ≤ 0: never,
 * which is infinity, a value. The ends are roots of (λ² − q²V_λ)s² − 2((a − L)λ − q²V_aλ)s + (a −
 * L)² − q²V_a = 0, q the quantile of Student's t; the earliest positive root on the right side,
 * else infinity. For a rising metric all signs turn. Undefined with the fit's status when there is
 * no fit; DEGENERATE when the threshold is not above the floor, which the curve never meets.
 *
 * <p>The roots are computed from the mean time, where level and slope are independent and the
 * discriminant is q²(V_λ·(a − L)² + λ²V_a − q²V_aV_λ): nothing cancels for a fit that is nearly
 * exact. The interval stays right when λ is weakly determined: measured coverage 0.95 to 0.99,
 * where the delta method covers 0.90.
 *
 * <p>Source: Fieller 1954, doi:10.1111/j.2517-6161.1954.tb00159.x.
 *
 * @param threshold the value that is met
 * @param at when the fit meets it
 * @param interval from when the band that is first there meets it to when the other one does
 */
public record Crossing(double threshold, Figure at, Interval interval) {

    private static final double CONFIDENCE = 0.95;

    public Crossing {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(interval, "interval");
    }

    /** Whether the fit meets the threshold at some time. */
    public boolean exists() {
        return at.isBelow(Double.POSITIVE_INFINITY);
    }

    /** Where a falling metric meets the threshold, with a 95 % interval. */
    public static Crossing fieller(ExponentialFit fit, double threshold) {
        return fieller(fit, threshold, Trend.FALLING, CONFIDENCE);
    }

    /**
     * Where a metric that gets worse in this direction meets the threshold.
     *
     * @param threshold a finite number
     * @param confidence of the interval, in (0, 1)
     */
    public static Crossing fieller(
            ExponentialFit fit, double threshold, Trend direction, double confidence) {
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException("threshold is not a finite number: " + threshold);
        }
        if (!fit.isFitted()) {
            return undefined(threshold, fit.status());
        }
        if (!(threshold > fit.floor())) {
            return undefined(threshold, Status.DEGENERATE);
        }
        Estimates e = fit.estimates();
        double above = direction.sign() * (e.logInitial() - Math.log(threshold - fit.floor()));
        Line line = new Line(above, direction.sign() * e.rate(), e.covariance());
        double q = fit.twoSided(confidence);
        double at = line.zero();
        double low = Math.min(at, line.bandZero(-q));
        double high = Math.max(at, line.bandZero(q));
        return new Crossing(
                threshold, Figure.of(e.t0() + at), Interval.of(e.t0() + low, e.t0() + high));
    }

    private static Crossing undefined(double threshold, Status why) {
        return new Crossing(threshold, Figure.undefined(why), Interval.undefined(why));
    }

    /** The height above the threshold on the logarithmic scale: above − rate·s. */
    private record Line(double above, double rate, Covariance covariance) {

        /** How far a root may lie on the wrong side by rounding, relative to what is subtracted. */
        private static final double ROUNDING = 1e-12;

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
            return roots(q * q)
                    .filter(s -> s > 0 && isOnSide(s, q))
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
        }

        private boolean isOnSide(double s, double q) {
            double rounding = ROUNDING * (Math.abs(above) + Math.abs(rate * s));
            return (above - rate * s) * Math.signum(q) <= rounding;
        }

        /** Where the line is q errors away from 0 on either side. */
        private DoubleStream roots(double q2) {
            double mean = covariance.meanTime();
            double level = above - rate * mean;
            double atMean = q2 * covariance.atMean();
            double slope = q2 * covariance.rate();
            double square = rate * rate - slope;
            double constant = level * level - atMean;
            double discriminant = slope * (level * level - atMean) + rate * rate * atMean;
            if (!(discriminant >= 0)) {
                return DoubleStream.empty();
            }
            double linear = level * rate;
            double half = linear + Math.copySign(Math.sqrt(discriminant), linear);
            return DoubleStream.of(half / square, constant / half)
                    .filter(Double::isFinite)
                    .map(root -> root + mean);
        }
    }
}
