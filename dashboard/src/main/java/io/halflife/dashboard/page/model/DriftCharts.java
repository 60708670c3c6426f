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
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.storage.pages.DriftStep;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How far the columns have moved away from the reference, and how many of them. */
final class DriftCharts {

    private static final String WHY =
            "No window has been judged in this period: a verdict needs a profiled reference and a"
                    + " closed window.";

    private final ModelHistory history;
    private final TimeAxis axis;

    DriftCharts(ModelHistory history, TimeAxis axis) {
        this.history = history;
        this.axis = axis;
    }

    /** The largest effect of each window against the floor. */
    Chart effects() {
        String title = "Drift, the column that moved most";
        double floor = history.watched().policy().drift().effectFloor();
        String subtitle =
                "Largest effect of any column per window; below the floor of "
                        + Figures.number(floor, 2)
                        + " nothing counts as drift, however small its p";
        List<Point> points = history.drift().stream().map(DriftCharts::effect).toList();
        Series series = Series.of("largest effect", Style.LINE, Paint.ACCENT, points);
        if (!series.hasFigures()) {
            return Chart.refused(title, subtitle, WHY);
        }
        ChartSpec spec =
                axis.spec(3, "")
                        .fromZero()
                        .add(series)
                        .zone(floor, Double.POSITIVE_INFINITY, Paint.CAUTION)
                        .threshold(floor, "floor " + Figures.number(floor, 2), Paint.CAUTION);
        return Chart.of(title, subtitle, effectSentence(), spec);
    }

    private static Point effect(DriftStep step) {
        return new Point(
                ModelHistory.middle(step.window()),
                step.label(),
                step.effect(),
                Double.NaN,
                Double.NaN,
                -1,
                step.worst() == null ? "" : step.worst().name());
    }

    private String effectSentence() {
        DriftStep newest = history.newestDrift().orElseThrow();
        DriftStep largest =
                history.drift().stream()
                        .filter(step -> Double.isFinite(step.effect()))
                        .max(Comparator.comparingDouble(DriftStep::effect))
                        .orElseThrow();
        return "The largest effect over "
                + Figures.counted(history.drift().size(), "window")
                + " was "
                + Figures.number(largest.effect(), 3)
                + ", of "
                + largest.worst().name()
                + " in window "
                + largest.label()
                + "; in window "
                + newest.label()
                + " it is "
                + Figures.number(newest.effect(), 3)
                + (newest.worst() == null ? "." : ", of " + newest.worst().name() + ".");
    }

    /** Columns that drifted, and those in alarm, per window. */
    Chart counts() {
        DriftSettings policy = history.watched().policy().drift();
        String title = "Columns that drifted";
        String subtitle =
                "Per window (bars) and in alarm (line): an alarm needs "
                        + policy.k()
                        + " drifting of the last "
                        + policy.m()
                        + " windows and ends after "
                        + policy.clear()
                        + " clean ones";
        if (history.drift().isEmpty()) {
            return Chart.refused(title, subtitle, WHY);
        }
        ChartSpec spec =
                axis.spec(0, "")
                        .fromZero()
                        .add(series("drifted", Style.BARS, Paint.REFERENCE, DriftStep::drifted))
                        .add(series("in alarm", Style.LINE, Paint.BAD, DriftStep::alarm));
        return Chart.of(title, subtitle, countSentence(), spec);
    }

    private Series series(
            String name, Style style, Paint paint, ToDoubleFunction<DriftStep> count) {
        return Series.of(
                name,
                style,
                paint,
                history.drift().stream()
                        .map(
                                step ->
                                        new Point(
                                                ModelHistory.middle(step.window()),
                                                step.label(),
                                                count.applyAsDouble(step),
                                                Double.NaN,
                                                Double.NaN,
                                                -1,
                                                "of " + step.columns()))
                        .toList());
    }

    private String countSentence() {
        DriftStep newest = history.newestDrift().orElseThrow();
        long drifting = history.drift().stream().filter(step -> step.drifted() > 0).count();
        return "In "
                + Figures.count(drifting)
                + " of "
                + Figures.counted(history.drift().size(), "window")
                + " at least one column drifted; in window "
                + newest.label()
                + " it is "
                + newest.drifted()
                + " of "
                + newest.columns()
                + ", with "
                + newest.alarm()
                + " in alarm.";
    }
}
