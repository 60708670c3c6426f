// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.chart.ChartSpec;
import io.halflife.dashboard.chart.Paint;
import io.halflife.dashboard.chart.Series;
import io.halflife.dashboard.chart.Series.Point;
import io.halflife.dashboard.page.Figures;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.window.Window;
import io.halflife.storage.outline.HistoryPoint;
import io.halflife.storage.outline.JudgedWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The two charts above the table: how many columns drifted, and how far the worst one moved. */
final class DriftCharts {

    private static final String SYNC = "drift";

    private final ShownWindows windows;
    private final Map<Window, List<HistoryPoint>> byWindow;
    private final double floor;

    DriftCharts(ShownWindows windows, List<HistoryPoint> history, double floor) {
        this.windows = windows;
        this.byWindow = history.stream().collect(Collectors.groupingBy(HistoryPoint::window));
        this.floor = floor;
    }

    List<Chart> charts() {
        return List.of(drifted(), worst());
    }

    private Chart drifted() {
        List<Point> drifted = new ArrayList<>();
        List<Point> alarms = new ArrayList<>();
        for (JudgedWindow judged : windows.oldestFirst()) {
            List<HistoryPoint> columns = columns(judged);
            long moved = columns.stream().filter(p -> p.verdict() == Verdict.DRIFTED).count();
            long alarm = columns.stream().filter(p -> p.alarmState() == AlarmState.ALARM).count();
            drifted.add(Point.of(middle(judged), judged.label(), (double) moved, columns.size()));
            alarms.add(Point.of(middle(judged), judged.label(), (double) alarm, columns.size()));
        }
        ChartSpec spec =
                spec(0).fromZero()
                        .add(Series.of("drifted", Series.Style.BARS, Paint.REFERENCE, drifted))
                        .add(Series.of("in alarm", Series.Style.LINE, Paint.BAD, alarms));
        Point last = drifted.get(drifted.size() - 1);
        return Chart.of(
                "Drifted columns per window",
                "Bars: columns that drifted in the window. Line: columns in alarm after it.",
                "In window "
                        + last.label()
                        + " "
                        + Figures.number(last.value(), 0)
                        + " of "
                        + Figures.counted(last.n(), "column")
                        + " drifted and "
                        + Figures.number(alarms.get(alarms.size() - 1).value(), 0)
                        + " were in alarm; the most that drifted in one of the last "
                        + Figures.counted(drifted.size(), "window")
                        + " is "
                        + Figures.number(
                                drifted.stream().mapToDouble(Point::value).max().orElse(0), 0)
                        + ".",
                spec);
    }

    private Chart worst() {
        List<Point> largest = new ArrayList<>();
        for (JudgedWindow judged : windows.oldestFirst()) {
            worst(judged).ifPresent(point -> largest.add(effect(judged, point)));
        }
        String title = "Largest effect of any column";
        String subtitle =
                "The larger of distance and corrected PSI, per window; its figures name the column."
                        + " Below the floor nothing counts as drift.";
        if (largest.isEmpty()) {
            return Chart.refused(title, subtitle, "No window had enough values for an effect.");
        }
        Point last = largest.get(largest.size() - 1);
        return Chart.of(
                title,
                subtitle,
                "The largest effect in window "
                        + last.label()
                        + " is "
                        + Figures.number(last.value(), 3)
                        + " of "
                        + last.note()
                        + " with "
                        + Figures.counted(last.n(), "column")
                        + " judged; the floor is "
                        + Figures.number(floor, 2)
                        + ".",
                spec(3).fromZero()
                        .zone(floor, Double.POSITIVE_INFINITY, Paint.BAD)
                        .threshold(floor, "floor " + Figures.number(floor, 2), Paint.BAD)
                        .add(Series.of("effect", Series.Style.LINE, Paint.ACCENT, largest)));
    }

    private Point effect(JudgedWindow judged, HistoryPoint worst) {
        return new Point(
                middle(judged),
                judged.label(),
                worst.effect(),
                Double.NaN,
                Double.NaN,
                columns(judged).size(),
                worst.column().name());
    }

    private Optional<HistoryPoint> worst(JudgedWindow judged) {
        return columns(judged).stream()
                .filter(point -> Double.isFinite(point.effect()))
                .max(
                        Comparator.comparingDouble(HistoryPoint::effect)
                                .thenComparing(HistoryPoint::column));
    }

    private List<HistoryPoint> columns(JudgedWindow judged) {
        return byWindow.getOrDefault(judged.window(), List.of());
    }

    private ChartSpec spec(int decimals) {
        return new ChartSpec(
                        windows.first().window().start(),
                        windows.shown().window().end(),
                        decimals,
                        "")
                .sync(SYNC);
    }

    static Instant middle(JudgedWindow judged) {
        Window window = judged.window();
        return window.start().plus(Duration.between(window.start(), window.end()).dividedBy(2));
    }
}
