// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.window.Window;
import java.util.List;

/**
 * What a run found out about segments: written in the transaction of its {@link AnalysisReport}.
 *
 * @param readWhole windows of which everything that is stored about segments is replaced
 */
public record SegmentsReport(List<Window> readWhole, List<SegmentReport> segments) {

    /** A version without segments. */
    public static final SegmentsReport NONE = new SegmentsReport(List.of(), List.of());

    public SegmentsReport {
        readWhole = List.copyOf(readWhole);
        segments = List.copyOf(segments);
    }
}
