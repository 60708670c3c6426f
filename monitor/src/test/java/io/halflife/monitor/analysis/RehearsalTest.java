// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import static io.halflife.monitor.analysis.ChurnStory.closing;
import static io.halflife.monitor.analysis.ChurnStory.input;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.analysis.ChurnStory.Events;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.period.Period;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.PerformanceSettings.Ratio;
import io.halflife.monitor.rehearsal.Asked;
import io.halflife.monitor.rehearsal.ColumnTally;
import io.halflife.monitor.rehearsal.Course;
import io.halflife.monitor.rehearsal.Recorded;
import io.halflife.monitor.rehearsal.Rehearsal;
import io.halflife.monitor.rehearsal.Subject;
import io.halflife.monitor.rehearsal.WindowTally;
import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Stored windows of the churn model, judged again. */
class RehearsalTest {

    private static final MonitoringPolicy POLICY = ChurnStory.policy(new Ratio(0.95), true);
    private static final ChurnStory STORY = new ChurnStory(2718);

    /** What runs stored, and asked for. */
    private record Past(Stored stored, List<Asked> asked, Periods periods, int days) {}

    private static Past play(List<Events> days, Periods periods) {
        Stored stored = new Stored();
        List<Asked> asked = new ArrayList<>();
        for (int day = 0; day < days.size(); day++) {
            AnalysisReport report =
                    Analysis.of(
                            input(
                                            closing(day),
                                            List.of(STORY.day(day, days.get(day))),
                                            stored,
                                            POLICY)
                                    .with(periods));
            stored.apply(report);
            report.request()
                    .map(r -> new Asked(r.asOf(), r.reason(), r.summary()))
                    .ifPresent(asked::add);
        }
        return new Past(stored, asked, periods, days.size());
    }

    private static Course rehearsed(Past past, MonitoringPolicy policy, Instant from) {
        return rehearsed(past, policy, subject(past, from));
    }

    private static Course rehearsed(Past past, MonitoringPolicy policy, Subject subject) {
        Rehearsal rehearsal = new Rehearsal(subject, policy);
        TreeMap<Window, List<DriftResult>> windows = new TreeMap<>();
        past.stored
                .verdicts()
                .forEach(
                        row ->
                                windows.computeIfAbsent(row.window(), w -> new ArrayList<>())
                                        .add(row));
        windows.forEach(
                (window, rows) ->
                        rehearsal.add(
                                window,
                                rows.get(0).label(),
                                rows.stream().map(row -> test(row, policy)).toList()));
        return rehearsal.finish();
    }

    private static TestResult test(DriftResult row, MonitoringPolicy policy) {
        return row.test(policy.drift().alpha());
    }

    private static Subject subject(Past past, Instant from) {
        return subject(past, Instant.MIN, from);
    }

    private static Subject subject(Past past, Instant since, Instant from) {
        AnalysisInput facts = input(closing(0), List.of(), past.stored, POLICY);
        return new Subject(
                facts.version(),
                facts.reference(),
                past.periods,
                past.stored.performance(),
                List.of(),
                since,
                from,
                closing(past.days - 1));
    }

    private static Course recorded(Past past, Instant from) {
        Recorded recorded = new Recorded(from);
        past.stored.verdicts().stream().filter(DriftResult::primary).forEach(recorded::add);
        return recorded.finish(past.asked);
    }

    private static List<Events> randomDays(Random random, int count) {
        List<Events> days = new ArrayList<>();
        boolean drifting = false;
        int right = 180;
        for (int day = 0; day < count; day++) {
            drifting = random.nextInt(4) == 0 ? !drifting : drifting;
            right -= random.nextInt(5);
            days.add((drifting ? Events.NORMAL.allShifted(0.6) : Events.NORMAL).right(right));
        }
        return days;
    }

    /** Law: under the policy that it was judged by, the past is what it was. */
    @Test
    void samePolicy_findsWhatTheRunsFound() {
        long seed = 55441;
        Random random = new Random(seed);
        for (int round = 0; round < 4; round++) {
            Periods periods =
                    round % 2 == 0
                            ? Periods.NONE
                            : new Periods(
                                    List.of(
                                            new Period(
                                                    1,
                                                    random.nextBoolean()
                                                            ? Period.Effect.MUTED
                                                            : Period.Effect.EXCLUDED,
                                                    new Window(
                                                            ChurnStory.window(4).start(),
                                                            ChurnStory.window(8).end()),
                                                    Set.of(),
                                                    "line down")));
            Past past = play(randomDays(random, 14), periods);
            Instant from = ChurnStory.window(random.nextInt(10)).start();
            assertEquals(
                    recorded(past, from),
                    rehearsed(past, POLICY, from),
                    "seed " + seed + " round " + round);
        }
    }

