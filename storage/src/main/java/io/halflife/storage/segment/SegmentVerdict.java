// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.segment;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.segment.SegmentKey;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What was judged of one column in one segment of a window: its primary test. */
public record SegmentVerdict(Segment segment, DriftResult primary) {

    public SegmentVerdict {
        Objects.requireNonNull(segment, "segment");
        Objects.requireNonNull(primary, "primary");
    }

    static Comparator<SegmentVerdict> inOrderOf(List<SegmentKey> keys) {
        return Comparator.comparing((SegmentVerdict v) -> keys.indexOf(v.segment().key()))
                .thenComparing(v -> v.segment().kind())
                .thenComparing(v -> -v.primary().n())
                .thenComparing(v -> v.segment().value());
    }
}
