// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.sql.SQLException;
import java.util.Set;

/**
 * Some days of a group have no partition and cannot get one now: a table of theirs is being dropped
 * or was detached, or somebody holds a lock. Rows of other days can be stored.
 */
final class ClosedDaysException extends SQLException {

    private static final long serialVersionUID = 1;

    private final transient Set<Long> days;

    /**
     * Of the days that were refused.
     *
     * @param days by {@link PgTime#day}
     * @param last what the database said of the last of them
     */
    ClosedDaysException(Set<Long> days, SQLException last) {
        super(last.getMessage(), last.getSQLState(), last);
        this.days = Set.copyOf(days);
    }

    /** Whether a batch has rows of these days. */
    boolean concerns(IngestBatch batch) {
        return batch.rows().stream().anyMatch(this::concerns);
    }

    private boolean concerns(IngestRow row) {
        long micros = row.facts().eventMicros();
        return micros != PgTime.NONE_MICROS && days.contains(PgTime.day(micros));
    }
}
