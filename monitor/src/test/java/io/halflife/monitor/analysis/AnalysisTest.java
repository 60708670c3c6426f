// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import static io.halflife.monitor.analysis.ChurnStory.INCOME;
import static io.halflife.monitor.analysis.ChurnStory.closing;
import static io.halflife.monitor.analysis.ChurnStory.input;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.analysis.ChurnStory.Events;
import io.halflife.monitor.drift.AlarmChange;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.PerformanceSettings.Absolute;
import io.halflife.monitor.policy.PerformanceSettings.Ratio;
import io.halflife.monitor.retraining.Decision;
import io.halflife.monitor.retraining.DeploymentEvent;
import io.halflife.monitor.retraining.PastRequest;
import io.halflife.monitor.retraining.RetrainingReason;
import io.halflife.monitor.retraining.RetrainingRequest;
import io.halflife.monitor.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whole runs, one after the other, on the story of a churn model. */
class AnalysisTest {

    private static final MonitoringPolicy POLICY = ChurnStory.policy(new Ratio(0.95), false);
    private static final ChurnStory STORY = new ChurnStory(2718);

    @Test
    void quietDays_areStableAndClear() {
        Stored stored = new Stored();
        List<AnalysisReport> reports = play(stored, Collections.nCopies(10, Events.NORMAL));

        for (DriftResult row : stored.verdicts()) {
            if (row.primary()) {
                assertEquals(Verdict.STABLE, row.verdict(), row.toString());
                assertEquals(AlarmState.CLEAR, row.alarmState());
            }
        }
        assertTrue(reports.stream().allMatch(report -> report.alarmChanges().isEmpty()));
        assertTrue(reports.stream().noneMatch(AnalysisReport::datasetDrift));
    }

    @Test
    void drift_raisesOneAlarmOnTheSecondDayAndClearsIt() {
        List<Events> days = new ArrayList<>(Collections.nCopies(3, Events.NORMAL));
        days.addAll(Collections.nCopies(3, Events.NORMAL.income(1)));
        days.addAll(Collections.nCopies(4, Events.NORMAL));
        Stored stored = new Stored();
        List<AnalysisReport> reports = play(stored, days);

        assertEquals(
                List.of(
                        "CLEAR", "CLEAR", "CLEAR", "WATCH", "ALARM", "ALARM", "ALARM", "ALARM",
                        "CLEAR", "CLEAR"),
                states(stored, INCOME));
        assertEquals(List.of(), reports.get(3).alarmChanges());
        AlarmChange raised = reports.get(4).alarmChanges().get(0);
        assertTrue(raised.raised());
        assertEquals(INCOME, raised.column());
        assertEquals("2026-01-05", raised.label());
        assertTrue(raised.reason().startsWith("drifted: ks"), raised.reason());
        assertFalse(reports.get(8).alarmChanges().get(0).raised());
        assertEquals(2, reports.stream().mapToInt(r -> r.alarmChanges().size()).sum());
    }

