// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.slo;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.chart.HeatSpec;
import io.halflife.dashboard.chart.TimeAxis;
import io.halflife.dashboard.page.Figures;
import io.halflife.storage.latency.LatencyStep;
import java.util.ArrayList;
import java.util.List;

/** How latencies were spread in each stretch of time: what percentiles cannot show. */
final class HeatChart {

    private static final String TITLE = "Latency by its size";
    private static final String SUBTITLE =
            "Share of the latencies of a stretch of time between two limits; the stronger, the more";

    /** Milliseconds; steps that people read at a glance. */
    private static final List<Double> LIMITS =
            List.of(
                    0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0,
                    2000.0, 5000.0, 10_000.0, 20_000.0, 60_000.0);

    private static final double MILLIS = 1000;

    private final List<LatencyStep> measured;
    private final TimeAxis axis;

    HeatChart(List<LatencyStep> steps, TimeAxis axis) {
        this.measured = steps.stream().filter(step -> step.count() > 0).toList();
        this.axis = axis;
    }

    Chart chart() {
        if (measured.isEmpty()) {
            return Chart.refused(TITLE, SUBTITLE, "No latency was measured in this period.");
        }
        List<Double> limits = limits();
        HeatSpec heat = new HeatSpec(limits, "ms");
        for (LatencyStep step : measured) {
            heat.add(
                    step.window().start(), step.window().end(), step.count(), shares(step, limits));
        }
        return Chart.of(TITLE, SUBTITLE, sentence(), axis.spec(1, "%").heat(heat));
    }

    /** Those with latencies on both sides, and one more at each end. */
    private List<Double> limits() {
        double least = measured.stream().mapToDouble(s -> s.quantile(0)).min().orElseThrow();
        double most = measured.stream().mapToDouble(s -> s.quantile(1)).max().orElseThrow();
        List<Double> between = new ArrayList<>();
        for (int i = 0; i < LIMITS.size(); i++) {
            boolean above = i + 1 < LIMITS.size() && LIMITS.get(i + 1) > MILLIS * least;
            boolean below = i == 0 || LIMITS.get(i - 1) < MILLIS * most;
            if (above && below) {
                between.add(LIMITS.get(i));
            }
        }
        return between.isEmpty() ? List.of(LIMITS.get(LIMITS.size() - 1)) : between;
    }

    private static List<Double> shares(LatencyStep step, List<Double> limits) {
        List<Double> shares = new ArrayList<>();
        double before = 0;
        for (double limit : limits) {
            double within = step.shareWithin(limit / MILLIS);
            shares.add(Math.max(0, within - before));
            before = Math.max(before, within);
        }
        shares.add(Math.max(0, 1 - before));
        return shares;
    }

    private String sentence() {
        LatencyStep newest = measured.get(measured.size() - 1);
        return "From "
                + Figures.minute(newest.window().start())
                + " on, half of "
                + Figures.count(newest.count())
                + " latencies were within "
                + Figures.number(MILLIS * newest.quantile(0.5), 1)
                + " ms and the longest took "
                + Figures.number(MILLIS * newest.quantile(1), 1)
                + " ms.";
    }
}
