// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * Ground truth of a stretch that lies in no archive and that a run may see, rising in key and
 * revision. One thread.
 */
public final class LiveLabels implements KeyedRows {

    private static final int FETCH_ROWS = 1000;

    private static final String SELECT =
            """
            select p.event_time, p.prediction_id, p.revision, p.actual_class, p.actual_value
              from ground_truth p
             where p.model_id = ? and p.event_time >= ? and p.event_time < ? and p.available_at <= ?
            %s
             order by p.event_time, p.prediction_id, p.revision
            """
                    .formatted(ArchivedStretch.NOT_ARCHIVED);

    private final PreparedStatement statement;
    private final ResultSet rows;
    private long time;
    private UUID id;

    private LiveLabels(PreparedStatement statement) throws SQLException {
        this.statement = statement;
        this.rows = statement.executeQuery();
    }

    public static LiveLabels open(
            Connection connection, WindowRows window, List<ArchivedStretch> archived)
            throws SQLException {
        Parameters parameters =
                new Parameters(SELECT)
                        .add(window.view().modelId())
                        .add(window.stretch())
                        .add(window.view().asOf());
        for (String literal : ArchivedStretch.literals(archived)) {
            parameters.add(literal);
        }
        PreparedStatement statement = connection.prepareStatement(parameters.sql());
        statement.setFetchSize(FETCH_ROWS);
        return new LiveLabels(statement);
    }

    @Override
    public boolean next() throws SQLException {
        if (!rows.next()) {
            return false;
        }
        Instant at = rows.getObject(1, OffsetDateTime.class).toInstant();
        time = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        id = rows.getObject(2, UUID.class);
        return true;
    }

    @Override
    public long time() {
        return time;
    }

    @Override
    public long upper() {
        return id.getMostSignificantBits();
    }

    @Override
    public long lower() {
        return id.getLeastSignificantBits();
    }

    public int revision() throws SQLException {
        return rows.getInt(3);
    }

    public String actualClass() throws SQLException {
        return rows.getString(4);
    }

    public double actualValue() throws SQLException {
        double value = rows.getDouble(5);
        return rows.wasNull() ? Double.NaN : value;
    }

    @Override
    public void close() throws SQLException {
        try (statement;
                rows) {
            // Closed in this order backwards.
        }
    }
}
