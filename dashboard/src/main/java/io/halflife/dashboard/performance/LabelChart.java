// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.performance;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.chart.Paint;
import io.halflife.dashboard.chart.Series;
import io.halflife.dashboard.chart.Series.Point;
import io.halflife.dashboard.chart.Series.Style;
import io.halflife.dashboard.chart.TimeAxis;
import io.halflife.dashboard.page.Figures;
import io.halflife.monitor.performance.PerformanceValue;
import java.util.List;

/** How many predictions of each window have their label: what every value rests on. */
final class LabelChart {

    private static final String TITLE = "Label coverage";

    private final PerformanceHistory history;
    private final TimeAxis axis;

    LabelChart(PerformanceHistory history, TimeAxis axis) {
        this.history = history;
        this.axis = axis;
    }

    Chart chart() {
        if (history.measured().isEmpty()) {
            return Chart.refused(TITLE, subtitle(), "No window of this period was evaluated.");
        }
        return Chart.of(
                TITLE,
                subtitle(),
                sentence(),
                axis.spec(0, "%")
                        .fromZero()
                        .atMost(100)
                        .reaching(100)
                        .add(series("labelled, mature", Paint.ACCENT, true))
                        .add(series("labelled, labels still coming", Paint.REFERENCE, false)));
    }

    private Series series(String name, Paint paint, boolean mature) {
        List<Point> points =
                history.measured().stream()
                        .filter(value -> value.mature() == mature)
                        .map(LabelChart::point)
                        .toList();
        return Series.of(name, Style.BARS, paint, points);
    }

    private static Point point(PerformanceValue value) {
        return Point.of(PerformanceChart.middle(value), value.label(), percent(value), value.n());
    }

    private static double percent(PerformanceValue value) {
        return 100.0 * value.labelled() / Math.max(1, value.n());
    }

    private static String subtitle() {
        return "Share of a window's predictions with ground truth, n predictions; only mature"
                + " windows enter the fit. Labels that come for some outcomes only bias every"
                + " metric";
    }

    private String sentence() {
        long mature = history.measured().stream().filter(PerformanceValue::mature).count();
        return Figures.count(mature)
                + " of "
                + Figures.counted(history.measured().size(), "window")
                + " are mature.";
    }
}
