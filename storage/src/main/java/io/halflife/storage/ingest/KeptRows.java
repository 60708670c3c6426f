// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Finds predictions whose row was dropped and of which only the slim row is left: sent again they
 * are repeats all the same. Rows younger than the shortest retention, a day, cannot be among them.
 */
final class KeptRows {

    private static final String ANY =
            """
            select exists (select from prediction_slim
             where model_id = any(?) and event_time >= ? and event_time <= ?)
            """;

    private KeptRows() {}

    /** Settles those, and gives the others in their order. */
    static List<IngestRow> settle(
            Connection connection, Stage stage, IngestTable table, List<IngestRow> rows)
            throws SQLException {
        long young = PgTime.micros(Instant.now()) - PgTime.MICROS_PER_DAY;
        List<IngestRow> old =
                rows.stream().filter(row -> row.facts().eventMicros() < young).toList();
        if (old.isEmpty() || !isThereAny(connection, old)) {
            return rows;
        }
        stage.settleBy("prediction_slim", table, old);
        return rows.stream().filter(row -> !row.isSettled()).toList();
    }

    private static boolean isThereAny(Connection connection, List<IngestRow> rows)
            throws SQLException {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (IngestRow row : rows) {
            first = Math.min(first, row.facts().eventMicros());
            last = Math.max(last, row.facts().eventMicros());
        }
        Object[] models = rows.stream().map(row -> row.facts().modelId()).distinct().toArray();
        try (PreparedStatement statement = connection.prepareStatement(ANY)) {
            statement.setArray(1, connection.createArrayOf("int4", models));
            statement.setObject(2, PgTime.instant(first).atOffset(ZoneOffset.UTC));
            statement.setObject(3, PgTime.instant(last).atOffset(ZoneOffset.UTC));
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getBoolean(1);
            }
        }
    }
}
