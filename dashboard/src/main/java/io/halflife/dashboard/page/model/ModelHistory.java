// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.model;

import io.halflife.dashboard.chart.EventMark;
import io.halflife.dashboard.chart.TimeAxis;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.performance.PerformanceHistory;
import io.halflife.monitor.decay.DecayFit;
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
 * @param latencies a step for each window shown
 * @param standing alarms that stood at the end of the stretch
 * @param request the last call to retrain
 * @param marks what happened
 */
record ModelHistory(
        WatchedModel watched,
        List<Window> windows,
        List<DriftStep> drift,
        PerformanceHistory performance,
        List<LatencyStep> latencies,
        List<Alarm> standing,
        Optional<LastRequest> request,
        List<EventMark> marks) {

    ModelHistory {
        Objects.requireNonNull(watched, "watched");
        windows = List.copyOf(windows);
        drift = List.copyOf(drift);
        Objects.requireNonNull(performance, "performance");
        latencies = List.copyOf(latencies);
        standing = List.copyOf(standing);
        marks = List.copyOf(marks);
    }

    String metric() {
        return performance.metric();
    }

    DecayFit fit() {
        return performance.fit();
    }

    /** Where what is known ends. */
    Instant known() {
        return performance.known();
    }

    TimeAxis axis() {
        return new TimeAxis(performance.start(), known(), performance.end(), marks);
    }

    Optional<DriftStep> newestDrift() {
        return drift.isEmpty() ? Optional.empty() : Optional.of(drift.get(drift.size() - 1));
    }

    /** Where the points of a window stand. */
    static Instant middle(Window window) {
        return window.start().plus(Duration.between(window.start(), window.end()).dividedBy(2));
    }
}
