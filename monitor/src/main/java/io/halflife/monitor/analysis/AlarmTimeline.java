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
import io.halflife.monitor.period.Marks;
import io.halflife.monitor.period.Periods;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The primary verdicts of every column in the order of their windows, stored and new, with the
 * alarm state after each.
 *
 * <p>A column's states are computed again from its oldest window that is new, or of which periods
 * say something else than was stored; earlier ones stand. A window that a period excludes is
 * treated like one without a verdict: it changes nothing and is not remembered. One that is muted
 * counts, but what is told is what the newest window that is not muted says.
 *
 * <p>What earlier portions of the run judged anew is gone on with from where this portion begins.
 */
final class AlarmTimeline {

    private final DriftSettings settings;
    private final Periods periods;
    private final Map<Column, TreeMap<Window, DriftResult>> rows = new TreeMap<>();
    private final Map<Column, NavigableSet<Window>> fresh = new TreeMap<>();
    private final Map<Column, NavigableSet<Window>> touched = new TreeMap<>();
    private final List<DriftResult> restated = new ArrayList<>();
    private final List<AlarmChange> changes = new ArrayList<>();
    private final Set<Column> toldBefore;

    /**
     * Takes in the new verdicts.
     *
     * @param stored primary rows; those of a new window and column are replaced
     * @param fresh primary rows whose alarm state is yet to be computed
     */
    AlarmTimeline(
            DriftSettings settings,
            Periods periods,
            List<DriftResult> stored,
            List<DriftResult> fresh,
            EarlierPortions earlier) {
        this.settings = settings;
        this.periods = periods;
        stored.forEach(this::put);
        this.toldBefore = earlier.isNone() ? told() : earlier.inAlarm();
        stored.forEach(this::mark);
        for (DriftResult row : fresh) {
            put(row.withMarks(periods.of(row.column(), row.window())));
            add(this.fresh, row);
            add(touched, row);
        }
        earlier.judged().stream()
                .filter(rows::containsKey)
                .forEach(column -> touched.computeIfAbsent(column, c -> new TreeSet<>()));
        touched.forEach(
                (column, windows) -> recompute(column, windows, from(column, windows, earlier)));
        touched.keySet().forEach(this::noteChange);
    }

    private Set<Column> told() {
        return rows.entrySet().stream()
                .filter(entry -> isTold(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Instant from(
            Column column, NavigableSet<Window> windows, EarlierPortions earlier) {
        Instant oldest = windows.isEmpty() ? Instant.MAX : windows.first().start();
        return earlier.judged().contains(column) && earlier.from().isBefore(oldest)
                ? earlier.from()
                : oldest;
    }

    /** The row of a window that is in the timeline, with the state after it. */
    DriftResult row(Column column, Window window) {
        return rows.get(column).get(window);
    }

    /** Stored rows of windows that were not read anew, whose state or marks became others. */
    List<DriftResult> restated() {
        return List.copyOf(restated);
    }

    List<AlarmChange> changes() {
        return List.copyOf(changes);
    }

    /**
     * Drift of the model as a whole after each of the newest windows closed by then, newest first.
     * Features that are muted in a window are in no alarm; those excluded in it have no state.
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
                                (window, row) -> {
                                    if (!row.marks().isExcluded()) {
                                        byWindow.computeIfAbsent(window, w -> new HashMap<>())
                                                .put(column, toldState(row));
                                    }
                                });
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

    private static void add(Map<Column, NavigableSet<Window>> windows, DriftResult row) {
        windows.computeIfAbsent(row.column(), c -> new TreeSet<>()).add(row.window());
    }

    private void mark(DriftResult stored) {
        Marks marks = periods.of(stored.column(), stored.window());
        if (!marks.equals(stored.marks())) {
            put(stored.withMarks(marks));
            add(touched, stored);
        }
    }

    private void recompute(Column column, Set<Window> windows, Instant from) {
        TreeMap<Window, DriftResult> byWindow = rows.get(column);
        NavigableSet<Window> read = fresh.getOrDefault(column, new TreeSet<>());
        // No window is shorter than this, so it is before every window of the same start.
        Window first = new Window(from, from.plusNanos(1));
        AlarmHistory history = upTo(byWindow.headMap(first, false));
        for (Map.Entry<Window, DriftResult> entry : byWindow.tailMap(first, true).entrySet()) {
            DriftResult row = entry.getValue();
            history = history.then(counted(row));
            boolean other = row.alarmState() != history.state();
            DriftResult corrected = other ? row.withAlarmState(history.state()) : row;
            entry.setValue(corrected);
            if (!read.contains(entry.getKey()) && (other || windows.contains(entry.getKey()))) {
                restated.add(corrected);
            }
        }
    }

    private AlarmHistory upTo(Map<Window, DriftResult> earlier) {
        AlarmState state = AlarmState.CLEAR;
        List<Verdict> verdicts = new ArrayList<>();
        for (DriftResult row : earlier.values()) {
            state = row.alarmState();
            verdicts.add(counted(row));
        }
        return AlarmHistory.resume(settings, state, verdicts);
    }

    private static Verdict counted(DriftResult row) {
        return row.marks().isExcluded() ? Verdict.INCONCLUSIVE : row.verdict();
    }

    private void noteChange(Column column) {
        TreeMap<Window, DriftResult> byWindow = rows.get(column);
        boolean was = toldBefore.contains(column);
        boolean is = isTold(byWindow);
        if (was != is) {
            DriftResult newest = newestTold(byWindow).orElse(byWindow.lastEntry().getValue());
            changes.add(
                    new AlarmChange(column, newest.window(), newest.label(), is, words(newest)));
        }
    }

    private static String words(DriftResult row) {
        return row.marks().isMuted() ? "muted: " + row.marks().muted() : row.reason();
    }

    private static AlarmState toldState(DriftResult row) {
        return row.marks().isMuted() ? AlarmState.CLEAR : row.alarmState();
    }

    /** Whether other systems have been told, or are to be told, that the column is in alarm. */
    private static boolean isTold(NavigableMap<Window, DriftResult> byWindow) {
        return newestTold(byWindow).filter(DriftResult::isAlarm).isPresent();
    }

    private static Optional<DriftResult> newestTold(NavigableMap<Window, DriftResult> byWindow) {
        return byWindow.descendingMap().values().stream()
                .filter(row -> !row.marks().isMuted())
                .findFirst();
    }
}
