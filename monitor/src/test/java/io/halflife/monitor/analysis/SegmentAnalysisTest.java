// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.analysis.ChurnStory.Events;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.segment.SegmentKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Segments of the churn model: gold's income moves from day 3 on, that of all others does not. */
class SegmentAnalysisTest {

    private static final Segment GOLD = Segment.of(SegmentKey.feature("plan"), "gold");
    private static final Segment FREE = Segment.of(SegmentKey.feature("plan"), "free");
    private static final MonitoringPolicy POLICY =
            MonitoringPolicy.defaults(Task.BINARY_CLASSIFICATION);
    private static final Events MOVED = Events.NORMAL.income(1.5);

    private final ChurnStory story = new ChurnStory(7);

    @Test
    void verdicts_areEachSegmentsOwn() {
        SegmentsReport report = analyze(0, 6, List.of(), List.of());

        assertEquals(Verdict.DRIFTED, newest(report, GOLD).verdict());
        assertEquals(AlarmState.ALARM, newest(report, GOLD).alarmState());
        assertEquals(Verdict.STABLE, newest(report, FREE).verdict());
        assertEquals(AlarmState.CLEAR, newest(report, FREE).alarmState());
    }

    /** What is said about a segment depends on no other segment. */
    @Test
    void verdicts_areAFamilyOfTheirOwn() {
        SegmentsReport both = analyze(0, 6, List.of(), List.of());
        SegmentsReport alone =
                SegmentAnalysis.of(whole(6), List.of(input(FREE, 0, 6, List.of())), List.of());

        assertEquals(of(both, FREE), of(alone, FREE));
    }

    @Test
    void alarms_goOnFromWhatIsStored() {
        SegmentsReport once = analyze(0, 6, List.of(), List.of());
        SegmentsReport first = analyze(0, 3, List.of(), List.of());
        SegmentsReport then = analyze(4, 6, primary(first, GOLD), primary(first, FREE));

        assertEquals(newest(once, GOLD), newest(then, GOLD));
        assertEquals(newest(once, FREE), newest(then, FREE));
        assertEquals(once, analyze(0, 6, List.of(), List.of()), "the same again");
    }

    /** Late labels bring the label's column only; its verdicts on features stand. */
    @Test
    void labels_reopenPerformanceAlone() {
        WindowAnalysis late = story.labelsOnly(2, Events.NORMAL);
        SegmentsReport report =
                SegmentAnalysis.of(
                        whole(6),
                        List.of(
                                new SegmentInput(
                                        GOLD,
                                        List.of(late),
                                        late.window().start(),
                                        List.of(),
                                        List.of())),
                        List.of());

        SegmentReport gold = of(report, GOLD);
        assertFalse(gold.performance().isEmpty());
        assertTrue(gold.verdicts().stream().allMatch(v -> v.column().name().equals("label")));
    }

    /** Nobody reads its windows any more; what waits for labels still becomes mature. */
    @Test
    void vanished_becomesMatureAndKeepsItsState() {
        SegmentReport before =
                of(
                        SegmentAnalysis.of(
                                whole(6),
                                List.of(
                                        new SegmentInput(
                                                GOLD,
                                                List.of(story.day(5, MOVED.labelled(10))),
                                                Instant.MIN,
                                                List.of(),
                                                List.of())),
                                List.of()),
                        GOLD);
        assertTrue(before.performance().stream().noneMatch(PerformanceValue::mature));

        SegmentsReport later =
                SegmentAnalysis.of(
                        whole(60),
                        List.of(
                                new SegmentInput(
                                        GOLD,
                                        List.of(),
                                        ChurnStory.closing(60),
                                        before.verdicts(),
                                        before.performance())),
                        List.of());

        assertEquals(List.of(), of(later, GOLD).verdicts());
        assertEquals(List.of(), of(later, GOLD).restated());
        assertEquals(before.performance().size(), of(later, GOLD).performance().size());
        assertTrue(of(later, GOLD).performance().stream().allMatch(PerformanceValue::mature));
    }

    private SegmentsReport analyze(
            int from, int to, List<DriftResult> ofGold, List<DriftResult> ofFree) {
        return SegmentAnalysis.of(
                whole(to),
                List.of(input(GOLD, from, to, ofGold), input(FREE, from, to, ofFree)),
                List.of());
    }

    private static AnalysisInput whole(int day) {
        return ChurnStory.input(ChurnStory.closing(day), List.of(), new Stored(), POLICY);
    }

    private SegmentInput input(Segment segment, int from, int to, List<DriftResult> stored) {
        List<WindowAnalysis> windows =
                IntStream.rangeClosed(from, to)
                        .mapToObj(
                                day ->
                                        story.day(
                                                day,
                                                segment.equals(GOLD) && day >= 3
                                                        ? MOVED
                                                        : Events.NORMAL))
                        .toList();
        return new SegmentInput(
                segment, windows, windows.get(0).window().start(), stored, List.of());
    }

    private static SegmentReport of(SegmentsReport report, Segment segment) {
        return report.segments().stream()
                .filter(s -> s.segment().equals(segment))
                .findFirst()
                .orElseThrow();
    }

    private static List<DriftResult> primary(SegmentsReport report, Segment segment) {
        return new ArrayList<>(
                of(report, segment).verdicts().stream().filter(DriftResult::primary).toList());
    }

    private static DriftResult newest(SegmentsReport report, Segment segment) {
        return primary(report, segment).stream()
                .filter(row -> row.column().equals(ChurnStory.INCOME))
                .reduce((a, b) -> b)
                .orElseThrow();
    }
}
