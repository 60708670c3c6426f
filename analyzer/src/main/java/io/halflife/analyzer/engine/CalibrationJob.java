// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.monitor.calibration.ReferenceCut;
import java.time.Instant;
import java.util.Objects;

/**
 * A reference to be cut into windows like those that are judged.
 *
 * @param reference its rows
 * @param first event time of its first row
 * @param last event time of its last
 */
public record CalibrationJob(
        ReferenceJob reference, ReferenceCut cut, Instant first, Instant last) {

    public CalibrationJob {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(cut, "cut");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(last, "last");
    }
}
