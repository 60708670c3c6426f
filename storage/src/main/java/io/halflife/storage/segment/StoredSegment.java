// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.segment;

import io.halflife.monitor.segment.Segment;
import java.util.Objects;

/** A segment that a version had in an environment, and what its results are kept under. */
public record StoredSegment(int id, Segment segment) {

    public StoredSegment {
        Objects.requireNonNull(segment, "segment");
    }
}
