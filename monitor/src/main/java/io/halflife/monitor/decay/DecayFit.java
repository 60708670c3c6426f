// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import io.halflife.monitor.figures.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Performance as a function of age: M(t) = floor + (initial − floor)·e^(−λt), t in days since
 * {@code t0}.
 *
 * <p>Figures that are undefined are NaN here and null outside.
 *
 * @param metric the metric fitted
 * @param range {@code all}, or the window labels {@code A..B}
 * @param status whether the fit may be used
 * @param reason why it may not, in words; the empty string when OK
 * @param windows windows that entered
 * @param t0 the version's first window's mid-point of events; null without windows
 * @param initial value at t0
 * @param ratePerDay λ
 * @param rateInterval 95 % interval of λ
 * @param halfLifeInterval 95 % interval of ln 2 / λ; for error metrics the doubling time
 * @param dispersion φ of the quasi-binomial fit; NaN for weighted least squares
 * @param slopeP one-sided p of the trend
 * @param crossing when the fit meets the threshold; null unless it falls (rises, for errors)
 * @param leastSquares the unweighted a·e^(−kt) kept for comparison; null when it did not converge
 * @param exposure the fit read from the first deployment; null when unknown
 * @param age the fit read from the end of the training data or the reference; null when unknown
 * @param band how sure the curve is; null unless fitted
 */
public record DecayFit(
        String metric,
        String range,
        Status status,
        String reason,
        int windows,
        Instant t0,
        double initial,
        double ratePerDay,
        Interval rateInterval,
        Interval halfLifeInterval,
        double dispersion,
        double slopeP,
        Crossing crossing,
        LeastSquares leastSquares,
        Origin exposure,
        Origin age,
        Band band) {

    private static final double MILLIS_PER_DAY = 86_400_000;

    /** OK and POOR carry figures; the others carry the reason only. */
    public enum Status {
        OK,
        /**
         * Fitted, but the points scatter far more than sampling explains, or are no exponential.
         */
        POOR,
        INSUFFICIENT_DATA,
        DEGENERATE
    }

    /** An interval whose ends may be NaN (unknown) or infinite (never). */
    public record Interval(double low, double high) {
        public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);
    }

    /**
     * When the fit meets the threshold.
     *
     * @param threshold the value it meets
     * @param at the fit's date
     * @param low the earliest date of the 95 % interval (Fieller)
     * @param high the latest; null when the interval has no end
     */
    public record Crossing(double threshold, Instant at, Instant low, Instant high) {}

    /**
     * Unweighted least squares of a·e^(−kt), for comparison with other tools.
     *
     * @param t0 where t is zero: the version's first prediction
     * @param rss residual sum of squares
     */
    public record LeastSquares(double a, double k, double rss, Instant t0) {}

    /**
     * The same curve read from another zero.
     *
     * @param start the zero
     * @param initial the fitted value there
     */
    public record Origin(Instant start, double initial) {}

    /**
     * The 95 % band around the curve: d days after {@code t0} the logarithm of the height above the
     * floor is known to ± √(initial − 2·mixed·d + rate·d²).
     *
     * @param floor what a model without skill would reach
     */
    public record Band(double floor, double initial, double mixed, double rate) {
        double halfWidth(double days) {
            return Math.sqrt(Math.max(0, initial - 2 * mixed * days + rate * days * days));
        }
    }

    public DecayFit {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reason, "reason");
    }

    /** The same, saying from when its windows are where they would not be enough otherwise. */
    DecayFit since(ServedArtifacts served) {
        return status == Status.INSUFFICIENT_DATA && served.lastChange().isPresent()
                ? because(
                        reason
                                + "; only those of the artifact that serves since "
                                + Figures.day(served.lastChange().get())
                                + " enter")
                : this;
    }

    /** The same with other words. */
    DecayFit because(String words) {
        return new DecayFit(
                metric,
                range,
                status,
                words,
                windows,
                t0,
                initial,
                ratePerDay,
                rateInterval,
                halfLifeInterval,
                dispersion,
                slopeP,
                crossing,
                leastSquares,
                exposure,
                age,
                band);
    }

    /** ln 2 / λ in days (for errors: the doubling time); empty unless fitted and getting worse. */
    public Optional<Double> halfLife() {
        return crossingMayExist()
                ? Optional.of(Math.log(2) / Math.abs(ratePerDay))
                : Optional.empty();
    }

    /** When the fit meets the threshold; empty unless fitted and getting worse. */
    public Optional<Crossing> crossingIfAny() {
        return Optional.ofNullable(crossing);
    }

    private boolean crossingMayExist() {
        return (status == Status.OK || status == Status.POOR) && gettingWorse();
    }

    private boolean gettingWorse() {
        return PerformanceDirections.lowerIsBetter(metric) ? ratePerDay < 0 : ratePerDay > 0;
    }

    /** The curve at a time; NaN unless fitted. */
    public double valueAt(Instant at) {
        return band == null ? Double.NaN : band.floor() + height(daysSince(at));
    }

    /** The 95 % interval of the curve at a time; unknown unless fitted. */
    public Interval bandAt(Instant at) {
        if (band == null) {
            return Interval.UNKNOWN;
        }
        double days = daysSince(at);
        double factor = Math.exp(band.halfWidth(days));
        return new Interval(
                band.floor() + height(days) / factor, band.floor() + height(days) * factor);
    }

    private double height(double days) {
        return (initial - band.floor()) * Math.exp(-ratePerDay * days);
    }

    private double daysSince(Instant at) {
        return Duration.between(t0, at).toMillis() / MILLIS_PER_DAY;
    }
}
