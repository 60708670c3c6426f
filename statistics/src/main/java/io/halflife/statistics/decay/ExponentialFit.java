// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import io.halflife.statistics.comparison.StudentTail;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * M(t) = c + e^(a − λ(t − t0)) fitted to a metric's windows, with what is needed to say how sure it
 * is.
 *
 * <p>Symbols: c the floor, t0 the time of the first window that entered, a the logarithm of the
 * height above the floor there, λ the rate. λ &gt; 0 falls towards the floor, λ &lt; 0 rises away
 * from it. Times are in the unit of the input (days, for us), on its own axis. Intervals and p use
 * Student's t with windows − 2 degrees of freedom.
 *
 * <p>Law: either there is a {@link #refusal} and every figure is undefined with its status, or
 * there is none and every figure is defined but those whose own comment says otherwise. Immutable,
 * safe for use by several threads. Errors are those of the fit, {@link ProportionDecay} or {@link
 * MeasuredDecay}; nothing is added but rounding.
 *
 * <p>Source: intervals of nonlinear fits, Bates &amp; Watts 1988, doi:10.1002/9780470316757;
 * dispersion, McCullagh &amp; Nelder 1989, doi:10.1007/978-1-4899-3242-6.
 */
public final class ExponentialFit {

    /** Fewer windows, or distinct times, than this are not fitted. */
    public static final int WINDOWS_MIN = 8;

    /**
     * Above this dispersion an exponential does not describe the windows: a step, or late onset.
     */
    public static final double DISPERSION_POOR = 4;

    private final int windows;
    private final double floor;
    private final FitQuality quality;
    private final Refusal refusal;
    private final Estimates estimates;

    private ExponentialFit(
            int windows, double floor, FitQuality quality, Refusal refusal, Estimates estimates) {
        this.windows = windows;
        this.floor = floor;
        this.quality = quality;
        this.refusal = refusal;
        this.estimates = estimates;
    }

    /**
     * A fit.
     *
     * @param scatterKnown whether the weights say how much the windows should scatter
     */
    static ExponentialFit of(int windows, double floor, boolean scatterKnown, Estimates estimates) {
        FitQuality quality = FitQuality.UNKNOWN;
        if (scatterKnown) {
            boolean poor = estimates.dispersion() > DISPERSION_POOR;
            quality = poor ? FitQuality.POOR : FitQuality.GOOD;
        }
        return new ExponentialFit(
                windows, floor, quality, null, Objects.requireNonNull(estimates, "estimates"));
    }

    /** No fit. */
    static ExponentialFit refused(int windows, double floor, Refusal why) {
        return new ExponentialFit(
                windows, floor, FitQuality.UNKNOWN, Objects.requireNonNull(why, "why"), null);
    }

    /** OK, or the status of the refusal. */
    public Status status() {
        return refusal == null ? Status.OK : refusal.reason().status();
    }

    /** Why there is no fit; empty when there is one. */
    public Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    public boolean isFitted() {
        return refusal == null;
    }

    /** Whether an exponential describes the windows. */
    public FitQuality quality() {
        return quality;
    }

    /** Windows that entered, or would have. */
    public int windows() {
        return windows;
    }

    /** c, the value without skill. */
    public double floor() {
        return floor;
    }

    /** Time of the first window. */
    public Figure t0() {
        return figure(Estimates::t0);
    }

    /** Time of the last window. */
    public Figure tEnd() {
        return figure(Estimates::tEnd);
    }

    /** a, the logarithm of the height above the floor at t0. */
    public Figure logInitial() {
        return figure(Estimates::logInitial);
    }

    /** M(t0). */
    public Figure initial() {
        return figure(e -> floor + Math.exp(e.logInitial()));
    }

    /** λ per unit of time. */
    public Figure rate() {
        return figure(Estimates::rate);
    }

    /** Standard error of λ. */
    public Figure rateError() {
        return figure(e -> Math.sqrt(e.covariance().rate()));
    }

    /**
     * Scatter over what the weights promise: Pearson's χ²/(windows − 2) for proportions, the
     * weighted residual variance for other metrics.
     */
    public Figure dispersion() {
        return figure(Estimates::dispersion);
    }

    /**
     * What variances were multiplied by: the dispersion of the model that is selected, for
     * proportions at least 1.
     *
     * @param trending the exponential, else the constant
     */
    public Figure dispersionUsed(boolean trending) {
        return figure(e -> trending ? e.dispersionUsed() : e.constant().dispersion());
    }

    /** How strongly it falls: about t-distributed when the metric is constant. */
    public Figure trend() {
        return figure(Estimates::trend);
    }

    /** Corrected Akaike criterion of the exponential; reported, not used for decisions. */
    public Figure aiccDecay() {
        return figure(Estimates::aiccDecay);
    }

    /** Corrected Akaike criterion of the constant; reported, not used for decisions. */
    public Figure aiccConstant() {
        return figure(Estimates::aiccConstant);
    }

    /**
     * M(t); ERROR where it is beyond what a double can hold, far on the high side of the windows.
     *
     * @param t finite
     */
    public Figure valueAt(double t) {
        requireFinite(t);
        if (!isFitted()) {
            return Figure.undefined(status());
        }
        double value = floor + Math.exp(estimates.logHeight(t));
        return Double.isFinite(value) ? Figure.of(value) : Figure.undefined(Status.ERROR);
    }

    /** Two-sided interval of λ. */
    public Interval rateInterval(double confidence) {
        return interval(confidence, Estimates::rate, e -> Math.sqrt(e.covariance().rate()));
    }

    /** Two-sided interval of M(t0), symmetric on the logarithmic scale. */
    public Interval initialInterval(double confidence) {
        Interval log =
                interval(
                        confidence,
                        Estimates::logInitial,
                        e -> Math.sqrt(e.covariance().logInitial()));
        return log.isDefined()
                ? Interval.of(floor + Math.exp(log.low()), floor + Math.exp(log.high()))
                : log;
    }

    /**
     * ln 2/|λ| if the metric goes this way, the doubling time for a rising one; DEGENERATE if it
     * does not, however little.
     */
    public Figure halfLife(Trend direction) {
        if (!isFitted()) {
            return Figure.undefined(status());
        }
        double towards = direction.sign() * estimates.rate();
        return towards > 0 ? Figure.of(timeToHalve(towards)) : Figure.undefined(Status.DEGENERATE);
    }

    /**
     * The interval of λ turned into half-lives. Its high end is infinite where λ may be 0; both
     * ends are infinite where the whole interval goes the other way.
     */
    public Interval halfLifeInterval(Trend direction, double confidence) {
        Interval rates =
                interval(
                        confidence,
                        e -> direction.sign() * e.rate(),
                        e -> Math.sqrt(e.covariance().rate()));
        return rates.isDefined()
                ? Interval.of(timeToHalve(rates.high()), timeToHalve(rates.low()))
                : rates;
    }

    private static double timeToHalve(double rate) {
        return rate > 0 ? Math.log(2) / rate : Double.POSITIVE_INFINITY;
    }

    /**
     * One-sided p of the trend. Null hypothesis: the metric is constant; extreme is a trend in this
     * direction, so that a metric that gets better has p near 1.
     */
    public Figure slopeP(Trend direction) {
        return figure(e -> student().survivalProbability(direction.sign() * e.trend()));
    }

    /**
     * The decimal logarithm of {@link #slopeP}, also where that underflows to 0; −∞ only where the
     * trend itself is infinite, for windows exactly on a curve.
     */
    public Figure slopeLog10P(Trend direction) {
        return figure(
                e -> {
                    double towards = direction.sign() * e.trend();
                    double p = student().survivalProbability(towards);
                    return p < Double.MIN_NORMAL
                            ? StudentTail.log10(towards, windows - 2.0, 2 * p) - Math.log10(2)
                            : Math.log10(p);
                });
    }

    /**
     * Whether the exponential is selected over the constant: the trend's p is below alpha.
     *
     * @param alpha in (0, 1)
     */
    public boolean isTrending(Trend direction, double alpha) {
        return slopeP(direction).isBelow(share("alpha", alpha));
    }

    /**
     * The level at a time, by the exponential or by the constant. The bounds are DEGENERATE where
     * the constant is not above the floor, for they are symmetric on the logarithmic scale. A level
     * beyond what a double can hold is ERROR; only its upper bound: infinite, no bound.
     *
     * @param t finite
     * @param trending which of both, as {@link #isTrending} says
     * @param confidence of each one-sided bound, in (0, 1)
     */
    public Level levelAt(double t, boolean trending, double confidence) {
        requireFinite(t);
        share("confidence", confidence);
        if (!isFitted()) {
            return Level.undefined(status());
        }
        double q = student().inverseCumulativeProbability(confidence);
        if (trending) {
            double log = estimates.logHeight(t);
            return level(log, q * estimates.covariance().lineError(t - estimates.t0()));
        }
        Estimates.Constant constant = estimates.constant();
        return constant.value() > floor
                ? level(Math.log(constant.value() - floor), q * constant.logError())
                : Level.withoutBounds(constant.value(), Status.DEGENERATE);
    }

    private Level level(double log, double half) {
        double value = floor + Math.exp(log);
        if (!Double.isFinite(value) || Double.isNaN(half)) {
            return Level.undefined(Status.ERROR);
        }
        return Level.of(value, floor + Math.exp(log - half), floor + Math.exp(log + half));
    }

    /** Refuses to go on without a fit. */
    void requireFitted() {
        if (!isFitted()) {
            throw new IllegalArgumentException(
                    "fit has no curve, it was refused for " + refusal + "; it must be fitted");
        }
    }

    /** The estimates; there must be some. */
    Estimates estimates() {
        return Objects.requireNonNull(estimates, "refused fits have no estimates");
    }

    /** Quantile of Student's t that leaves (1 − confidence)/2 above. */
    double twoSided(double confidence) {
        double tail = (1 - share("confidence", confidence)) / 2;
        return student().inverseSurvivalProbability(tail);
    }

    private TDistribution student() {
        return TDistribution.of(windows - 2.0);
    }

    private Figure figure(ToDoubleFunction<Estimates> of) {
        return isFitted() ? Figure.of(of.applyAsDouble(estimates)) : Figure.undefined(status());
    }

    private Interval interval(
            double confidence, ToDoubleFunction<Estimates> of, ToDoubleFunction<Estimates> error) {
        share("confidence", confidence);
        if (!isFitted()) {
            return Interval.undefined(status());
        }
        double middle = of.applyAsDouble(estimates);
        double half = twoSided(confidence) * error.applyAsDouble(estimates);
        return Interval.of(middle - half, middle + half);
    }

    private static void requireFinite(double t) {
        if (!Double.isFinite(t)) {
            throw new IllegalArgumentException("t is not a finite number: " + t);
        }
    }

    private static double share(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is not in (0, 1): " + value);
        }
        return value;
    }
}
