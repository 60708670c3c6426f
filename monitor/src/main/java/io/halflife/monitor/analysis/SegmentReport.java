// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.profile.WindowProfile;
import io.halflife.monitor.segment.Segment;
import java.util.List;
import java.util.Objects;

/**
 * What a run found out about a segment. The lists mean what they mean in {@link AnalysisReport};
 * fits, decisions and requests are the whole's alone.
 */
public record SegmentReport(
        Segment segment,
        List<WindowProfile> profiles,
        List<DriftResult> verdicts,
        List<DriftResult> restated,
        List<PerformanceValue> performance) {

    public SegmentReport {
        Objects.requireNonNull(segment, "segment");
        profiles = List.copyOf(profiles);
        verdicts = List.copyOf(verdicts);
        restated = List.copyOf(restated);
        performance = List.copyOf(performance);
    }
}
