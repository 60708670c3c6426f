// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.window.Window;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges every segment as {@link Analysis} judges all rows: the same tests, the same rules, alarm
 * states of its own. Each segment's window is a family of its own, so that a segment's verdicts
 * depend on no other segment, and naming one changes nothing that is said about all rows.
 *
 * <p>A pure function, like {@link Analysis}.
 */
public final class SegmentAnalysis {

    private SegmentAnalysis() {}

    /**
     * The reports of the segments, in the order given.
     *
     * @param whole the run's input about all rows
     * @param readWhole windows that were read with all their columns: what is stored about any
     *     segment of them is replaced
     */
    public static SegmentsReport of(
            AnalysisInput whole, List<SegmentInput> segments, List<Window> readWhole) {
        List<SegmentReport> reports =
                segments.stream()
                        .map(s -> Analysis.ofSegment(s.segment(), partOf(whole, s)))
                        .toList();
        return new SegmentsReport(readWhole, reports);
    }

    /**
     * Rows of segments are stored without marks, so that none can be out of date: what periods say
     * is said here, and states follow from where the run begins, whichever columns it read.
     */
    private static AnalysisInput partOf(AnalysisInput whole, SegmentInput segment) {
        List<DriftResult> marked =
                segment.verdicts().stream()
                        .map(row -> row.withMarks(whole.periods().of(row.column(), row.window())))
                        .toList();
        Set<Column> columns =
                marked.stream().map(DriftResult::column).collect(Collectors.toUnmodifiableSet());
        return whole.narrowedTo(
                        segment.windows(),
                        new History(marked, segment.performance(), List.of(), List.of()))
                .after(new EarlierPortions(0, 0, segment.from(), Set.of(), columns));
    }
}
