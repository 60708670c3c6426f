// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.drift.AlarmChange;
import io.halflife.monitor.drift.AlarmHistory;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DatasetDrift;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The primary verdicts of every column in the order of their windows, stored and new, with the
 * alarm state after each.
 *
 * <p>A column's states are computed again from its oldest new window on; earlier ones stand. What
 * earlier portions of the run judged anew is gone on with from where this portion begins.
 */
final class AlarmTimeline {

    private final DriftSettings settings;
    private final Map<Column, TreeMap<Window, DriftResult>> rows = new TreeMap<>();
    private final List<DriftResult> restated = new ArrayList<>();
    private final List<AlarmChange> changes = new ArrayList<>();
    private final Set<Column> inAlarmBefore;

    /**
     * Takes in the new verdicts.
     *
     * @param stored primary rows; those of a new window and column are replaced
     * @param fresh primary rows whose alarm state is yet to be computed
     */
    AlarmTimeline(
            DriftSettings settings,
            List<DriftResult> stored,
            List<DriftResult> fresh,
            EarlierPortions earlier) {
        this.settings = settings;
        stored.forEach(this::put);
        this.inAlarmBefore = earlier.isNone() ? inAlarm() : earlier.inAlarm();
        Map<Column, NavigableSet<Window>> touched = new TreeMap<>();
        earlier.judged().stream()
                .filter(rows::containsKey)
                .forEach(column -> touched.put(column, new TreeSet<>()));
        for (DriftResult row : fresh) {
            put(row);
            touched.computeIfAbsent(row.column(), c -> new TreeSet<>()).add(row.window());
        }
        touched.forEach(
                (column, windows) -> recompute(column, windows, from(column, windows, earlier)));
        touched.keySet().forEach(this::noteChange);
    }

    private Set<Column> inAlarm() {
        return rows.entrySet().stream()
                .filter(entry -> stateOf(entry.getValue()) == AlarmState.ALARM)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Instant from(
            Column column, NavigableSet<Window> windows, EarlierPortions earlier) {
        return earlier.judged().contains(column) ? earlier.from() : windows.first().start();
    }

    /** The state after a window that is in the timeline. */
    AlarmState stateAfter(Column column, Window window) {
        return rows.get(column).get(window).alarmState();
    }

    /** Stored rows of windows that were not read anew, whose state became another. */
    List<DriftResult> restated() {
        return List.copyOf(restated);
    }

    List<AlarmChange> changes() {
        return List.copyOf(changes);
    }

    /**
     * Drift of the model as a whole after each of the newest windows closed by then, newest first.
     *
     * @param count how many windows at most
     */
    List<DatasetDrift> datasetDrift(int count, Instant asOf, Duration grace) {
        TreeMap<Window, Map<Column, AlarmState>> byWindow =
                new TreeMap<>(Comparator.reverseOrder());
        rows.forEach(
                (column, byWindowOfColumn) -> {
                    if (column.role() == Role.FEATURE) {
                        byWindowOfColumn.forEach(
                                (window, row) ->
                                        byWindow.computeIfAbsent(window, w -> new HashMap<>())
                                                .put(column, row.alarmState()));
                    }
                });
        return byWindow.entrySet().stream()
                .filter(entry -> entry.getKey().isClosed(asOf, grace))
                .limit(count)
                .map(entry -> DatasetDrift.of(entry.getValue(), settings))
                .toList();
    }

    private void put(DriftResult row) {
        rows.computeIfAbsent(row.column(), c -> new TreeMap<>()).put(row.window(), row);
    }

    private void recompute(Column column, Set<Window> touched, Instant from) {
        TreeMap<Window, DriftResult> byWindow = rows.get(column);
        // No window is shorter than this, so it is before every window of the same start.
        Window first = new Window(from, from.plusNanos(1));
        AlarmHistory history = upTo(byWindow.headMap(first, false));
        for (Map.Entry<Window, DriftResult> entry : byWindow.tailMap(first, true).entrySet()) {
            DriftResult row = entry.getValue();
            history = history.then(row.verdict());
            if (row.alarmState() != history.state()) {
                DriftResult corrected = row.withAlarmState(history.state());
                entry.setValue(corrected);
                if (!touched.contains(entry.getKey())) {
                    restated.add(corrected);
                }
            }
        }
    }

    private AlarmHistory upTo(Map<Window, DriftResult> earlier) {
        AlarmState state = AlarmState.CLEAR;
        List<Verdict> verdicts = new ArrayList<>();
        for (DriftResult row : earlier.values()) {
            state = row.alarmState();
            verdicts.add(row.verdict());
        }
        return AlarmHistory.resume(settings, state, verdicts);
    }

    private void noteChange(Column column) {
        DriftResult newest = rows.get(column).lastEntry().getValue();
        boolean was = inAlarmBefore.contains(column);
        boolean is = newest.alarmState() == AlarmState.ALARM;
        if (was != is) {
            changes.add(
                    new AlarmChange(column, newest.window(), newest.label(), is, newest.reason()));
        }
    }

    private static AlarmState stateOf(NavigableMap<Window, DriftResult> byWindow) {
        return byWindow.lastEntry().getValue().alarmState();
    }
}
