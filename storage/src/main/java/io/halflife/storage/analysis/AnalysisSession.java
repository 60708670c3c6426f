// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.segment.Segment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The connection of a task, taken when it is first needed: one query after the other. One thread.
 */
public final class AnalysisSession implements AutoCloseable {

    private static final String REFERENCE =
            """
            select profile from reference_profile
             where reference_id = ? and role = ? and name = ?
            """;

    private static final String REFERENCE_OF_SEGMENT =
            """
            select profile from reference_segment_profile
             where reference_id = ? and segment_source = ? and segment_name = ?
               and segment_kind = ? and segment_value = ? and role = ? and name = ?
            """;

    private static final String REFERENCE_SLOT =
            """
            select profile from reference_slot_profile
             where reference_id = ? and cut = ? and role = ? and name = ? and slot = ?
            """;

    private final DatabaseAccess access;
    private Connection connection;

    /** The newest cursor; null before the first. */
    private RowCursor last;

    /** Whether the newest cursor could not be opened. */
    private boolean opening;

    public AnalysisSession(DatabaseAccess access) {
        this.access = access;
    }

    /** Rows of the log or of a reference. The cursor before it must be closed. */
    public RowCursor rows(RowQuery query) throws SQLException {
        Connection reading = connection();
        opening = true;
        last = query.open(reading);
        opening = false;
        return last;
    }

    /** One column of a reference as it is stored; empty where the reference does not have it. */
    public Optional<FeatureProfile> reference(long referenceId, Column column) throws SQLException {
        return profile(
                new Parameters(REFERENCE)
                        .add(referenceId)
                        .add(column.role().name())
                        .add(column.name()));
    }

    /** The same of one slot of a season; empty where the reference has no rows at these hours. */
    public Optional<FeatureProfile> referenceSlot(
            long referenceId, String cut, Column column, int slot) throws SQLException {
        return profile(
                new Parameters(REFERENCE_SLOT)
                        .add(referenceId)
                        .add(cut)
                        .add(column.role().name())
                        .add(column.name())
                        .add(slot));
    }

    /** The same of one segment of the reference. */
    public Optional<FeatureProfile> reference(long referenceId, Segment segment, Column column)
            throws SQLException {
        return profile(
                new Parameters(REFERENCE_OF_SEGMENT)
                        .add(referenceId)
                        .add(segment.key().source().jsonName())
                        .add(segment.key().name())
                        .add(segment.kind().jsonName())
                        .add(segment.value())
                        .add(column.role().name())
                        .add(column.name()));
    }

    private Optional<FeatureProfile> profile(Parameters query) throws SQLException {
        try (PreparedStatement statement = connection().prepareStatement(query.sql());
                ResultSet found = statement.executeQuery()) {
            return found.next()
                    ? Optional.of(FeatureProfile.fromBytes(found.getBytes(1)))
                    : Optional.empty();
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            connection = TaskConnections.take(access);
        }
        return connection;
    }

    /**
     * After a query that failed: the next one has a connection of its own. What cancels a cursor
     * that was not read to its end may still be on its way, and would cancel whatever came next.
     */
    public void reset() throws SQLException {
        if (connection != null) {
            Connection spoilt = connection;
            connection = null;
            last = null;
            opening = false;
            TaskConnections.discard(access, spoilt);
        }
    }

    /**
     * Gives the connection back for the next task, its transaction ended: one that stays open would
     * hold what it has read against whoever drops it. Where a task ended amid its rows, nobody else
     * can use the connection.
     */
    @Override
    public void close() throws SQLException {
        if (opening || (last != null && last.isUnderWay())) {
            reset();
        } else if (connection != null) {
            connection.rollback();
            connection.close();
        }
    }
}