    /** Law: whether windows come one by one or all at once, the stored rows are the same. */
    @Test
    void oneRunOrMany_storeTheSameRows() {
        long seed = 40499;
        Random random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            List<Events> days = randomDays(random, 12);
            Stored one = new Stored();
            one.apply(Analysis.of(input(closing(11), windows(days), one, POLICY)));
            Stored many = new Stored();
            play(many, days);
            String where = "seed " + seed + " round " + round;
            assertEquals(one.verdicts(), many.verdicts(), where);
            assertEquals(one.performance(), many.performance(), where);
        }
    }

    /** Law: windows that come late, in any order, end in the same rows as windows in order. */
    @Test
    void lateWindows_endInTheSameRows() {
        long seed = 86243;
        Random random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            List<Events> days = randomDays(random, 12);
            Stored inOrder = new Stored();
            play(inOrder, days);
            List<WindowAnalysis> shuffled = new ArrayList<>(windows(days));
            Collections.shuffle(shuffled, random);
            Stored late = new Stored();
            for (WindowAnalysis window : shuffled) {
                late.apply(Analysis.of(input(closing(20), List.of(window), late, POLICY)));
            }
            assertEquals(inOrder.verdicts(), late.verdicts(), "seed " + seed + " round " + round);
        }
    }

    /** A run made again gives the same report, and tells nobody a second time of an alarm. */
    @Test
    void sameRunAgain_givesTheSameRowsAndTellsNobodyTwice() {
        Stored stored = new Stored();
        play(stored, List.of(Events.NORMAL, Events.NORMAL.income(1)));
        AnalysisInput run =
                input(closing(2), List.of(STORY.day(2, Events.NORMAL.income(1))), stored, POLICY);
        AnalysisReport first = Analysis.of(run);
        assertEquals(first, Analysis.of(run));
        assertEquals(1, first.alarmChanges().size());
        stored.apply(first);
        AnalysisReport again =
                Analysis.of(
                        input(
                                closing(2),
                                List.of(STORY.day(2, Events.NORMAL.income(1))),
                                stored,
                                POLICY));

        assertEquals(first.verdicts(), again.verdicts());
        assertEquals(first.performance(), again.performance());
        assertEquals(List.of(), again.alarmChanges());
        assertEquals(List.of(), again.restated());
    }

    /** Late labels re-open performance and the label's own test; no feature's row is touched. */
    @Test
    void lateLabels_touchTheLabelAndThePerformanceAlone() {
        Stored stored = new Stored();
        play(stored, List.of(Events.NORMAL.income(1).labelled(20), Events.NORMAL.income(1)));
        AnalysisReport report =
                Analysis.of(
                        input(
                                closing(3),
                                List.of(STORY.labelsOnly(0, Events.NORMAL.income(1))),
                                stored,
                                POLICY));

        assertTrue(report.verdicts().stream().allMatch(row -> row.column().equals(Column.LABEL)));
        assertEquals(List.of(), report.restated());
        assertEquals(List.of(), report.alarmChanges());
        PerformanceValue accuracy = accuracy(report.performance()).get(0);
        assertEquals(200, accuracy.labelled());
        assertTrue(accuracy.mature());
    }

    @Test
    void lateWindow_restatesTheAlarmsAfterIt() {
        Stored stored = new Stored();
        stored.apply(run(stored, 0, Events.NORMAL));
        stored.apply(run(stored, 2, Events.NORMAL.income(1)));
        assertEquals(List.of("CLEAR", "WATCH"), states(stored, INCOME));

        AnalysisReport late =
                Analysis.of(
                        input(
                                closing(2),
                                List.of(STORY.day(1, Events.NORMAL.income(1))),
                                stored,
                                POLICY));
        assertEquals(1, late.restated().size());
        assertEquals("2026-01-03", late.restated().get(0).label());
        assertEquals(AlarmState.ALARM, late.restated().get(0).alarmState());
        assertTrue(late.alarmChanges().get(0).raised(), "the current state became ALARM");
        stored.apply(late);
        assertEquals(List.of("CLEAR", "WATCH", "ALARM"), states(stored, INCOME));
    }

    /** An alarm that was raised and has passed in what came late is told to nobody. */
    @Test
    void alarmInThePast_isToldToNobody() {
        Stored stored = new Stored();
        for (int day = 4; day < 8; day++) {
            stored.apply(run(stored, day, Events.NORMAL));
        }
        List<WindowAnalysis> past = new ArrayList<>();
        for (int day = 0; day < 4; day++) {
            past.add(STORY.day(day, Events.NORMAL.income(day < 2 ? 1 : 0)));
        }
        AnalysisReport report = Analysis.of(input(closing(8), past, stored, POLICY));

        assertTrue(
                report.verdicts().stream().anyMatch(row -> row.alarmState() == AlarmState.ALARM));
        assertEquals(List.of(), report.alarmChanges());
    }

    @Test
    void tooFewLabels_areInconclusiveAndLeaveTheAlarmAsItIs() {
        Stored stored = new Stored();
        play(stored, List.of(Events.NORMAL.labelled(20)));
        DriftResult label =
                stored.verdicts().stream()
                        .filter(row -> row.column().equals(Column.LABEL) && row.primary())
                        .findFirst()
                        .orElseThrow();

        assertEquals(Verdict.INCONCLUSIVE, label.verdict());
        assertEquals(AlarmState.CLEAR, label.alarmState());
        assertEquals(
                "inconclusive: 20 values in the window (180 missing), at least 30 are needed",
                label.reason());
    }

    @Test
    void window_becomesMatureWhenWaitingForLabelsEnds() {
        Stored stored = new Stored();
        stored.apply(run(stored, 0, Events.NORMAL.labelled(100)));
        assertFalse(accuracy(stored.performance()).get(0).mature());

        Instant waitingEnds = ChurnStory.window(0).end().plus(POLICY.maxLabelDelay());
        AnalysisReport before =
                Analysis.of(input(waitingEnds.minusSeconds(1), List.of(), stored, POLICY));
        AnalysisReport after = Analysis.of(input(waitingEnds, List.of(), stored, POLICY));

        assertEquals(List.of(), before.performance());
        assertTrue(accuracy(after.performance()).get(0).mature(), "stored again as mature");
        assertEquals(100, accuracy(after.performance()).get(0).labelled());
    }

    @Test
    void badModel_isAskedToBeRetrainedOnceUntilTheCoolDownEnds() {
        Stored stored = new Stored();
        List<AnalysisReport> reports =
                play(stored, Collections.nCopies(20, Events.NORMAL.right(150)));
        List<Integer> asked = new ArrayList<>();
        for (int day = 0; day < reports.size(); day++) {
            assertEquals(Decision.RETRAIN_NOW, reports.get(day).decision(), "day " + day);
            if (reports.get(day).request().isPresent()) {
                asked.add(day);
            }
        }

        assertEquals(List.of(0, 7, 14), asked);
        RetrainingRequest request = reports.get(0).request().orElseThrow();
        assertEquals(RetrainingReason.DECAY, request.reason());
        assertEquals(closing(0), request.asOf());
        assertEquals(0.855, request.evidence().get("threshold"), 1e-12);
        assertTrue(
                request.summary().contains("(0.75 over 200 labels) is below the threshold 0.855"),
                request.summary());
        assertTrue(
                reports.get(1).decisionReason().contains("; no request: cool-down of 7 days"),
                reports.get(1).decisionReason());
    }

    @Test
    void requestOfTheSameRun_hasTheSameId() {
        Stored stored = new Stored();
        AnalysisReport first = run(stored, 0, Events.NORMAL.right(150));
        stored.apply(first);
        AnalysisReport again = run(stored, 0, Events.NORMAL.right(150));

        assertEquals(first.request(), again.request());
    }

    @Test
    void goodModel_isLeftAlone() {
        List<AnalysisReport> reports =
                play(new Stored(), Collections.nCopies(20, Events.NORMAL.right(180)));

        assertTrue(reports.stream().allMatch(report -> report.decision() == Decision.NONE));
        assertTrue(reports.stream().noneMatch(report -> report.request().isPresent()));
    }

    @Test
    void decayingModel_isForecastBeforeItIsTooBad() {
        List<Events> days = new ArrayList<>();
        for (int day = 0; day < 60; day++) {
            days.add(Events.NORMAL.right((int) Math.round(190 * Math.exp(-0.004 * day))));
        }
        List<AnalysisReport> reports =
                play(new Stored(), days, ChurnStory.policy(new Absolute(0.78), false));
        AnalysisReport asked =
                reports.stream().filter(r -> r.request().isPresent()).findFirst().orElseThrow();

        assertEquals(RetrainingReason.FORECAST, asked.request().orElseThrow().reason());
        assertEquals(Decision.RETRAIN_PREDICTED, asked.decision());
        assertEquals(3, asked.forecastStreak());
        double crossing = Math.log(0.95 / 0.78) / 0.004;
        double askedOn = reports.indexOf(asked);
        assertTrue(
                askedOn > crossing - 22 && askedOn < crossing,
                "crosses on day " + crossing + ", asked on day " + askedOn);
    }

    @Test
    void replacedVersion_asksForNothing() {
        Stored stored = new Stored();
        stored.deployed(new DeploymentEvent("7", "sha-7", "deployed", ChurnStory.DAY_0));
        stored.deployed(
                new DeploymentEvent("8", "sha-8", "deployed", ChurnStory.DAY_0.plusSeconds(9000)));
        AnalysisReport report = run(stored, 0, Events.NORMAL.right(150));

        assertEquals(Decision.RETRAIN_NOW, report.decision());
        assertTrue(report.request().isEmpty());
        assertTrue(report.decisionReason().contains("replaced by version 8"));
    }

    @Test
    void ratioWithoutReferencePerformance_decidesNothingAndSaysWhy() {
        AnalysisInput given =
                input(
                        closing(0),
                        List.of(STORY.day(0, Events.NORMAL.right(100))),
                        new Stored(),
                        POLICY);
        AnalysisReport report =
                Analysis.of(
                        new AnalysisInput(
                                given.version(),
                                given.environment(),
                                given.asOf(),
                                new ReferenceFacts(11, 2000, null, Map.of()),
                                given.policy(),
                                given.policyRevision(),
                                given.windows(),
                                given.history(),
                                ""));

        assertEquals(Decision.NONE, report.decision());
        assertTrue(report.request().isEmpty());
        assertTrue(
                report.decisionReason().endsWith("and the reference has no ground truth"),
                report.decisionReason());
    }

    @Test
    void datasetDrift_asksOnlyWhereThePolicySaysSo() {
        List<Events> days = Collections.nCopies(6, Events.NORMAL.allShifted(1));
        List<AnalysisReport> alarming = play(new Stored(), days);
        List<AnalysisReport> asking =
                play(new Stored(), days, ChurnStory.policy(new Ratio(0.95), true));

        assertFalse(alarming.get(0).datasetDrift());
        assertTrue(alarming.get(1).datasetDrift(), "three of four features are in alarm");
        assertTrue(alarming.stream().noneMatch(report -> report.request().isPresent()));
        assertTrue(asking.get(1).request().isEmpty(), "one window of dataset drift");
        assertEquals(RetrainingReason.DRIFT, asking.get(2).request().orElseThrow().reason());
        assertEquals(Decision.RETRAIN_ON_DRIFT, asking.get(2).decision());
        assertEquals(1, asking.stream().filter(r -> r.request().isPresent()).count());
    }

    @Test
    void openRequest_isGivenUpByTheClock() {
        Stored stored = new Stored();
        History history =
                new History(
                        List.of(),
                        List.of(),
                        List.of(
                                new PastRequest(
                                        "rtr_1", closing(0), RetrainingReason.MANUAL, true)),
                        List.of());
        AnalysisInput given =
                input(closing(2), List.of(STORY.day(2, Events.NORMAL)), stored, POLICY);
        AnalysisReport report =
                Analysis.of(
                        new AnalysisInput(
                                given.version(),
                                given.environment(),
                                given.asOf(),
                                given.reference(),
                                given.policy(),
                                given.policyRevision(),
                                given.windows(),
                                history,
                                ""));

        assertEquals(List.of("rtr_1"), report.expiredRequests());
    }

    /** Rows of windows that an earlier policy cut otherwise take no part. */
    @Test
    void windowsOfAnotherCut_takeNoPart() {
        Stored stored = new Stored();
        play(stored, Collections.nCopies(9, Events.NORMAL));
        List<PerformanceValue> weeks = new ArrayList<>();
        for (PerformanceValue value : stored.performance()) {
            Window week =
                    new Window(
                            value.window().start(),
                            value.window().start().plus(Duration.ofDays(7)));
            weeks.add(
                    new PerformanceValue(
                            week,
                            "week",
                            value.metric(),
                            value.n(),
                            value.labelled(),
                            0.1,
                            0,
                            1,
                            value.standardError(),
                            value.successes(),
                            value.trials(),
                            false,
                            true,
                            value.firstEvent(),
                            value.lastEvent()));
        }
        AnalysisInput given = input(closing(9), List.of(), stored, POLICY);
        List<PerformanceValue> both = new ArrayList<>(stored.performance());
        both.addAll(weeks);
        AnalysisReport with =
                Analysis.of(
                        new AnalysisInput(
                                given.version(),
                                given.environment(),
                                given.asOf(),
                                given.reference(),
                                given.policy(),
                                given.policyRevision(),
                                List.of(),
                                new History(stored.verdicts(), both, List.of(), List.of()),
                                ""));

        assertEquals(Analysis.of(given).fits(), with.fits());
        assertEquals(9, with.fits().get(0).windows());
    }

    /** A run at an earlier clock decides as it would have then. */
    @Test
    void earlierClock_seesNoLaterWindow() {
        Stored stored = new Stored();
        List<Events> days = new ArrayList<>(Collections.nCopies(9, Events.NORMAL));
        List<AnalysisReport> then = play(stored, days);
        for (int day = 9; day < 14; day++) {
            stored.apply(run(stored, day, Events.NORMAL.right(120)));
        }
        AnalysisReport again = run(stored, 8, Events.NORMAL);

        assertEquals(then.get(8).fits(), again.fits());
        assertEquals(then.get(8).decision(), again.decision());
        assertEquals(then.get(8).decisionReason(), again.decisionReason());
    }

    @Test
    void openWindow_isRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        input(
                                closing(3).minusMillis(1),
                                List.of(STORY.day(3, Events.NORMAL)),
                                new Stored(),
                                POLICY));
    }

    @Test
    void report_countsWhatWasRead() {
        AnalysisReport report =
                Analysis.of(
                        input(
                                closing(1),
                                List.of(STORY.day(0, Events.NORMAL), STORY.day(1, Events.NORMAL)),
                                new Stored(),
                                POLICY));

        assertEquals(2, report.windows());
        assertEquals(400, report.rows());
        assertEquals(10, report.profiles().size());
        assertEquals(11, report.referenceId());
        assertEquals(3, report.policyRevision());
        assertTrue(report.verdicts().stream().allMatch(row -> row.referenceId() == 11));
    }

    private static List<AnalysisReport> play(Stored stored, List<Events> days) {
        return play(stored, days, POLICY);
    }

    /** One run a day, each stored before the next. */
    private static List<AnalysisReport> play(
            Stored stored, List<Events> days, MonitoringPolicy policy) {
        List<AnalysisReport> reports = new ArrayList<>();
        for (int day = 0; day < days.size(); day++) {
            AnalysisReport report =
                    Analysis.of(
                            input(
                                    closing(day),
                                    List.of(STORY.day(day, days.get(day))),
                                    stored,
                                    policy));
            stored.apply(report);
            reports.add(report);
        }
        return reports;
    }

    private static AnalysisReport run(Stored stored, int day, Events events) {
        return Analysis.of(input(closing(day), List.of(STORY.day(day, events)), stored, POLICY));
    }

    private static List<WindowAnalysis> windows(List<Events> days) {
        List<WindowAnalysis> windows = new ArrayList<>();
        for (int day = 0; day < days.size(); day++) {
            windows.add(STORY.day(day, days.get(day)));
        }
        return windows;
    }

    private static List<Events> randomDays(Random random, int count) {
        List<Events> days = new ArrayList<>();
        for (int day = 0; day < count; day++) {
            days.add(
                    new Events(
                            random.nextInt(3) == 0 ? 1 : 0,
                            random.nextInt(4) == 0 ? 1 : 0,
                            170 + random.nextInt(20),
                            random.nextInt(5) == 0 ? 10 : 200));
        }
        return days;
    }

    private static List<String> states(Stored stored, Column column) {
        return stored.verdicts().stream()
                .filter(row -> row.column().equals(column) && row.primary())
                .map(row -> row.alarmState().name())
                .toList();
    }

    private static List<PerformanceValue> accuracy(List<PerformanceValue> values) {
        return values.stream().filter(value -> value.metric().equals("accuracy")).toList();
    }
}
