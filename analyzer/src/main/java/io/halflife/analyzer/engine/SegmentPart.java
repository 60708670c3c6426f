// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.segment.Segment;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What leaves a task about a segment of a reference: one column, or why there is nothing; the
 * others are null.
 */
record SegmentPart(Segment segment, FeatureProfile profile, String failure)
        implements Serializable {

    /** All segments, from all parts of them. */
    static Attempt<Map<Segment, List<FeatureProfile>>> together(List<SegmentPart> parts) {
        Optional<String> failure =
                parts.stream().map(SegmentPart::failure).filter(Objects::nonNull).findFirst();
        if (failure.isPresent()) {
            return Attempt.failed(failure.get());
        }
        Map<Segment, List<FeatureProfile>> bySegment = new TreeMap<>();
        for (SegmentPart part : parts) {
            bySegment.computeIfAbsent(part.segment(), s -> new ArrayList<>()).add(part.profile());
        }
        return Attempt.of(bySegment);
    }
}
