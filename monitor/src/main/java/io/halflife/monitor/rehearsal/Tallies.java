// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.rehearsal;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.window.Window;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts primary rows by column and by window. */
final class Tallies {

    private final Map<Column, ColumnTally> columns = new TreeMap<>();
    private final Map<Window, WindowTally> windows = new TreeMap<>();

    void add(DriftResult row) {
        long drifted = row.verdict() == Verdict.DRIFTED ? 1 : 0;
        long inconclusive = row.verdict() == Verdict.INCONCLUSIVE ? 1 : 0;
        columns.merge(
                row.column(),
                new ColumnTally(row.column(), 1, row.n(), drifted, inconclusive, 0),
                (a, b) ->
                        new ColumnTally(
                                a.column(),
                                a.windows() + b.windows(),
                                a.n() + b.n(),
                                a.drifted() + b.drifted(),
                                a.inconclusive() + b.inconclusive(),
                                0));
        windows.merge(
                row.window(),
                new WindowTally(
                        row.window(),
                        row.label(),
                        row.n() + row.missing(),
                        1,
                        drifted,
                        inconclusive,
                        0),
                (a, b) ->
                        new WindowTally(
                                a.window(),
                                a.label(),
                                Math.max(a.rows(), b.rows()),
                                a.columns() + b.columns(),
                                a.drifted() + b.drifted(),
                                a.inconclusive() + b.inconclusive(),
                                0));
    }

    /** By column. */
    List<ColumnTally> columns(List<AlarmSpan> alarms) {
        Map<Column, Long> counts =
                alarms.stream()
                        .collect(Collectors.groupingBy(AlarmSpan::column, Collectors.counting()));
        return columns.values().stream()
                .map(tally -> tally.withAlarms(counts.getOrDefault(tally.column(), 0L)))
                .toList();
    }

    /** In the order of time. */
    List<WindowTally> windows(List<AlarmSpan> alarms) {
        Map<Window, Long> counts =
                alarms.stream()
                        .collect(Collectors.groupingBy(AlarmSpan::raised, Collectors.counting()));
        return windows.values().stream()
                .map(tally -> tally.withRaised(counts.getOrDefault(tally.window(), 0L)))
                .toList();
    }
}
