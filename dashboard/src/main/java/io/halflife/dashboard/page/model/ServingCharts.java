// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.model;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.chart.ChartSpec;
import io.halflife.dashboard.chart.Paint;
import io.halflife.dashboard.chart.Series;
import io.halflife.dashboard.chart.Series.Point;
import io.halflife.dashboard.chart.Series.Style;
import io.halflife.dashboard.page.Figures;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.monitor.policy.ServiceLevelObjective.Kind;
import io.halflife.storage.latency.LatencyStep;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** How the version served: latency, errors, traffic. */
final class ServingCharts {

    private static final double MILLIS = 1000;

    private final ModelHistory history;
    private final Axes axes;

    ServingCharts(ModelHistory history, Axes axes) {
        this.history = history;
        this.axes = axes;
    }

    /** Percentiles from merged buckets; they are never averaged. */
    Chart latency() {
        String title = "Latency";
        String subtitle = "p50, p95 and p99 per window, read from merged histograms";
        List<LatencyStep> steps = history.latencies();
        if (steps.stream().allMatch(step -> step.count() == 0)) {
            return Chart.refused(
                    title,
                    subtitle,
                    "No latency was measured in this period: send latency with predictions, or"
                            + " latency summaries.");
        }
        ChartSpec spec = axes.spec(1, "ms").fromZero();
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
                + Figures.day(newest.window().start())
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
    Chart errors() {
        String title = "Errors";
        String subtitle = "Answers that failed (5xx, 429 and timeouts) of all answers per window";
        if (history.latencies().stream().allMatch(step -> step.responses().total() == 0)) {
            return Chart.refused(
                    title,
                    subtitle,
                    "No answers were counted in this period: send latency summaries with"
                            + " responses.");
        }
        ChartSpec spec = axes.spec(2, "%").fromZero().atMost(100);
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
                + Figures.day(newest.window().start())
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

    /** Predictions, and how many of them have ground truth. */
    Chart traffic() {
        String title = "Predictions and their labels";
        String subtitle = "Predictions per window (bars) and how many have ground truth (line)";
        List<PerformanceValue> values = history.performance();
        if (values.isEmpty()) {
            return Chart.refused(title, subtitle, "No window of this period has been evaluated.");
        }
        ChartSpec spec = axes.spec(0, "").fromZero();
        spec.add(counts("predictions", Style.BARS, Paint.REFERENCE, PerformanceValue::n));
        spec.add(counts("with ground truth", Style.LINE, Paint.ACCENT, PerformanceValue::labelled));
        PerformanceValue newest = values.get(values.size() - 1);
        String sentence =
                "Window "
                        + newest.label()
                        + " has "
                        + Figures.counted(newest.n(), "prediction")
                        + ", "
                        + Figures.count(newest.labelled())
                        + " of them with ground truth.";
        return Chart.of(title, subtitle, sentence, spec);
    }

    private Series counts(
            String name, Style style, Paint paint, ToDoubleFunction<PerformanceValue> count) {
        return Series.of(
                name,
                style,
                paint,
                history.performance().stream()
                        .map(
                                value ->
                                        Point.of(
                                                ModelHistory.middle(value.window()),
                                                value.label(),
                                                count.applyAsDouble(value),
                                                -1))
                        .toList());
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
                history.latencies().stream()
                        .map(
                                step ->
                                        Point.of(
                                                ModelHistory.middle(step.window()),
                                                "",
                                                value.applyAsDouble(step),
                                                n.applyAsLong(step)))
                        .toList());
    }

    private Optional<LatencyStep> newest(Predicate<LatencyStep> measured) {
        return history.latencies().stream().filter(measured).reduce((older, newer) -> newer);
    }

    private Optional<ServiceLevelObjective> objective(Kind kind) {
        return history.watched().policy().slos().stream()
                .filter(slo -> slo.kind() == kind)
                .findFirst();
    }
}
