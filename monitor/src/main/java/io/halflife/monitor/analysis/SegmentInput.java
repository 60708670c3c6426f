// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.segment.Segment;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A segment of a version's rows in a run: what was read of it, and what is stored about it.
 *
 * @param windows those of the run in which it has rows
 * @param from alarm states of windows that start before it stand
 * @param verdicts primary rows: of each column at least those before {@code from} that its alarm
 *     state depends on, and all after it
 * @param performance rows that are not mature yet
 */
public record SegmentInput(
        Segment segment,
        List<WindowAnalysis> windows,
        Instant from,
        List<DriftResult> verdicts,
        List<PerformanceValue> performance) {

    public SegmentInput {
        Objects.requireNonNull(segment, "segment");
        Objects.requireNonNull(from, "from");
        windows = List.copyOf(windows);
        verdicts = List.copyOf(verdicts);
        performance = List.copyOf(performance);
    }
}
