// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.statistics.decay.CleanedFit;
import io.halflife.statistics.decay.Crossing;
import io.halflife.statistics.decay.ExponentialFit;
import io.halflife.statistics.decay.FitQuality;
import io.halflife.statistics.decay.LeastSquaresDecay;
import io.halflife.statistics.decay.Level;
import io.halflife.statistics.decay.MeasuredDecay;
import io.halflife.statistics.decay.ProportionDecay;
import io.halflife.statistics.decay.Trend;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Fits one metric: a quasi-binomial model to proportions, weighted least squares to everything else
 * (STATISTICS §4.1, §4.2). Times are days since the version's first window; a fit takes at most the
 * newest {@value #WINDOWS_MAX} mature windows.
 */
final class DecayFitter {

    static final int WINDOWS_MAX = 90;

    private static final double CONFIDENCE = 0.95;
    private static final double BAND_DAYS = 100;

    /** Dates beyond it are written as never: it is the last year that all stores and pages hold. */
    private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");

    private final DecaySeries series;
    private final double floor;
    private final boolean excludeBroken;
    private final Trend worse;

    /**
     * @param series the metric's points
     * @param floor what a model without skill would reach
     * @param excludeBroken whether windows far off the curve of all others stay out
     */
    DecayFitter(DecaySeries series, double floor, boolean excludeBroken) {
        this.series = series;
        this.floor = floor;
        this.excludeBroken = excludeBroken;
        this.worse =
                PerformanceDirections.lowerIsBetter(series.metric()) ? Trend.RISING : Trend.FALLING;
    }

    Trend worse() {
        return worse;
    }

    /** The figures of the newest windows of a series of this metric. */
    ExponentialFit fit(DecaySeries some) {
        DecaySeries newest = some.newest(WINDOWS_MAX);
        return excludeBroken ? fitAll(newest.without(broken(newest))) : fitAll(newest);
    }

    /** Windows far off the curve of all; at most one in ten. */
    private List<PerformanceValue> broken(DecaySeries newest) {
        CleanedFit cleaned =
                newest.isProportion()
                        ? ProportionDecay.fitWithoutBroken(
                                newest.days(), newest.trials(), newest.successes(), floor)
                        : MeasuredDecay.fitWithoutBroken(
                                newest.days(), newest.values(), newest.weights(), floor);
        return cleaned.broken().rows().stream().map(newest.points()::get).toList();
    }

    private ExponentialFit fitAll(DecaySeries newest) {
        if (newest.isProportion()) {
            return ProportionDecay.fit(newest.days(), newest.trials(), newest.successes(), floor);
        }
        return newest.hasStandardErrors()
                ? MeasuredDecay.fitByErrors(
                        newest.days(), newest.values(), newest.standardErrors(), floor)
                : MeasuredDecay.fit(newest.days(), newest.values(), newest.weights(), floor);
    }

    /** The fit of a range as it is reported. */
    DecayFit report(WindowRange range, OptionalDouble threshold, DecayOrigins origins) {
        String refusal = range.refusal(series.points()).orElse("");
        if (!refusal.isEmpty()) {
            return refused(range, DecayFit.Status.INSUFFICIENT_DATA, refusal, 0, null);
        }
        DecaySeries part = series.with(range.within(series.points()));
        DecayFit.LeastSquares leastSquares = leastSquares(part);
        if (!floorRefusal().isEmpty()) {
            return refused(range, DecayFit.Status.DEGENERATE, floorRefusal(), 0, leastSquares);
        }
        ExponentialFit fit = fit(part);
        return fit.isFitted()
                ? withBroken(fitted(range, part, fit, threshold, origins, leastSquares), part)
                : refused(
                        range,
                        refused(fit.status()),
                        DecayWords.refusal(fit, part),
                        fit.windows(),
                        leastSquares);
    }

    private DecayFit withBroken(DecayFit fit, DecaySeries part) {
        List<PerformanceValue> broken =
                excludeBroken ? broken(part.newest(WINDOWS_MAX)) : List.of();
        return broken.isEmpty() ? fit : fit.because(DecayWords.broken(broken, fit.reason()));
    }

    /** Why nothing can be fitted above the floor, in words; empty when something can. */
    String floorRefusal() {
        if (!series.isProportion() || (floor >= 0 && floor < 1)) {
            return "";
        }
        return floor < 0
                ? "the policy's floor " + floor + " is below 0, the least that a share can be"
                : "the policy's floor " + floor + " is not below 1, the most that a share can be";
    }

    private DecayFit fitted(
            WindowRange range,
            DecaySeries part,
            ExponentialFit fit,
            OptionalDouble threshold,
            DecayOrigins origins,
            DecayFit.LeastSquares leastSquares) {
        boolean poor = fit.quality() == FitQuality.POOR;
        Instant exposure = origins.exposure() != null ? origins.exposure() : series.firstEvent();
        return new DecayFit(
                series.metric(),
                range.name(),
                poor ? DecayFit.Status.POOR : DecayFit.Status.OK,
                poor ? DecayWords.poor(fit) : "",
                fit.windows(),
                series.t0(),
                orNan(fit.valueAt(0)),
                orNan(fit.rate()),
                interval(fit.rateInterval(CONFIDENCE)),
                interval(fit.halfLifeInterval(worse, CONFIDENCE)),
                part.isProportion() ? orNan(fit.dispersion()) : Double.NaN,
                orNan(fit.slopeP(worse)),
                threshold.isPresent() ? crossing(fit, threshold.getAsDouble()) : null,
                leastSquares,
                origin(fit, exposure),
                origin(fit, origins.age()),
                band(fit));
    }

    /** The band is a parabola in its square: two heights and the rate's own interval give it. */
    private DecayFit.Band band(ExponentialFit fit) {
        Interval rate = fit.rateInterval(CONFIDENCE);
        double rateHalf = (rate.high() - rate.low()) / 2;
        double square = rateHalf * rateHalf;
        double atZero = Math.pow(halfWidth(fit, 0), 2);
        double later = Math.pow(halfWidth(fit, BAND_DAYS), 2);
        double mixed = (atZero + square * BAND_DAYS * BAND_DAYS - later) / (2 * BAND_DAYS);
        return new DecayFit.Band(floor, atZero, mixed, square);
    }

    private double halfWidth(ExponentialFit fit, double days) {
        Level level = fit.levelAt(days, true, 0.5 + CONFIDENCE / 2);
        return Math.log((orNan(level.upper()) - floor) / (orNan(level.value()) - floor));
    }

    /** What a fit that failed is reported as; a search without an end found no curve. */
    static DecayFit.Status refused(Status why) {
        return switch (why) {
            case INSUFFICIENT_DATA -> DecayFit.Status.INSUFFICIENT_DATA;
            case DEGENERATE, ERROR -> DecayFit.Status.DEGENERATE;
            case OK -> throw new IllegalArgumentException("a fit that is OK is not refused");
        };
    }

    private DecayFit refused(
            WindowRange range,
            DecayFit.Status status,
            String reason,
            int windows,
            DecayFit.LeastSquares leastSquares) {
        double undefined = Double.NaN;
        return new DecayFit(
                series.metric(),
                range.name(),
                status,
                reason,
                windows,
                series.t0(),
                undefined,
                undefined,
                DecayFit.Interval.UNKNOWN,
                DecayFit.Interval.UNKNOWN,
                undefined,
                undefined,
                null,
                leastSquares,
                null,
                null,
                null);
    }

    /** When the fit meets the threshold; null unless it gets worse and meets it in our time. */
    DecayFit.Crossing crossing(ExponentialFit fit, double threshold) {
        if (!fit.halfLife(worse).isDefined()) {
            return null;
        }
        Crossing crossing = Crossing.fieller(fit, threshold, worse, CONFIDENCE);
        Instant at = crossing.exists() ? date(crossing.at().value()) : null;
        return at == null
                ? null
                : new DecayFit.Crossing(
                        threshold,
                        at,
                        date(crossing.interval().low()),
                        date(crossing.interval().high()));
    }

    private Instant date(double days) {
        if (!(days < DecaySeries.days(series.t0(), FAR))) {
            return null;
        }
        return DecaySeries.after(series.t0(), days);
    }

    private DecayFit.Origin origin(ExponentialFit fit, Instant start) {
        return start == null
                ? null
                : new DecayFit.Origin(
                        start, orNan(fit.valueAt(DecaySeries.days(series.t0(), start))));
    }

    private DecayFit.LeastSquares leastSquares(DecaySeries part) {
        return LeastSquaresDecay.fit(part.daysSinceFirstEvent(), part.values())
                .map(
                        best ->
                                new DecayFit.LeastSquares(
                                        best.a(), best.k(), best.rss(), series.firstEvent()))
                .orElse(null);
    }

    private static DecayFit.Interval interval(Interval interval) {
        return new DecayFit.Interval(orNan(interval.lower()), orNan(interval.upper()));
    }

    private static double orNan(Figure figure) {
        return figure.orElse(Double.NaN);
    }
}
