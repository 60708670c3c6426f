// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.DecaySettings;
import io.halflife.statistics.decay.Crossing;
import io.halflife.statistics.decay.ExponentialFit;
import io.halflife.statistics.decay.FitQuality;
import io.halflife.statistics.decay.Level;
import io.halflife.statistics.decay.RecentLevel;
import io.halflife.statistics.decay.Trend;
import io.halflife.statistics.figure.Figure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Holds the deciding metric against its threshold (STATISTICS §4.3), looking at the mature windows
 * up to the newest. "In a row" is found by looking again without the newest window, and without the
 * newest two, so that it does not depend on how often a run was made.
 */
final class StandingRule {

    static final int RECENT_WINDOWS = 5;
    static final long RECENT_LABELS_MIN = 30;

    private static final double LEVEL_CONFIDENCE = 0.95;
    private static final double RECENT_CONFIDENCE = 0.99;
    private static final int STREAK_MAX = 3;
    private static final double SECONDS_PER_DAY = 86_400;

    private final DecaySettings settings;
    private final DecayFitter fitter;
    private final double threshold;

    StandingRule(DecaySettings settings, DecayFitter fitter, double threshold) {
        this.settings = settings;
        this.fitter = fitter;
        this.threshold = threshold;
    }

    /** The standing after the newest point; there must be one. */
    Standing of(DecaySeries series) {
        DecaySeries newest = series.newest(DecayFitter.WINDOWS_MAX);
        ExponentialFit fit = fitter.fit(newest);
        boolean trending = fit.isTrending(fitter.worse(), settings.alphaSlope());
        double[] days = newest.days();
        Level level = fit.levelAt(days[days.length - 1], trending, LEVEL_CONFIDENCE);
        List<PerformanceValue> last = newest.newest(RECENT_WINDOWS).points();
        long labels = last.stream().mapToLong(StandingRule::labels).sum();
        boolean enough = fit.isFitted() || labels >= RECENT_LABELS_MIN;
        Level recent = recent(newest, fit, trending);
        PerformanceValue now = last.get(last.size() - 1);
        DecayFit.Crossing crossing = fit.isFitted() ? fitter.crossing(fit, threshold) : null;
        return new Standing(
                newest.metric(),
                threshold,
                now.label(),
                now.value(),
                labels(now),
                newest.points().size(),
                fit.quality() == FitQuality.POOR,
                level.value().orElse(Double.NaN),
                goodSide(level),
                recent.value().orElse(Double.NaN),
                enough ? goodSide(recent) : Double.NaN,
                last.size(),
                labels,
                crossing == null ? null : crossing.at(),
                fit.slopeP(fitter.worse()).orElse(Double.NaN),
                streak(series));
    }

    private int streak(DecaySeries series) {
        int streak = 0;
        while (streak < STREAK_MAX && forecasts(series.without(streak))) {
            streak++;
        }
        return streak;
    }

    private boolean forecasts(DecaySeries series) {
        if (series.points().isEmpty()) {
            return false;
        }
        ExponentialFit fit = fitter.fit(series);
        if (!fit.isTrending(fitter.worse(), settings.alphaPrediction())) {
            return false;
        }
        Crossing crossing = Crossing.fieller(fit, threshold, fitter.worse(), LEVEL_CONFIDENCE);
        double[] days = series.days();
        return crossing.exists()
                && crossing.at().value() - days[days.length - 1] <= days(settings.horizon());
    }

    /**
     * The last windows pooled. Scatter beyond what the labels explain widens the bound as it widens
     * the fit's: counts of proportions are divided by it, other standard errors grow by its root.
     */
    private Level recent(DecaySeries series, ExponentialFit fit, boolean trending) {
        Figure dispersion = fit.dispersionUsed(trending);
        double used = Math.max(1, dispersion.orElse(1));
        if (series.isProportion()) {
            return RecentLevel.proportion(
                    series.days(),
                    series.trials(),
                    series.successes(),
                    RECENT_WINDOWS,
                    used,
                    RECENT_CONFIDENCE);
        }
        double scale = series.hasStandardErrors() ? used : dispersion.orElse(Double.NaN);
        double[] errors =
                Arrays.stream(series.weights()).map(weight -> Math.sqrt(scale / weight)).toArray();
        double[] rows = series.points().stream().mapToDouble(PerformanceValue::labelled).toArray();
        return RecentLevel.measured(
                series.days(), series.values(), errors, rows, RECENT_WINDOWS, RECENT_CONFIDENCE);
    }

    private double goodSide(Level level) {
        Figure bound = fitter.worse() == Trend.RISING ? level.lower() : level.upper();
        return bound.orElse(Double.NaN);
    }

    /** What the metric rests on: for precision, the predictions of the class that have labels. */
    private static long labels(PerformanceValue value) {
        return value.trials() >= 0 ? value.trials() : value.labelled();
    }

    private static double days(Duration duration) {
        return duration.toSeconds() / SECONDS_PER_DAY;
    }
}
