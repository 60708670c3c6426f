// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import java.time.Instant;
import java.util.Objects;

/**
 * A reference of a version, as far as it has come.
 *
 * @param state COLLECTING, FROZEN or PROFILED
 * @param rows rows frozen; 0 while collecting
 * @param frozenAt null while collecting
 */
public record ReferenceState(
        long referenceId, int versionId, String state, long rows, Instant frozenAt) {
    public ReferenceState {
        Objects.requireNonNull(state, "state");
    }
}
