// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import static io.halflife.monitor.analysis.ChurnStory.INCOME;
import static io.halflife.monitor.analysis.ChurnStory.closing;
import static io.halflife.monitor.analysis.ChurnStory.input;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.analysis.ChurnStory.Events;
import io.halflife.monitor.drift.AlarmChange;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.period.Period;
import io.halflife.monitor.period.Period.Effect;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.PerformanceSettings.Ratio;
import io.halflife.monitor.window.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Runs of the churn model in which people muted or excluded some of the days. */
class PeriodRunsTest {

    private static final MonitoringPolicy POLICY = ChurnStory.policy(new Ratio(0.95), true);
    private static final ChurnStory STORY = new ChurnStory(2718);
    private static final Events DRIFT = Events.NORMAL.income(1);

    private static Period period(Effect effect, int firstDay, int lastDay, String... features) {
        return new Period(
                firstDay,
                effect,
                new Window(ChurnStory.window(firstDay).start(), ChurnStory.window(lastDay).end()),
                Set.of(features),
                "line down");
    }

    private static AnalysisReport run(Stored stored, int day, Events events, Periods periods) {
        AnalysisInput given = input(closing(day), List.of(STORY.day(day, events)), stored, POLICY);
        AnalysisReport report = Analysis.of(given.with(periods));
        stored.apply(report);
        return report;
    }

    private static List<AnalysisReport> play(Stored stored, List<Events> days, Period... periods) {
        List<AnalysisReport> reports = new ArrayList<>();
        for (int day = 0; day < days.size(); day++) {
            reports.add(run(stored, day, days.get(day), new Periods(List.of(periods))));
        }
        return reports;
    }

    private static List<String> states(Stored stored, Column column) {
        return stored.verdicts().stream()
                .filter(row -> row.primary() && row.column().equals(column))
                .map(row -> row.alarmState().name().substring(0, 1) + marks(row))
                .toList();
    }

    private static String marks(DriftResult row) {
        return (row.marks().isMuted() ? "m" : "") + (row.marks().isExcluded() ? "x" : "");
    }

    /** "3 raised" for each alarm that was told on a day. */
    private static List<String> told(List<AnalysisReport> reports) {
        List<String> told = new ArrayList<>();
        for (int day = 0; day < reports.size(); day++) {
            for (AlarmChange change : reports.get(day).alarmChanges()) {
                told.add(day + (change.raised() ? " raised" : " cleared"));
            }
        }
        return told;
    }

    private static List<Events> days(int count, int drifting) {
        List<Events> days = new ArrayList<>(Collections.nCopies(count - drifting, Events.NORMAL));
        days.addAll(Collections.nCopies(drifting, DRIFT));
        return days;
    }

    @Test
    void mutedDays_areJudgedAndTellNothingUntilTheMuteIsOver() {
        Stored stored = new Stored();
        List<AnalysisReport> reports = play(stored, days(8, 6), period(Effect.MUTED, 2, 5));

        assertEquals(List.of("C", "C", "Wm", "Am", "Am", "Am", "A", "A"), states(stored, INCOME));
        assertEquals(List.of("6 raised"), told(reports));
        DriftResult muted =
                stored.verdicts().stream().filter(this::isDriftOfDay3).findFirst().get();
        assertEquals(Verdict.DRIFTED, muted.verdict());
        assertEquals("line down", muted.marks().muted());
    }

    private boolean isDriftOfDay3(DriftResult row) {
        return row.primary()
                && row.column().equals(INCOME)
                && row.window().equals(ChurnStory.window(3));
    }

    /** What was told before a mute stands while it lasts, and is taken back after it. */
    @Test
    void alarmFromBeforeAMute_isClearedAfterIt() {
        List<Events> days = new ArrayList<>(Collections.nCopies(2, DRIFT));
        days.addAll(Collections.nCopies(6, Events.NORMAL));

        List<AnalysisReport> reports = play(new Stored(), days, period(Effect.MUTED, 2, 5));

        assertEquals(List.of("1 raised", "6 cleared"), told(reports));
    }

    @Test
    void muteOfOneFeature_leavesTheOthersAlone() {
        List<Events> days = Collections.nCopies(3, Events.NORMAL.allShifted(1));
        Stored stored = new Stored();
        List<AnalysisReport> reports =
                play(stored, days, period(Effect.MUTED, 0, 2, "income", "age"));

        assertEquals(List.of("Wm", "Am", "Am"), states(stored, INCOME));
        assertEquals(List.of("W", "A", "A"), states(stored, Column.feature("tenure")));
        assertEquals(List.of("1 raised"), told(reports));
    }

    @Test
    void mutedDatasetDrift_asksForNothing() {
        List<Events> days = Collections.nCopies(6, Events.NORMAL.allShifted(1));
        List<AnalysisReport> open = play(new Stored(), days);
        List<AnalysisReport> muted = play(new Stored(), days, period(Effect.MUTED, 0, 3));

        assertTrue(open.get(2).request().isPresent());
        assertTrue(muted.subList(0, 4).stream().noneMatch(AnalysisReport::datasetDrift));
        assertTrue(muted.get(4).datasetDrift());
        assertTrue(muted.get(4).request().isEmpty(), "one window of dataset drift is told");
        assertTrue(muted.get(5).request().isPresent());
    }

