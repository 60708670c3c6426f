// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.report;

import io.halflife.dashboard.drift.DriftRow;
import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.StateMark;
import io.halflife.dashboard.performance.PerformancePage;
import io.halflife.dashboard.performance.PerformancePage.MetricRow;
import io.halflife.dashboard.report.ReportPage.Columns;
import io.halflife.dashboard.report.ReportPage.Requests;
import io.halflife.dashboard.slo.SloPage;
import io.halflife.dashboard.slo.SloPage.ObjectiveRow;
import java.util.ArrayList;
import java.util.List;

/** The figures that are read first: taken from the sections, not made anew. */
final class Tiles {

    /** The fit's facts that are tiles: the first is there always, the others with a fit. */
    private static final List<String> FIT =
            List.of("Half-life", "Doubling time", "Meets the threshold");

    private Tiles() {}

    static List<Tile> of(
            Columns columns, PerformancePage performance, SloPage slo, Requests requests) {
        List<Tile> tiles = new ArrayList<>();
        if (columns != null) {
            tiles.add(alarms(columns));
        }
        performance.metrics().stream()
                .filter(MetricRow::isShown)
                .findFirst()
                .ifPresent(row -> tiles.add(metric(row, performance)));
        tiles.addAll(fit(performance.fit()));
        slo.objectives().forEach(objective -> tiles.add(budget(objective)));
        if (columns != null) {
            tiles.add(new Tile("Retraining", calls(requests), requests.note(), ""));
        }
        return tiles;
    }

    private static Tile alarms(Columns columns) {
        List<DriftRow> rows = columns.table().page().rows();
        long alarm = count(rows, StateMark.ALARM);
        long open = count(rows, StateMark.INCONCLUSIVE);
        return new Tile(
                "Columns in alarm",
                alarm + " of " + Figures.count(rows.size()),
                count(rows, StateMark.WATCH)
                        + " on watch"
                        + (open > 0 ? ", " + open + " could not be judged" : "")
                        + ", window "
                        + columns.table().page().picker().shown(),
                alarm > 0 ? StateMark.ALARM.style() : "");
    }

    private static long count(List<DriftRow> rows, StateMark mark) {
        return rows.stream().filter(row -> row.mark() == mark).count();
    }

    private static Tile metric(MetricRow row, PerformancePage performance) {
        return new Tile(
                row.name(),
                row.value(),
                (row.interval().equals(Figures.NONE)
                                ? ""
                                : "95 % interval " + row.interval() + ", ")
                        + "n "
                        + row.n()
                        + "; reference "
                        + row.reference()
                        + performance.metricsTitle().replace("All metrics of", ","),
                "");
    }

    /** The half-life and the crossing; where there is neither, what the fit says instead. */
    private static List<Tile> fit(List<Fact> facts) {
        List<Tile> tiles =
                facts.stream().filter(fact -> FIT.contains(fact.name())).map(Tiles::split).toList();
        return tiles.isEmpty() ? facts.stream().limit(1).map(Tiles::split).toList() : tiles;
    }

    /** "1,386 days, 95 % interval …": what stands before the first comma or colon is large. */
    private static Tile split(Fact fact) {
        String text = fact.text();
        int end = 0;
        while (end < text.length() && !isBreak(text, end)) {
            end++;
        }
        String rest = text.substring(Math.min(text.length(), end + 1)).strip();
        return new Tile(fact.name(), text.substring(0, end), rest, "");
    }

    /** A comma or colon with a space behind it: not that of 1,386. */
    private static boolean isBreak(String text, int at) {
        char c = text.charAt(at);
        return (c == ',' || c == ':') && at + 1 < text.length() && text.charAt(at + 1) == ' ';
    }

    private static Tile budget(ObjectiveRow objective) {
        boolean isBad = objective.mark() == StateMark.ALARM;
        return new Tile(
                "Error budget left",
                objective.budget(),
                objective.words() + ", n " + objective.n() + "; " + objective.why(),
                isBad ? StateMark.ALARM.style() : "");
    }

    private static String calls(Requests requests) {
        return requests.shown().isEmpty()
                ? "not asked for"
                : requests.shown().get(0).mark().shape()
                        + " "
                        + requests.shown().get(0).mark().word();
    }
}
