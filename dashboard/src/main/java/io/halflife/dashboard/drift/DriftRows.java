// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.TestWords;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.outline.HistogramPair;
import io.halflife.monitor.window.Window;
import io.halflife.storage.outline.HistoryPoint;
import io.halflife.storage.outline.StoredOutline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Writes the rows of the table: the worst first. */
final class DriftRows {

    private static final Comparator<DriftResult> WORST_FIRST =
            Comparator.comparing(Columns::mark)
                    .thenComparing(r -> Double.isNaN(r.effect()) ? 0 : -r.effect())
                    .thenComparing(DriftResult::column);

    private final WatchedModel model;
    private final WindowPicker picker;
    private final Map<Column, StoredOutline> reference;
    private final Map<Column, StoredOutline> window;
    private final Map<Column, List<DriftResult>> findings = new HashMap<>();
    private final Map<Column, List<Double>> effects;
    private final Map<Column, Long> drifted;
    private final int windowCount;

    /** The tests, with what is drawn beside them. */
    DriftRows(WatchedModel model, WindowPicker picker, DriftFindings found, ShownWindows windows) {
        this.model = model;
        this.picker = picker;
        this.reference = found.reference();
        this.window = found.window();
        for (DriftResult result : found.tests()) {
            findings.computeIfAbsent(result.column(), c -> new ArrayList<>()).add(result);
        }
        this.effects = effects(found.history(), windows);
        this.drifted =
                found.history().stream()
                        .filter(point -> point.verdict() == Verdict.DRIFTED)
                        .collect(groupingBy(HistoryPoint::column, counting()));
        this.windowCount = windows.oldestFirst().size();
    }

    /** A place for every window; NaN where the column was not judged in it. */
    private static Map<Column, List<Double>> effects(
            List<HistoryPoint> history, ShownWindows windows) {
        Map<Window, Integer> places = new HashMap<>();
        windows.oldestFirst().forEach(judged -> places.put(judged.window(), places.size()));
        Map<Column, Double[]> effects = new HashMap<>();
        for (HistoryPoint point : history) {
            effects.computeIfAbsent(point.column(), c -> empty(places.size()))[
                            places.get(point.window())] =
                    point.effect();
        }
        Map<Column, List<Double>> lists = new HashMap<>();
        effects.forEach((column, values) -> lists.put(column, Arrays.asList(values)));
        return lists;
    }

    private static Double[] empty(int size) {
        Double[] values = new Double[size];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    List<DriftRow> rows() {
        return worstFirst().stream().map(this::row).toList();
    }

    /** The tests that verdicts rest on. */
    List<DriftResult> worstFirst() {
        return findings.values().stream()
                .flatMap(List::stream)
                .filter(DriftResult::primary)
                .sorted(WORST_FIRST)
                .toList();
    }

    DriftRow row(DriftResult primary) {
        Column column = primary.column();
        List<DriftResult> beside =
                findings.get(column).stream()
                        .filter(r -> !r.primary() && Boolean.TRUE.equals(r.driftDetected()))
                        .toList();
        return new DriftRow(
                column.name(),
                href(column),
                Columns.type(primary, reference.get(column)),
                TestWords.shortName(primary.test()),
                DriftRow.Cell.of(Figures.number(primary.statistic(), 3), primary.statistic()),
                DriftRow.Cell.of(Figures.p(primary.pAdjusted()), primary.pAdjusted()),
                DriftRow.Cell.of(Figures.number(primary.effect(), 3), primary.effect()),
                Figures.count(primary.nReference()),
                Figures.count(primary.n()),
                Columns.mark(primary),
                primary.verdict().name().toLowerCase(Locale.ROOT),
                primary.reason(),
                Stream.concat(
                                PeriodMarks.flags(primary.marks()),
                                beside.stream().map(DriftRows::flag))
                        .toList(),
                Stream.concat(
                                PeriodMarks.sentences(primary.marks()),
                                beside.stream().map(DriftRows::sentence))
                        .toList(),
                drifted.getOrDefault(column, 0L) + " of " + windowCount,
                history(column),
                histogram(column));
    }

    private String href(Column column) {
        Map<String, String> parameters = new LinkedHashMap<>(Columns.parameters(model, column));
        parameters.put("window", picker.isNewest() ? "" : picker.shown());
        return Columns.path(model, column) + Links.query(parameters);
    }

    private static String flag(DriftResult finding) {
        if (finding.test().equals("new_category")) {
            return Figures.counted(finding.newCategories().size(), "new value");
        }
        double share = finding.missing() / (double) (finding.missing() + finding.n());
        return Figures.number(100 * share, 1) + " % missing";
    }

    private static String sentence(DriftResult finding) {
        String names =
                finding.newCategories().isEmpty()
                        ? ""
                        : ": " + NewValues.of(finding.newCategories());
        return finding.reason() + names + ".";
    }

    private EffectLine history(Column column) {
        return EffectLine.of(
                effects.getOrDefault(column, List.of()), model.policy().drift().effectFloor());
    }

    private SmallHistogram histogram(Column column) {
        StoredOutline before = reference.get(column);
        StoredOutline now = window.get(column);
        if (before == null || now == null) {
            return SmallHistogram.NONE;
        }
        return SmallHistogram.of(
                HistogramPair.of(before.outline(), now.outline(), SmallHistogram.BARS_MAX));
    }
}
