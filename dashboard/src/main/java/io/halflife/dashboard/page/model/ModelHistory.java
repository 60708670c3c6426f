// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.model;

import io.halflife.dashboard.chart.EventMark;
import io.halflife.dashboard.page.PerformanceWords;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.window.Window;
import io.halflife.storage.latency.LatencyStep;
import io.halflife.storage.pages.Alarm;
import io.halflife.storage.pages.DriftStep;
import io.halflife.storage.pages.LastRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known about a version over the stretch of time that its page shows. Lists are oldest
 * first.
 *
 * @param windows all windows shown
 * @param drift a step for each judged window
 * @param performance of the metric that decides
 * @param threshold of that metric; NaN when there is none
 * @param fit of that metric over all windows; null when there is none
 * @param latencies a step for each window shown
 * @param standing alarms that stood at the end of the stretch
 * @param request the last call to retrain
 * @param marks what happened
 * @param isOpenEnded whether the stretch goes on to the newest window: then there is a forecast
 */
record ModelHistory(
        WatchedModel watched,
        List<Window> windows,
        List<DriftStep> drift,
        List<PerformanceValue> performance,
        double threshold,
        DecayFit fit,
        List<LatencyStep> latencies,
        List<Alarm> standing,
        Optional<LastRequest> request,
        List<EventMark> marks,
        boolean isOpenEnded) {

    /** How much of the stretch known a forecast may add to it. */
    private static final double FORECAST_SHARE = 0.4;

    private static final double CROSSING_ROOM = 0.06;

    ModelHistory {
        Objects.requireNonNull(watched, "watched");
        windows = List.copyOf(windows);
        drift = List.copyOf(drift);
        performance = List.copyOf(performance);
        latencies = List.copyOf(latencies);
        standing = List.copyOf(standing);
        marks = List.copyOf(marks);
    }

    String metric() {
        return watched.policy().performance().metric();
    }

    Instant start() {
        return windows.get(0).start();
    }

    /** Where what is known ends. */
    Instant known() {
        return windows.get(windows.size() - 1).end();
    }

    /** Where the axis of time ends: with room for a forecast where there is one. */
    Instant end() {
        Optional<DecayFit.Crossing> crossing = forecast();
        if (crossing.isEmpty()) {
            return known();
        }
        long span = Duration.between(start(), known()).toMillis();
        long wanted =
                Duration.between(known(), crossing.get().at()).toMillis()
                        + (long) (span * CROSSING_ROOM);
        return known().plusMillis(Math.min(wanted, (long) (span * FORECAST_SHARE)));
    }

    /** The crossing, if it is still to come and the page looks that far. */
    Optional<DecayFit.Crossing> forecast() {
        return crossing().filter(c -> isOpenEnded && c.at().isAfter(known()));
    }

    /** The crossing of a fit that may be used. */
    Optional<DecayFit.Crossing> crossing() {
        return fit == null || fit.status() != DecayFit.Status.OK
                ? Optional.empty()
                : fit.crossingIfAny();
    }

    Optional<PerformanceValue> newestPerformance() {
        return PerformanceWords.newest(performance);
    }

    Optional<DriftStep> newestDrift() {
        return drift.isEmpty() ? Optional.empty() : Optional.of(drift.get(drift.size() - 1));
    }

    /** Where the points of a window stand. */
    static Instant middle(Window window) {
        return window.start().plus(Duration.between(window.start(), window.end()).dividedBy(2));
    }
}
