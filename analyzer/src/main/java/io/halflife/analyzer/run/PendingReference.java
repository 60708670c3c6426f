// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.engine.ReferenceJob;
import java.util.Objects;
import java.util.Optional;

/**
 * A reference that is to be profiled: from rows, or without reading any.
 *
 * @param job which rows; empty for none
 * @param values how many numbers it will hold at most
 * @param step what is done instead of reading
 */
record PendingReference(Optional<ReferenceJob> job, long values, Runnable step) {

    PendingReference {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(step, "step");
    }

    static PendingReference of(ReferenceJob job, long rows) {
        long values = rows * job.version().signature().numeric().size();
        return new PendingReference(Optional.of(job), values, () -> {});
    }

    static PendingReference without(Runnable step) {
        return new PendingReference(Optional.empty(), 0, step);
    }
}
