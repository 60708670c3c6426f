// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import java.time.Instant;
import java.util.Objects;
import org.jdbi.v3.core.result.RowView;

/**
 * A reference of a version, as far as it has come.
 *
 * @param state COLLECTING, FROZEN, PROFILED or FAILED
 * @param rows rows frozen; 0 while collecting
 * @param frozenAt null while collecting
 */
public record ReferenceState(
        long referenceId, int versionId, String state, long rows, Instant frozenAt) {
    public ReferenceState {
        Objects.requireNonNull(state, "state");
    }

    /** From a row of the view {@code reference_state}. */
    public static ReferenceState of(RowView row) {
        Long rows = row.getColumn("row_count", Long.class);
        return new ReferenceState(
                row.getColumn("reference_id", Long.class),
                row.getColumn("version_id", Integer.class),
                row.getColumn("state", String.class),
                rows == null ? 0 : rows,
                row.getColumn("frozen_at", Instant.class));
    }
}
