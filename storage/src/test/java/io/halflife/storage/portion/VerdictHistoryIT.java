// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.portion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.monitor.analysis.PortionReport;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.period.Marks;
import io.halflife.monitor.period.Period;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.window.DurationWindows;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Stories;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VerdictHistoryIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final WindowSpec HOURS = new DurationWindows(Duration.ofHours(1));
    private static final int LOOK_BACK = 3;
    private static final AtomicInteger MODELS = new AtomicInteger();

    /** Often judged, seldom judged, no longer judged, never conclusive. */
    private static final List<Column> COLUMNS =
            List.of(
                    Column.feature("often"),
                    Column.feature("seldom"),
                    Column.LABEL,
                    Column.feature("never"));

    private final VersionScope scope =
            new VersionScope(
                    Stories.registered(
                                    POSTGRES.storage(), "history-" + MODELS.incrementAndGet(), "1")
                            .versionId(),
                    "production");

    /** Against all rows, filtered and counted here. */
    @Test
    void of_hasAllThatAlarmsLookBackOn() {
        long seed = 4669;
        List<DriftResult> all = rows(new Random(seed));
        write(all);
        VerdictHistory history = history();
        for (int hour : List.of(0, 1, 17, 150, 299, 300, 400)) {
            Instant from = hour(hour).start();
            Instant to = from.plus(Duration.ofHours(20));
            Set<DriftResult> found = new HashSet<>(history.of(from, to, LOOK_BACK));

            assertEquals(
                    between(all, from, to), between(found, from, to), "seed " + seed + " " + hour);
            for (Column column : COLUMNS) {
                assertEquals(
                        conclusive(all, column, from),
                        conclusive(found, column, from),
                        "seed " + seed + " " + hour + " " + column);
                assertEquals(
                        told(all, column, from),
                        told(found, column, from),
                        "told, seed " + seed + " " + hour + " " + column);
            }
        }
    }

    @Test
    void inAlarm_isTheStateOfTheNewestVerdictThatIsNotMuted() {
        long seed = 2503;
        List<DriftResult> all = rows(new Random(seed));
        write(all);
        Map<Column, DriftResult> newest = new TreeMap<>();
        all.stream()
                .filter(
                        row ->
                                !row.marks().isMuted()
                                        && HOURS.containing(row.window().start())
                                                .equals(Optional.of(row.window())))
                .forEach(row -> newest.put(row.column(), row));
        Set<Column> expected =
                newest.values().stream()
                        .filter(row -> row.alarmState() == AlarmState.ALARM)
                        .map(DriftResult::column)
                        .collect(Collectors.toSet());

        assertEquals(expected, history().inAlarm(), "seed " + seed);
    }

    @Test
    void startOfNewest_passesOverOtherCuts() {
        write(rows(new Random(1)));

        assertEquals(hour(297).start(), history().startOfNewest(3, Periods.NONE));
        assertEquals(Instant.MIN, history().startOfNewest(301, Periods.NONE));
    }

    /** 400 newer windows of another cut are more than are looked at first. */
    @Test
    void startOfNewest_looksFurtherBackThanOneCut() {
        WindowSpec quarters = new DurationWindows(Duration.ofMinutes(15));
        List<DriftResult> all = new ArrayList<>();
        IntStream.range(0, 3).forEach(hour -> all.add(drifted(hour(hour))));
        Instant cutAnew = hour(3).start();
        IntStream.range(0, 400)
                .mapToObj(i -> cutAnew.plus(Duration.ofMinutes(15L * i)))
                .forEach(start -> all.add(drifted(quarters.containing(start).orElseThrow())));
        write(all);

        assertEquals(hour(0).start(), history().startOfNewest(3, Periods.NONE));
    }

    @Test
    void startOfNewest_passesOverExcludedWindows() {
        write(rows(new Random(1)));
        Periods periods = excluded(hour(290).start(), hour(299).start(), Set.of());

        assertEquals(hour(288).start(), history().startOfNewest(3, periods));
    }

    /** What is stored is compared, not what was set. */
    @Test
    void oldestOtherThan_isTheFirstWindowOfWhichPeriodsSayAnotherThing() {
        Instant from = hour(250).start();
        Instant to = hour(260).start();
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "insert into mute (id, revision, model_id, effect,"
                                                + " from_time, to_time, features, reason, deleted,"
                                                + " written_by) select nextval('mute_id'), 1,"
                                                + " model_id, 'excluded', cast(? as timestamptz),"
                                                + " cast(? as timestamptz), '{}', 'why', false,"
                                                + " 'test' from model_version where id = ?",
                                        from.toString(),
                                        to.toString(),
                                        scope.versionId()));
        write(IntStream.range(240, 270).mapToObj(hour -> drifted(hour(hour))).toList());
        StoredMarks marks = new StoredMarks(POSTGRES.storage().jdbi(), scope, HOURS);

        assertEquals(Optional.empty(), marks.oldestOtherThan(Periods.NONE));
        assertEquals(Optional.of(from), marks.oldestOtherThan(excluded(from, to, Set.of())));
        assertEquals(Optional.empty(), marks.oldestOtherThan(excluded(from, to, Set.of("seldom"))));
    }

    private static Periods excluded(Instant from, Instant to, Set<String> features) {
        return new Periods(
                List.of(
                        new Period(
                                1, Period.Effect.EXCLUDED, new Window(from, to), features, "why")));
    }

    private VerdictHistory history() {
        return new VerdictHistory(POSTGRES.storage().jdbi(), scope, HOURS, COLUMNS);
    }

    private void write(List<DriftResult> rows) {
        POSTGRES.storage()
                .reports()
                .writePortion(
                        new PortionReport(1, 1, List.of(), rows, List.of(), List.of()),
                        scope,
                        new UnfinishedRun(
                                START, START, -1, 1, START, 1, 2, 1, Set.of(), Set.of(), START));
    }

    /** 300 hours, and days of an earlier cut between them; states as alarm histories have them. */
    private static List<DriftResult> rows(Random random) {
        List<DriftResult> rows = new ArrayList<>();
        for (int hour = 0; hour < 300; hour++) {
            rows.add(
                    row(hour(hour), COLUMNS.get(0), verdict(random), state(random))
                            .withMarks(marks(random, hour)));
            if (hour % 40 == 7) {
                rows.add(row(hour(hour), COLUMNS.get(1), verdict(random), state(random)));
            }
            if (hour < 60) {
                rows.add(row(hour(hour), COLUMNS.get(2), Verdict.DRIFTED, state(random)));
            }
            rows.add(row(hour(hour), COLUMNS.get(3), Verdict.INCONCLUSIVE, AlarmState.CLEAR));
            if (hour % 24 == 0) {
                Window day = new Window(hour(hour).start(), hour(hour + 24).start());
                COLUMNS.forEach(c -> rows.add(row(day, c, Verdict.DRIFTED, AlarmState.ALARM)));
            }
        }
        return rows;
    }

    /** Long stretches of one column are muted, its newest among them; some hours are excluded. */
    private static Marks marks(Random random, int hour) {
        return new Marks(
                hour % 100 > 40 ? "muted" : null, random.nextInt(4) == 0 ? "excluded" : null);
    }

    private static Window hour(int number) {
        Instant start = START.plus(Duration.ofHours(number));
        return new Window(start, start.plus(Duration.ofHours(1)));
    }

    private static Verdict verdict(Random random) {
        return List.of(Verdict.values()).get(random.nextInt(Verdict.values().length));
    }

    private static AlarmState state(Random random) {
        return List.of(AlarmState.values()).get(random.nextInt(AlarmState.values().length));
    }

    private static DriftResult drifted(Window window) {
        return row(window, COLUMNS.get(0), Verdict.DRIFTED, AlarmState.WATCH);
    }

    private static DriftResult row(
            Window window, Column column, Verdict verdict, AlarmState state) {
        return new DriftResult(
                window, "label", column, "ks", true, 5, 100, 100, 0, 0.1, 0.5, 0.5, -1, 0.5, 0.1,
                false, verdict, state, "reason", Map.of(), List.of());
    }

    private static Set<DriftResult> between(
            Collection<DriftResult> rows, Instant from, Instant to) {
        return rows.stream()
                .filter(row -> !row.window().start().isBefore(from))
                .filter(row -> row.window().start().isBefore(to))
                .filter(VerdictHistoryIT::isHour)
                .collect(Collectors.toSet());
    }

    private static boolean isHour(DriftResult row) {
        return row.window().equals(HOURS.containing(row.window().start()).orElseThrow());
    }

    private static Optional<DriftResult> told(
            Collection<DriftResult> rows, Column column, Instant before) {
        return rows.stream()
                .filter(row -> row.column().equals(column) && isHour(row))
                .filter(row -> row.window().start().isBefore(before))
                .filter(row -> !row.marks().isMuted())
                .max(Comparator.comparing(DriftResult::window));
    }

    /**
     * The verdicts before that are conclusive and not excluded, newest first, as many as alarms
     * look back on.
     */
    private static List<Verdict> conclusive(
            Collection<DriftResult> rows, Column column, Instant before) {
        return rows.stream()
                .filter(row -> row.column().equals(column) && isHour(row))
                .filter(row -> row.window().start().isBefore(before))
                .filter(row -> row.verdict() != Verdict.INCONCLUSIVE)
                .filter(row -> !row.marks().isExcluded())
                .sorted(Comparator.comparing(DriftResult::window).reversed())
                .limit(LOOK_BACK)
                .map(DriftResult::verdict)
                .toList();
    }
}
