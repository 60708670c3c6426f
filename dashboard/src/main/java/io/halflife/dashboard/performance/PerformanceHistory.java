// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.performance;

import io.halflife.dashboard.page.PerformanceWords;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.performance.PerformanceValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One metric of a version over the stretch of time that a page shows. Lists are oldest first.
 *
 * @param metric as the store names it
 * @param start of the stretch
 * @param known where what is known ends
 * @param measured on ground truth
 * @param estimated without labels; empty where the task or the reference allows none
 * @param reference the reference's own value; NaN when it has none
 * @param threshold NaN when there is none, and for metrics that decide nothing
 * @param fit over all windows; null when there is none
 * @param isOpenEnded whether the stretch goes on to the newest window: then there is a forecast
 */
public record PerformanceHistory(
        String metric,
        Instant start,
        Instant known,
        List<PerformanceValue> measured,
        List<PerformanceValue> estimated,
        double reference,
        double threshold,
        DecayFit fit,
        boolean isOpenEnded) {

    /** How much of the stretch known a forecast may add to it. */
    private static final double FORECAST_SHARE = 0.4;

    private static final double CROSSING_ROOM = 0.06;

    public PerformanceHistory {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(known, "known");
        measured = List.copyOf(measured);
        estimated = List.copyOf(estimated);
    }

    /** Where the axis of time ends: with room for a forecast where there is one. */
    public Instant end() {
        Optional<DecayFit.Crossing> crossing = forecast();
        if (crossing.isEmpty()) {
            return known;
        }
        long span = Duration.between(start, known).toMillis();
        long wanted =
                Duration.between(known, crossing.get().at()).toMillis()
                        + (long) (span * CROSSING_ROOM);
        return known.plusMillis(Math.min(wanted, (long) (span * FORECAST_SHARE)));
    }

    /** The crossing, if it is still to come and the page looks that far. */
    private Optional<DecayFit.Crossing> forecast() {
        return crossing().filter(c -> isOpenEnded && c.at().isAfter(known));
    }

    /** The crossing of a fit that may be used. */
    public Optional<DecayFit.Crossing> crossing() {
        return fit == null || fit.status() != DecayFit.Status.OK
                ? Optional.empty()
                : fit.crossingIfAny();
    }

    /** The newest window whose labels have come, else the newest that has any. */
    public Optional<PerformanceValue> newest() {
        return PerformanceWords.newest(measured);
    }

    /** Estimates of windows that wait for labels: what is measured needs none. */
    List<PerformanceValue> awaited() {
        Instant mature =
                measured.stream()
                        .filter(PerformanceValue::mature)
                        .filter(value -> Double.isFinite(value.value()))
                        .map(value -> value.window().start())
                        .max(Instant::compareTo)
                        .orElse(Instant.MIN);
        return estimated.stream().filter(e -> e.window().start().isAfter(mature)).toList();
    }
}
