// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.engine.ReadWindows;
import io.halflife.monitor.analysis.AnalysisInput;
import io.halflife.monitor.analysis.SegmentAnalysis;
import io.halflife.monitor.analysis.SegmentInput;
import io.halflife.monitor.analysis.SegmentsReport;
import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.portion.StoredMarks;
import io.halflife.storage.reference.WindowProfiles;
import io.halflife.storage.segment.SegmentHistories;
import io.halflife.storage.segment.SegmentHistory;
import io.halflife.storage.segment.SegmentResults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What follows from the segments that were read. One thread. */
final class SegmentConclusions {

    private final Storage storage;

    SegmentConclusions(Storage storage) {
        this.storage = storage;
    }

    /**
     * Concludes; nothing where the policy names no segment.
     *
     * @param whole the run's input about all rows
     */
    SegmentsReport of(RunPlan plan, ReadWindows read, AnalysisInput whole) {
        if (plan.revision().policy().segments().isEmpty()) {
            return SegmentsReport.NONE;
        }
        Instant from = from(plan, read, whole);
        Map<Segment, SegmentHistory> histories = histories(plan, from, whole);
        Set<Segment> segments = new TreeSet<>(histories.keySet());
        segments.addAll(read.segments().keySet());
        List<SegmentInput> inputs = new ArrayList<>();
        for (Segment segment : segments) {
            SegmentHistory history = histories.getOrDefault(segment, SegmentHistory.NONE);
            List<WindowAnalysis> windows = read.segments().getOrDefault(segment, List.of());
            inputs.add(
                    new SegmentInput(
                            segment,
                            compared(plan, whole, segment, windows),
                            from,
                            history.verdicts(),
                            history.performance()));
        }
        return SegmentAnalysis.of(whole, inputs, readWhole(plan));
    }

    /** The oldest window that was read, or of which periods say something else than before. */
    private Instant from(RunPlan plan, ReadWindows read, AnalysisInput whole) {
        Instant oldest =
                read.whole().stream()
                        .map(window -> window.window().start())
                        .min(Instant::compareTo)
                        .orElse(whole.asOf());
        return new StoredMarks(storage.jdbi(), plan.scope(), whole.policy().window())
                .oldestOtherThan(whole.periods())
                .filter(other -> other.isBefore(oldest))
                .orElse(oldest);
    }

    private Map<Segment, SegmentHistory> histories(
            RunPlan plan, Instant from, AnalysisInput whole) {
        DriftSettings drift = whole.policy().drift();
        return new SegmentHistories(storage.jdbi())
                .of(
                        plan.scope(),
                        whole.policy().window(),
                        from,
                        Math.max(drift.m(), drift.clear()),
                        whole.periods());
    }

    private List<WindowAnalysis> compared(
            RunPlan plan, AnalysisInput whole, Segment segment, List<WindowAnalysis> windows) {
        if (plan.moving().isEmpty() || windows.isEmpty()) {
            return windows;
        }
        WindowProfiles stored =
                new SegmentResults(storage.jdbi())
                        .find(plan.scope(), segment.text())
                        .map(found -> WindowProfiles.of(storage.jdbi(), found))
                        .orElseGet(() -> WindowProfiles.none(storage.jdbi()));
        return new MovingComparison(
                        stored, plan.moving().get(), plan.revision().policy(), whole.periods())
                .compare(windows);
    }

    /** Late labels leave what else is known of a window. */
    private static List<Window> readWhole(RunPlan plan) {
        return plan.job().windows().stream()
                .filter(touched -> !touched.labelsOnly())
                .map(TouchedWindow::window)
                .toList();
    }
}
