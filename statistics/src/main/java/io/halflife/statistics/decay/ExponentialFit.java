// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import io.halflife.statistics.performance.Interval;
import java.util.Objects;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * M(t) = c + e^(a − λ(t − t0)) fitted to a metric's windows, with what is needed to say how sure it
 * is.
 *
 * <p>λ &gt; 0 falls towards the floor c, λ &lt; 0 rises away from it. Intervals use quantiles of
 * Student's t with windows − 2 degrees of freedom. Law: unless the status is OK every figure is
 * NaN. Times are in the unit of the input (days, for us), on its own axis.
 *
 * @param status whether there are figures
 * @param windows windows that entered
 * @param t0 time of the first of them
 * @param tEnd time of the last of them
 * @param floor c, the value without skill
 * @param logInitial a, the logarithm of the height above the floor at t0
 * @param rate λ per unit of time
 * @param covariance of a and λ, with the dispersion taken into account
 * @param dispersion scatter over what the weights promise: Pearson's χ²/(windows − 2) for
 *     proportions, the weighted residual variance for other metrics
 * @param trend how strongly it falls: about t-distributed when the metric is constant
 * @param constant the model without trend
 * @param aiccDecay corrected Akaike criterion of the exponential
 * @param aiccConstant of the constant; reported, not used for decisions
 */
public record ExponentialFit(
        Status status,
        int windows,
        double t0,
        double tEnd,
        double floor,
        double logInitial,
        double rate,
        Covariance covariance,
        double dispersion,
        double trend,
        Constant constant,
        double aiccDecay,
        double aiccConstant) {

    /** Fewer windows, or distinct times, than this are not fitted. */
    public static final int WINDOWS_MIN = 8;

    /**
     * Above this dispersion an exponential does not describe the windows: a step, or late onset.
     */
    public static final double DISPERSION_POOR = 4;

    /** Whether a fit has figures. */
    public enum Status {
        OK,
        /** Too few windows or distinct times. */
        INSUFFICIENT_DATA,
        /** No interior optimum: all right, all wrong, or never above the floor. */
        DEGENERATE
    }

    /** Variances of a and λ, and their covariance. */
    public record Covariance(double logInitial, double cross, double rate) {

        static final Covariance UNKNOWN = new Covariance(Double.NaN, Double.NaN, Double.NaN);

        /** Of weighted times: of the intercept and the falling slope of a line through them. */
        static Covariance of(double weight, double meanTime, double spread, double scale) {
            return new Covariance(
                    scale * (1 / weight + meanTime * meanTime / spread),
                    scale * meanTime / spread,
                    scale / spread);
        }

        /** Standard error of a − λs, s the time since t0. */
        double lineError(double s) {
            return Math.sqrt(Math.max(0, logInitial - 2 * s * cross + s * s * rate));
        }
    }

    /**
     * The model without trend.
     *
     * @param value the metric's pooled value
     * @param logError standard error of ln(value − floor), with its dispersion
     * @param dispersion its own scatter, at least 1 for proportions
     */
    public record Constant(double value, double logError, double dispersion) {
        static final Constant UNKNOWN = new Constant(Double.NaN, Double.NaN, Double.NaN);
    }

    public ExponentialFit {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(covariance, "covariance");
        Objects.requireNonNull(constant, "constant");
    }

    static ExponentialFit without(Status status, int windows, double floor) {
        double nan = Double.NaN;
        return new ExponentialFit(
                status,
                windows,
                nan,
                nan,
                floor,
                nan,
                nan,
                Covariance.UNKNOWN,
                nan,
                nan,
                Constant.UNKNOWN,
                nan,
                nan);
    }

    public boolean isFitted() {
        return status == Status.OK;
    }

    /** windows − 2. */
    public int degreesOfFreedom() {
        return windows - 2;
    }

    /** M(t0). */
    public double initial() {
        return floor + Math.exp(logInitial);
    }

    /** M(t). */
    public double valueAt(double t) {
        return floor + Math.exp(logInitial - rate * (t - t0));
    }

    /** Standard error of λ. */
    public double rateError() {
        return Math.sqrt(covariance.rate());
    }

    /** Two-sided interval of λ. */
    public Interval rateInterval(double confidence) {
        double half = twoSided(confidence) * rateError();
        return isFitted() ? new Interval(rate - half, rate + half) : Interval.UNKNOWN;
    }

    /** Two-sided interval of M(t0), symmetric on the logarithmic scale. */
    public Interval initialInterval(double confidence) {
        double half = twoSided(confidence) * Math.sqrt(covariance.logInitial());
        return isFitted()
                ? new Interval(
                        floor + Math.exp(logInitial - half), floor + Math.exp(logInitial + half))
                : Interval.UNKNOWN;
    }

    /** ln 2/|λ| if the metric goes this way, the doubling time for a rising one; else NaN. */
    public double halfLife(Trend direction) {
        double towards = direction.sign() * rate;
        return towards > 0 ? Math.log(2) / towards : Double.NaN;
    }

    /**
     * The interval of λ turned into half-lives. Its high end is infinite where λ may be 0; both
     * ends are infinite where the whole interval goes the other way.
     */
    public Interval halfLifeInterval(Trend direction, double confidence) {
        if (!isFitted()) {
            return Interval.UNKNOWN;
        }
        double half = twoSided(confidence) * rateError();
        double towards = direction.sign() * rate;
        return new Interval(timeToHalve(towards + half), timeToHalve(towards - half));
    }

    private static double timeToHalve(double rate) {
        return rate > 0 ? Math.log(2) / rate : Double.POSITIVE_INFINITY;
    }

    /** One-sided p of the trend in this direction; null hypothesis: the metric is constant. */
    public double slopeP(Trend direction) {
        return isFitted()
                ? TDistribution.of(degreesOfFreedom()).survivalProbability(direction.sign() * trend)
                : Double.NaN;
    }

    /** Whether the exponential is selected over the constant: the trend's p is below alpha. */
    public boolean isTrending(Trend direction, double alpha) {
        return slopeP(direction) < alpha;
    }

    /**
     * Whether the windows scatter too much for an exponential to describe them; for measured
     * metrics it means something only where the weights were 1/se².
     */
    public boolean isPoor() {
        return dispersion > DISPERSION_POOR;
    }

    /**
     * The level at a time, by the exponential or by the constant.
     *
     * @param trending which of both, as {@link #isTrending} says
     * @param confidence of each one-sided bound
     */
    public Level levelAt(double t, boolean trending, double confidence) {
        if (!isFitted()) {
            return Level.UNKNOWN;
        }
        double height = trending ? valueAt(t) - floor : constant.value() - floor;
        double error = trending ? covariance.lineError(t - t0) : constant.logError();
        double factor = Math.exp(student().inverseCumulativeProbability(confidence) * error);
        return new Level(floor + height, floor + height / factor, floor + height * factor);
    }

    double twoSided(double confidence) {
        return isFitted() ? student().inverseSurvivalProbability((1 - confidence) / 2) : Double.NaN;
    }

    private TDistribution student() {
        return TDistribution.of(degreesOfFreedom());
    }
}
