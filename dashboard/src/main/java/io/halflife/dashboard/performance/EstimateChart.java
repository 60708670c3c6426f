// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.performance;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.chart.ChartSpec;
import io.halflife.dashboard.chart.Paint;
import io.halflife.dashboard.chart.Series;
import io.halflife.dashboard.chart.Series.Point;
import io.halflife.dashboard.chart.Series.Style;
import io.halflife.dashboard.chart.TimeAxis;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.PerformanceWords;
import io.halflife.monitor.performance.PerformanceValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was estimated without labels against what the labels said when they came. */
final class EstimateChart {

    private static final String TITLE = "Estimated before the labels, and measured with them";

    private final PerformanceHistory history;
    private final TimeAxis axis;
    private final String metric;

    EstimateChart(PerformanceHistory history, TimeAxis axis) {
        this.history = history;
        this.axis = axis;
        this.metric = Figures.metric(history.metric());
    }

    Chart chart() {
        Series estimated =
                Series.of(
                        metric + ", estimated without labels",
                        Style.LINE,
                        Paint.CAUTION,
                        points(history.estimated(), EstimateChart::point));
        if (!estimated.hasFigures()) {
            return Chart.refused(TITLE, subtitle(), why());
        }
        ChartSpec spec = axis.spec(PerformanceWords.DECIMALS, "");
        spec.add(estimated);
        spec.add(
                Series.of(
                        metric + ", measured",
                        Style.POINTS,
                        Paint.INK,
                        points(
                                history.measured().stream()
                                        .filter(PerformanceValue::mature)
                                        .toList(),
                                PerformanceChart::point)));
        if (Double.isFinite(history.threshold())) {
            String label = "threshold " + Figures.number(history.threshold(), 3);
            spec.threshold(history.threshold(), label, Paint.BAD);
        }
        return Chart.of(TITLE, subtitle(), sentence(), spec);
    }

    private static List<Point> points(
            List<PerformanceValue> values, Function<PerformanceValue, Point> point) {
        return values.stream().filter(v -> Double.isFinite(v.value())).map(point).toList();
    }

    /** An estimate rests on predictions, not on labels. */
    static Point point(PerformanceValue value) {
        return new Point(
                PerformanceChart.middle(value),
                value.label(),
                value.value(),
                value.low(),
                value.high(),
                value.n(),
                "estimate");
    }

    private String why() {
        return history.estimated().isEmpty()
                ? "Nothing is estimated for "
                        + metric
                        + ": that needs scores, and a reference with labels to calibrate them."
                : "No window of this period could be estimated.";
    }

    private String subtitle() {
        return "Estimates assume that the scores mean what they meant in the reference; they"
                + " see no change of what the labels depend on";
    }

    private String sentence() {
        Map<Instant, Double> measured =
                history.measured().stream()
                        .filter(v -> v.mature() && Double.isFinite(v.value()))
                        .collect(
                                Collectors.toMap(
                                        v -> v.window().start(),
                                        PerformanceValue::value,
                                        (first, second) -> first));
        List<PerformanceValue> both =
                history.estimated().stream()
                        .filter(e -> Double.isFinite(e.value()))
                        .filter(e -> measured.containsKey(e.window().start()))
                        .toList();
        if (both.isEmpty()) {
            return "No window has both an estimate and all its labels yet.";
        }
        long within = both.stream().filter(e -> holds(e, measured.get(e.window().start()))).count();
        return "The measured value lay in the estimate's interval in "
                + Figures.count(within)
                + " of "
                + Figures.counted(both.size(), "window")
                + " that have both.";
    }

    private static boolean holds(PerformanceValue estimate, double measured) {
        return estimate.low() <= measured && measured <= estimate.high();
    }
}
