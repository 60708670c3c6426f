// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What an error of the database means for the rows that were being written. */
enum FailureKind {
    /** The key is there already. */
    DUPLICATE_KEY,
    /** Another transaction was in the way; at once is soon enough. */
    RETRY,
    /** The day or month has no partition (any more). */
    NO_PARTITION,
    /** One of the values, which our checks should not have let through. */
    VALUE,
    /** The database is not there, is full, or does not take writes. */
    UNAVAILABLE,
    /** A bug of ours. */
    BUG;

    /** A standby, or told so. */
    static final String READ_ONLY = "25006";

    static FailureKind of(SQLException e) {
        String state = e.getSQLState() == null ? "08000" : e.getSQLState();
        return switch (state) {
            case "23505" -> DUPLICATE_KEY;
            case "40001", "40P01" -> RETRY;
            case "23514" -> constraint(e).isEmpty() ? NO_PARTITION : VALUE;
            case READ_ONLY -> UNAVAILABLE;
            default -> ofClass(state.substring(0, 2));
        };
    }

    private static FailureKind ofClass(String stateClass) {
        return switch (stateClass) {
            // 54: too large for a page or an index, whatever our limits say.
            case "22", "23", "54" -> VALUE;
            // 55: locked, or a partition on its way out.
            case "08", "40", "53", "55", "57", "58" -> UNAVAILABLE;
            default -> BUG;
        };
    }

    private static String constraint(SQLException e) {
        ServerErrorMessage message =
                e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        String name = message == null ? null : message.getConstraint();
        return name == null ? "" : name;
    }
}
