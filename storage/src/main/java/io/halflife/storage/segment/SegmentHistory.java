// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.segment;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.performance.PerformanceValue;
import java.util.List;

/**
 * What a run needs to know about a segment before it judges.
 *
 * @param verdicts primary rows that alarm states still depend on
 * @param performance rows that are not mature
 */
public record SegmentHistory(List<DriftResult> verdicts, List<PerformanceValue> performance) {

    public static final SegmentHistory NONE = new SegmentHistory(List.of(), List.of());

    public SegmentHistory {
        verdicts = List.copyOf(verdicts);
        performance = List.copyOf(performance);
    }
}
