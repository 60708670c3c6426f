// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import java.time.Instant;
import java.util.Objects;

/**
 * Where the deciding metric stands against its threshold after the newest mature window. "Beyond"
 * is below the threshold, or above it for errors; a bound is the end of the interval on the good
 * side, so that a bound beyond the threshold leaves no room for doubt.
 *
 * <p>Figures that are undefined are NaN.
 *
 * @param threshold in the metric's unit
 * @param window label of the newest mature window
 * @param lastValue the metric in that window alone
 * @param lastLabelled labels in that window
 * @param windows mature windows with labels
 * @param poor whether the fit does not describe its windows: a step, a late onset or a season
 * @param level the fit's value at the newest window; NaN without a fit
 * @param levelBound its one-sided 95 % bound
 * @param recent the metric over the last windows, pooled
 * @param recentBound its one-sided 99 % bound; NaN below 30 labels without a fit
 * @param recentWindows how many windows were pooled
 * @param recentLabelled labels in them
 * @param crossing when the fit meets the threshold; null unless it gets worse
 * @param slopeP one-sided p of the trend; NaN without a fit
 * @param forecastStreak newest evaluations in a row that forecast a crossing within the horizon
 */
public record Standing(
        String metric,
        double threshold,
        String window,
        double lastValue,
        long lastLabelled,
        int windows,
        boolean poor,
        double level,
        double levelBound,
        double recent,
        double recentBound,
        int recentWindows,
        long recentLabelled,
        Instant crossing,
        double slopeP,
        int forecastStreak) {

    public Standing {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(window, "window");
    }

    /**
     * Whether the fit's bound is beyond the threshold, and the fit may say so: a poor one may only
     * repeat what the newest windows say.
     */
    public boolean isLevelBeyond() {
        return isBeyond(levelBound) && isPresentCertain();
    }

    /** Whether the bound of the newest windows, pooled, is beyond the threshold. */
    public boolean isRecentBeyond() {
        return isBeyond(recentBound);
    }

    /**
     * Whether so many evaluations in a row forecast a crossing near enough. One that lies behind is
     * the fit's word about the present, and a poor fit's counts as in {@link #isLevelBeyond}.
     */
    public boolean isForecast(int evaluations) {
        return forecastStreak >= evaluations && (!isBeyond(level) || isPresentCertain());
    }

    private boolean isPresentCertain() {
        return !poor || isBeyond(recent);
    }

    /** Whether the value is on the bad side of the threshold; the threshold itself is not. */
    public boolean isBeyond(double value) {
        return PerformanceDirections.isBeyond(metric, value, threshold);
    }
}
