// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.slo;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.chart.ChartSpec;
import io.halflife.dashboard.chart.Paint;
import io.halflife.dashboard.chart.Series;
import io.halflife.dashboard.chart.Series.Point;
import io.halflife.dashboard.chart.Series.Style;
import io.halflife.dashboard.chart.TimeAxis;
import io.halflife.dashboard.page.Figures;
import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.monitor.policy.ServiceLevelObjective.Kind;
import io.halflife.storage.latency.LatencyStep;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** How the version served: latency, errors, traffic. */
public final class ServingCharts {

    private static final double MILLIS = 1000;

    private final List<LatencyStep> steps;
    private final List<ServiceLevelObjective> objectives;
    private final TimeAxis axis;

    /**
     * Charts of a version.
     *
     * @param steps a stretch of time each, oldest first
     * @param objectives of its policy
     */
    public ServingCharts(
            List<LatencyStep> steps, List<ServiceLevelObjective> objectives, TimeAxis axis) {
        this.steps = List.copyOf(steps);
        this.objectives = List.copyOf(objectives);
        this.axis = axis;
    }

    /** Percentiles from merged buckets; they are never averaged. */
    public Chart latency() {
        String title = "Latency";
        String subtitle = "p50, p95 and p99 per window, read from merged histograms";
        if (steps.stream().allMatch(step -> step.count() == 0)) {
            return Chart.refused(
                    title,
                    subtitle,
                    "No latency was measured in this period: send latency with predictions, or"
                            + " latency summaries.");
        }
        ChartSpec spec = axis.spec(1, "ms").fromZero();
        spec.add(latency("p99", 0.99, Paint.ACCENT));
        spec.add(latency("p95", 0.95, Paint.MUTED));
        spec.add(latency("p50", 0.5, Paint.REFERENCE));
        objective(Kind.LATENCY)
                .ifPresent(
                        slo ->
                                spec.threshold(
                                        MILLIS * slo.thresholdSeconds(),
                                        "objective "
                                                + Figures.number(MILLIS * slo.thresholdSeconds(), 0)
                                                + " ms",
                                        Paint.BAD));
        return Chart.of(title, subtitle, latencySentence(), spec);
    }

    private Series latency(String name, double quantile, Paint paint) {
        return series(
                name,
                Style.LINE,
                paint,
                step -> MILLIS * step.quantile(quantile),
                LatencyStep::count);
    }

    private String latencySentence() {
        LatencyStep newest = newest(step -> step.count() > 0).orElseThrow();
        return "In the window from "
                + Figures.minute(newest.window().start())
                + " the 50th, 95th and 99th percentile of latency are "
                + Figures.number(MILLIS * newest.quantile(0.5), 1)
                + ", "
                + Figures.number(MILLIS * newest.quantile(0.95), 1)
                + " and "
                + Figures.number(MILLIS * newest.quantile(0.99), 1)
                + " ms, n "
                + Figures.count(newest.count())
                + ".";
    }

    /** Failed answers of all. */
    public Chart errors() {
        String title = "Errors";
        String subtitle = "Answers that failed (5xx, 429 and timeouts) of all answers per window";
        if (steps.stream().allMatch(step -> step.responses().total() == 0)) {
            return Chart.refused(
                    title,
                    subtitle,
                    "No answers were counted in this period: send latency summaries with"
                            + " responses.");
        }
        ChartSpec spec = axis.spec(2, "%").fromZero().atMost(100);
        spec.add(
                series(
                        "failed",
                        Style.LINE,
                        Paint.BAD,
                        step -> 100 * step.responses().errorRatio(),
                        step -> step.responses().total()));
        objective(Kind.AVAILABILITY)
                .ifPresent(
                        slo -> {
                            double share = 100 * (1 - slo.objective());
                            spec.threshold(share, "objective " + percent(share), Paint.BAD);
                        });
        return Chart.of(title, subtitle, errorSentence(), spec);
    }

    private String errorSentence() {
        LatencyStep newest = newest(step -> step.responses().total() > 0).orElseThrow();
        return "In the window from "
                + Figures.minute(newest.window().start())
                + " "
                + Figures.count(newest.responses().failed())
                + " of "
                + Figures.counted(newest.responses().total(), "answer")
                + " failed, "
                + percent(100 * newest.responses().errorRatio())
                + ".";
    }

    private static String percent(double share) {
        return Figures.number(share, 2) + " %";
    }

    private Series series(
            String name,
            Style style,
            Paint paint,
            ToDoubleFunction<LatencyStep> value,
            ToLongFunction<LatencyStep> n) {
        return Series.of(
                name,
                style,
                paint,
                steps.stream()
                        .map(
                                step ->
                                        Point.of(
                                                step.window().middle(),
                                                "",
                                                value.applyAsDouble(step),
                                                n.applyAsLong(step)))
                        .toList());
    }

    private Optional<LatencyStep> newest(Predicate<LatencyStep> measured) {
        return steps.stream().filter(measured).reduce((older, newer) -> newer);
    }

    private Optional<ServiceLevelObjective> objective(Kind kind) {
        return objectives.stream().filter(slo -> slo.kind() == kind).findFirst();
    }
}
