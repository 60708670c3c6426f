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
import io.halflife.statistics.slo.Throughput;
import io.halflife.storage.latency.LatencyStep;
import io.halflife.storage.latency.Responses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;

/** Answers by their kind, a minute on average. */
final class ThroughputChart {

    private static final String TITLE = "Throughput";
    private static final String SUBTITLE =
            "Answers a minute, on average over each stretch of time; 429 counts as failed, other"
                    + " 4xx as the caller's";
    private static final double SECONDS_PER_MINUTE = 60;

    private final List<LatencyStep> steps;
    private final TimeAxis axis;
    private final boolean hasResponses;

    ThroughputChart(List<LatencyStep> steps, TimeAxis axis) {
        this.steps = List.copyOf(steps);
        this.axis = axis;
        this.hasResponses = steps.stream().anyMatch(step -> step.responses().total() > 0);
    }

    Chart chart() {
        if (steps.stream().allMatch(step -> requests(step) == 0)) {
            return Chart.refused(TITLE, SUBTITLE, "Nothing was measured in this period.");
        }
        ChartSpec spec = axis.spec(2, "/min").fromZero();
        spec.add(series(hasResponses ? "answers" : "latencies", Paint.ACCENT, this::requests));
        if (hasResponses) {
            spec.add(series("4xx", Paint.CAUTION, step -> step.responses().clientErrors()));
            spec.add(series("failed", Paint.BAD, step -> step.responses().failed()));
        }
        return Chart.of(TITLE, SUBTITLE, sentence(), spec);
    }

    /** Answers where they were counted, else the latencies. */
    private long requests(LatencyStep step) {
        return hasResponses ? step.responses().total() : step.count() + step.withoutHistogram();
    }

    private Series series(String name, Paint paint, ToLongFunction<LatencyStep> count) {
        return Series.of(
                name,
                Style.LINE,
                paint,
                steps.stream().map(step -> point(step, count.applyAsLong(step))).toList());
    }

    private static Point point(LatencyStep step, long n) {
        Instant start = step.window().start();
        Duration length = Duration.between(start, step.window().end());
        double perMinute = SECONDS_PER_MINUTE * Throughput.perSecond(n, length).orElse(Double.NaN);
        return Point.of(start.plus(length.dividedBy(2)), "", perMinute, n);
    }

    private String sentence() {
        long all = steps.stream().mapToLong(this::requests).sum();
        Responses responses =
                steps.stream()
                        .map(LatencyStep::responses)
                        .reduce(Responses.NONE, ThroughputChart::sum);
        return (hasResponses
                        ? Figures.counted(all, "answer")
                        : "Latencies of " + Figures.counted(all, "request"))
                + " in this period"
                + (hasResponses
                        ? ", "
                                + Figures.count(responses.failed())
                                + " of them failed and "
                                + Figures.count(responses.clientErrors())
                                + " were 4xx"
                        : "")
                + ".";
    }

    private static Responses sum(Responses a, Responses b) {
        return new Responses(
                a.ok() + b.ok(),
                a.clientErrors() + b.clientErrors(),
                a.throttled() + b.throttled(),
                a.serverErrors() + b.serverErrors(),
                a.timeouts() + b.timeouts());
    }
}
