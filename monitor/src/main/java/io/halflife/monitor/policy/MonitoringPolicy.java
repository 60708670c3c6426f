// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.policy;

import io.halflife.monitor.model.Task;
import io.halflife.monitor.window.CalendarWindows;
import io.halflife.monitor.window.WindowSpec;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/**
 * What to watch about a model, and when to act: data, not configuration files. Every PUT is a
 * revision; this is the effective policy with every default filled in.
 *
 * @param grace how long after its end a window waits for late rows
 * @param maxLabelDelay waiting for labels ends after this
 * @param matureCoverage share of labelled predictions at which a window counts as mature, in (0, 1]
 * @param coolDown no second automatic request before this has passed, or the next deployment
 * @param retrainOnDrift whether dataset drift alone asks for retraining
 * @param servingClass batch, real_time, streaming, edge, or the empty string
 * @param segments names of tags or categorical features
 */
public record MonitoringPolicy(
        WindowSpec window,
        Duration grace,
        DriftSettings drift,
        PerformanceSettings performance,
        DecaySettings decay,
        Duration maxLabelDelay,
        double matureCoverage,
        Duration coolDown,
        boolean retrainOnDrift,
        String servingClass,
        List<ServiceLevelObjective> slos,
        List<String> segments) {

    public MonitoringPolicy {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(grace, "grace");
        Objects.requireNonNull(drift, "drift");
        Objects.requireNonNull(performance, "performance");
        Objects.requireNonNull(decay, "decay");
        Objects.requireNonNull(maxLabelDelay, "maxLabelDelay");
        Objects.requireNonNull(coolDown, "coolDown");
        Objects.requireNonNull(servingClass, "servingClass");
        slos = List.copyOf(slos);
        segments = List.copyOf(segments);
        if (!(matureCoverage > 0 && matureCoverage <= 1)) {
            throw new IllegalArgumentException(
                    "mature_coverage is not in (0, 1]: " + matureCoverage);
        }
    }

    /** The policy of a model for which nobody set anything. */
    public static MonitoringPolicy defaults(Task task) {
        return new MonitoringPolicy(
                new CalendarWindows(CalendarWindows.Unit.DAY, ZoneOffset.UTC),
                Duration.ofHours(1),
                DriftSettings.DEFAULTS,
                PerformanceSettings.defaults(task),
                DecaySettings.DEFAULTS,
                Duration.ofDays(30),
                0.9,
                Duration.ofDays(7),
                false,
                "",
                List.of(),
                List.of());
    }
}
