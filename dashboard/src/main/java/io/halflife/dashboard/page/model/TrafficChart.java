// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.model;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.chart.ChartSpec;
import io.halflife.dashboard.chart.Paint;
import io.halflife.dashboard.chart.Series;
import io.halflife.dashboard.chart.Series.Point;
import io.halflife.dashboard.chart.Series.Style;
import io.halflife.dashboard.chart.TimeAxis;
import io.halflife.dashboard.page.Figures;
import io.halflife.monitor.performance.PerformanceValue;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How much there is to judge by: predictions, and labels for them. */
final class TrafficChart {

    private final ModelHistory history;
    private final TimeAxis axis;

    TrafficChart(ModelHistory history, TimeAxis axis) {
        this.history = history;
        this.axis = axis;
    }

    /** Predictions, and how many of them have ground truth. */
    Chart chart() {
        String title = "Predictions and their labels";
        String subtitle = "Predictions per window (bars) and how many have ground truth (line)";
        List<PerformanceValue> values = history.performance().measured();
        if (values.isEmpty()) {
            return Chart.refused(title, subtitle, "No window of this period has been evaluated.");
        }
        ChartSpec spec = axis.spec(0, "").fromZero();
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
                history.performance().measured().stream()
                        .map(
                                value ->
                                        Point.of(
                                                ModelHistory.middle(value.window()),
                                                value.label(),
                                                count.applyAsDouble(value),
                                                -1))
                        .toList());
    }
}