    @Test
    void excludedDays_countForNoAlarm() {
        Stored stored = new Stored();
        List<AnalysisReport> reports = play(stored, days(6, 4), period(Effect.EXCLUDED, 2, 4));

        assertEquals(List.of("C", "C", "Cx", "Cx", "Cx", "W"), states(stored, INCOME));
        assertEquals(List.of(), told(reports));
        assertTrue(
                stored.verdicts().stream()
                        .filter(this::isDriftOfDay3)
                        .allMatch(row -> row.verdict() == Verdict.DRIFTED),
                "they are judged all the same");
    }

    /** Law: the states of the other days are those of a world without the excluded ones. */
    @Test
    void excludedDays_areAsIfTheyWereNotThere() {
        long seed = 90533;
        Random random = new Random(seed);
        for (int round = 0; round < 12; round++) {
            int from = random.nextInt(10);
            Period excluded = period(Effect.EXCLUDED, from, from + random.nextInt(3));
            Stored with = new Stored();
            Stored without = new Stored();
            for (int day = 0; day < 12; day++) {
                Events events = random.nextInt(3) == 0 ? DRIFT : Events.NORMAL;
                run(with, day, events, new Periods(List.of(excluded)));
                if (!ChurnStory.window(day).start().isBefore(excluded.stretch().end())
                        || ChurnStory.window(day).start().isBefore(excluded.stretch().start())) {
                    run(without, day, events, Periods.NONE);
                }
            }
            assertEquals(
                    states(without, INCOME),
                    states(with, INCOME).stream().filter(s -> !s.endsWith("x")).toList(),
                    "seed " + seed + " round " + round);
        }
    }

    /**
     * Law: a period that is set, or removed, later ends in the rows of one known from the start.
     */
    @Test
    void periodsThatChange_endInTheSameRows() {
        long seed = 71741;
        Random random = new Random(seed);
        for (int round = 0; round < 12; round++) {
            int from = random.nextInt(8);
            Effect effect = random.nextBoolean() ? Effect.MUTED : Effect.EXCLUDED;
            Periods late =
                    new Periods(List.of(period(effect, from, from + random.nextInt(3), "income")));
            boolean removed = random.nextBoolean();
            Stored known = new Stored();
            Stored told = new Stored();
            for (int day = 0; day < 12; day++) {
                Events events = random.nextInt(3) == 0 ? DRIFT : Events.NORMAL;
                run(known, day, events, removed ? Periods.NONE : late);
                run(told, day, events, (day == 11) == removed ? Periods.NONE : late);
            }
            assertEquals(known.verdicts(), told.verdicts(), "seed " + seed + " round " + round);
        }
    }

    /** Only the rows that say something else are written again. */
    @Test
    void periodSetLater_restatesWhatItTouchesAndNoMore() {
        Stored stored = new Stored();
        play(stored, days(6, 0));
        AnalysisReport report =
                run(
                        stored,
                        6,
                        Events.NORMAL,
                        new Periods(List.of(period(Effect.MUTED, 2, 3, "income"))));

        assertEquals(
                List.of(ChurnStory.window(2), ChurnStory.window(3)),
                report.restated().stream().map(DriftResult::window).toList());
        assertTrue(report.restated().stream().allMatch(row -> row.column().equals(INCOME)));
    }

    /** Muting what was told takes it back, in words that say why. */
    @Test
    void muteOfAnAlarmThatWasTold_clearsIt() {
        Stored stored = new Stored();
        play(stored, days(4, 2));
        AnalysisReport report =
                run(stored, 4, DRIFT, new Periods(List.of(period(Effect.MUTED, 2, 4))));

        AlarmChange change = report.alarmChanges().get(0);
        assertFalse(change.raised());
        assertEquals(1, report.alarmChanges().size());
    }

    @Test
    void excludedDays_enterNoFitAndTheReasonSaysSo() {
        List<Events> days = new ArrayList<>(Collections.nCopies(14, Events.NORMAL));
        days.set(5, Events.NORMAL.right(20));
        days.set(6, Events.NORMAL.right(10));
        List<Events> withoutThem = new ArrayList<>(Collections.nCopies(14, Events.NORMAL));
        AnalysisReport excluded = play(new Stored(), days, period(Effect.EXCLUDED, 5, 6)).get(13);
        AnalysisReport otherwise =
                play(new Stored(), withoutThem, period(Effect.EXCLUDED, 5, 6)).get(13);

        assertEquals(otherwise.fits(), excluded.fits(), "whatever they held");
        assertEquals(12, excluded.fits().get(0).windows());
        assertTrue(
                excluded.decisionReason().endsWith("; 2 windows left out: line down"),
                excluded.decisionReason());
    }
}
