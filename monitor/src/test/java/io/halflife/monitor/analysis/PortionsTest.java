// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.period.Marks;
import io.halflife.monitor.period.Period;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.PerformanceSettings.Ratio;
import io.halflife.monitor.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Law: a run in portions, however they are cut, writes what it writes in one piece. */
class PortionsTest {

    private static final MonitoringPolicy POLICY = ChurnStory.policy(new Ratio(0.95), true);
    private static final int FIRST_DAYS = 25;
    private static final int DAYS = 40;

    @Test
    void backFill_inPortionsIsTheRunInOnePiece() {
        int alarms = 0;
        for (long seed = 1; seed <= 6; seed++) {
            Random random = new Random(seed);
            List<WindowAnalysis> windows = new ArrayList<>();
            ChurnStory story = new ChurnStory(seed);
            for (int day = 0; day < DAYS; day++) {
                windows.add(story.day(day, events(random)));
            }
            alarms += assertSame(seed, windows, Periods.NONE, new Stored(), new Stored(), random);
        }
        assertTrue(alarms > 0, "no run changed an alarm");
    }

    /** Late rows and labels of some days, and days that were never analysed. */
    @Test
    void lateRun_inPortionsIsTheRunInOnePiece() {
        int alarms = 0;
        for (long seed = 101; seed <= 112; seed++) {
            Random random = new Random(seed);
            alarms += assertLateSame(seed, Periods.NONE, Periods.NONE, random);
        }
        assertTrue(alarms > 0, "no run changed an alarm");
    }

    /** Periods were set, and others removed, since the run before. */
    @Test
    void lateRun_underOtherPeriods_inPortionsIsTheRunInOnePiece() {
        int alarms = 0;
        for (long seed = 201; seed <= 230; seed++) {
            Random random = new Random(seed);
            alarms += assertLateSame(seed, periods(random), periods(random), random);
        }
        assertTrue(alarms > 0, "no run changed an alarm");
    }

    private static int assertLateSame(long seed, Periods then, Periods now, Random random) {
        ChurnStory story = new ChurnStory(seed);
        List<WindowAnalysis> first = new ArrayList<>();
        for (int day = 0; day < FIRST_DAYS; day += 1 + random.nextInt(2)) {
            first.add(story.day(day, events(random)));
        }
        AnalysisReport before =
                Analysis.of(input(first, new Stored().history(), FIRST_DAYS).with(then));
        Stored one = new Stored();
        Stored cut = new Stored();
        one.apply(before);
        cut.apply(before);
        List<WindowAnalysis> late = new ArrayList<>();
        for (int day = random.nextInt(9); day < DAYS; day += 1 + random.nextInt(3)) {
            boolean labels = day < FIRST_DAYS && random.nextBoolean();
            ChurnStory.Events events = events(random);
            late.add(labels ? story.labelsOnly(day, events) : story.day(day, events));
        }
        return assertSame(seed, late, now, one, cut, random);
    }

    private static Periods periods(Random random) {
        List<Period> periods = new ArrayList<>();
        for (int id = 0; id < 3; id++) {
            int day = random.nextInt(DAYS);
            Instant from = ChurnStory.DAY_0.plus(Duration.ofDays(day));
            periods.add(
                    new Period(
                            id,
                            random.nextBoolean() ? Period.Effect.MUTED : Period.Effect.EXCLUDED,
                            new Window(from, from.plus(Duration.ofDays(1 + random.nextInt(9)))),
                            Set.of(),
                            "period " + random.nextInt(3)));
        }
        return new Periods(periods);
    }

    /** Where the run has to begin: its first window, or an older one that has other marks. */
    private static Instant begin(
            List<WindowAnalysis> windows, List<DriftResult> stored, Periods periods) {
        return Stream.concat(
                        windows.stream().map(WindowAnalysis::window),
                        stored.stream()
                                .filter(DriftResult::primary)
                                .filter(row -> !row.marks().equals(marks(row, periods)))
                                .map(DriftResult::window))
                .map(Window::start)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static Marks marks(DriftResult row, Periods periods) {
        return periods.of(row.column(), row.window());
    }

    /** How many alarms the run changed. */
    private static int assertSame(
            long seed,
            List<WindowAnalysis> windows,
            Periods periods,
            Stored one,
            Stored cut,
            Random random) {
        AnalysisReport whole = Analysis.of(input(windows, one.history(), DAYS).with(periods));
        Set<Column> inAlarm = inAlarm(cut.verdicts());
        one.apply(whole);
        EarlierPortions earlier =
                new EarlierPortions(
                        0, 0, begin(windows, cut.verdicts(), periods), inAlarm, Set.of());
        int from = 0;
        int to = 1 + random.nextInt(6);
        while (to < windows.size()) {
            Instant next = windows.get(to).window().start();
            PortionReport portion =
                    Analysis.portionOf(
                            input(windows.subList(from, to), cut.before(next), DAYS)
                                    .with(periods)
                                    .after(earlier));
            cut.apply(portion);
            earlier = earlier.then(portion, next);
            from = to;
            to += 1 + random.nextInt(6);
        }
        AnalysisReport last =
                Analysis.of(
                        input(windows.subList(from, windows.size()), cut.history(), DAYS)
                                .with(periods)
                                .after(earlier));
        cut.apply(last);
        assertEquals(one.verdicts(), cut.verdicts(), "verdicts, seed " + seed);
        assertEquals(one.performance(), cut.performance(), "performance, seed " + seed);
        assertEquals(one.requests(), cut.requests(), "requests, seed " + seed);
        assertEquals(conclusion(whole), conclusion(last), "conclusion, seed " + seed);
        return whole.alarmChanges().size();
    }

    private static List<Object> conclusion(AnalysisReport report) {
        return List.of(
                report.windows(),
                report.rows(),
                report.fits(),
                report.decision(),
                report.decisionReason(),
                report.forecastStreak(),
                report.datasetDrift(),
                report.request(),
                report.alarmChanges());
    }

    private static Set<Column> inAlarm(List<DriftResult> stored) {
        Map<Column, AlarmState> newest = new TreeMap<>();
        stored.stream()
                .filter(row -> row.primary() && !row.marks().isMuted())
                .forEach(row -> newest.put(row.column(), row.alarmState()));
        return newest.entrySet().stream()
                .filter(entry -> entry.getValue() == AlarmState.ALARM)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static ChurnStory.Events events(Random random) {
        double shift = random.nextInt(3) == 0 ? 1 : 0;
        double other = random.nextInt(4) == 0 ? 1 : 0;
        int labelled = random.nextInt(5) == 0 ? 20 : 200;
        return new ChurnStory.Events(shift, other, labelled * 8 / 10, labelled);
    }

    private static AnalysisInput input(List<WindowAnalysis> windows, History history, int days) {
        return new AnalysisInput(
                ChurnStory.version("7", "sha-7"),
                "production",
                ChurnStory.closing(days),
                new ReferenceFacts(
                        11, 2000, ChurnStory.DAY_0.minusSeconds(60), Map.of("accuracy", 0.9)),
                POLICY,
                3,
                windows,
                history,
                "");
    }
}