    @Test
    void samePolicy_asksWhatTheRunsAsked() {
        Past past = play(randomDays(new Random(7), 20), Periods.NONE);

        assertFalse(past.asked.isEmpty());
        assertEquals(past.asked, rehearsed(past, POLICY, Instant.MIN).asked());
    }

    /** By column and by window the counts are those of the whole. */
    @Test
    void tallies_addUpToTheWhole() {
        Past past = play(randomDays(new Random(31), 20), Periods.NONE);
        Instant from = ChurnStory.window(6).start();
        Course course = rehearsed(past, POLICY, from);

        assertTrue(course.drifted() > 0 && !course.alarms().isEmpty(), course.toString());
        assertEquals(14, course.windows().size());
        assertEquals(
                course.drifted(), course.columns().stream().mapToLong(ColumnTally::drifted).sum());
        assertEquals(
                course.drifted(), course.windows().stream().mapToLong(WindowTally::drifted).sum());
        assertEquals(
                course.verdicts(), course.columns().stream().mapToLong(ColumnTally::windows).sum());
        assertEquals(
                course.verdicts(), course.windows().stream().mapToLong(WindowTally::columns).sum());
        assertEquals(
                course.alarms().size(),
                course.columns().stream().mapToLong(ColumnTally::alarms).sum());
        assertEquals(
                course.alarms().stream()
                        .filter(span -> !span.raised().start().isBefore(from))
                        .count(),
                course.raised());
    }

    @Test
    void calmerPolicy_findsLess() {
        Past past = play(randomDays(new Random(11), 20), Periods.NONE);
        Course then = recorded(past, Instant.MIN);
        DriftSettings d = DriftSettings.DEFAULTS;
        MonitoringPolicy calm =
                withDrift(
                        new DriftSettings(
                                d.alpha(),
                                d.q(),
                                d.method(),
                                9,
                                d.k(),
                                d.m(),
                                d.clear(),
                                d.minWindow(),
                                d.minReference(),
                                d.season(),
                                d.criticalFeatures(),
                                d.tests()));
        Course now = rehearsed(past, calm, Instant.MIN);

        assertTrue(then.drifted() > 0 && !then.alarms().isEmpty());
        assertEquals(0, now.drifted());
        assertEquals(List.of(), now.alarms());
        assertEquals(then.raw(), now.raw(), "the raw p is no matter of the floor");
        assertEquals(then.verdicts(), now.verdicts());
    }

    /** What is decided from some clock on is what is decided then anyway. */
    @Test
    void since_leavesOutWhatComesBefore() {
        Past past = play(randomDays(new Random(7), 20), Periods.NONE);
        Instant since = past.asked.get(0).asOf().plusSeconds(1);
        Course late = rehearsed(past, POLICY, subject(past, since, since));

        assertTrue(
                late.asked().stream().noneMatch(asked -> asked.asOf().isBefore(since)),
                late.asked().toString());
        assertEquals(
                rehearsed(past, POLICY, since).alarms(), late.alarms(), "states are not touched");
    }

    @Test
    void windowsOutOfOrder_areAMistake() {
        Past past = play(List.of(Events.NORMAL), Periods.NONE);
        Rehearsal rehearsal = new Rehearsal(subject(past, Instant.MIN), POLICY);
        rehearsal.add(ChurnStory.window(3), "3", List.of());

        assertThrows(
                IllegalArgumentException.class,
                () -> rehearsal.add(ChurnStory.window(2), "2", List.of()));
    }

    private static MonitoringPolicy withDrift(DriftSettings drift) {
        return new MonitoringPolicy(
                POLICY.window(),
                POLICY.grace(),
                drift,
                POLICY.performance(),
                POLICY.decay(),
                POLICY.maxLabelDelay(),
                POLICY.matureCoverage(),
                POLICY.coolDown(),
                POLICY.retrainOnDrift(),
                "",
                List.of(),
                List.of());
    }
}
