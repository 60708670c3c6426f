// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.archive;

import io.halflife.storage.analysis.DatabaseAccess;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Reads the rows of a unit whole, in the order of their key and in portions. A row is an array of
 * nullable values in the order of {@link #columns}: times are microseconds since 1970 and whole
 * numbers {@code Long}, ids {@code UUID}, numbers {@code Double}, the rest {@code String}. Behind
 * them a prediction has its numeric features, categorical features and probabilities, {@code
 * Object[]} each, the last or null.
 */
public final class ArchiveRows {

    private static final int FETCH_ROWS = 1000;

    private static final List<String> PREDICTION =
            List.of(
                    "event_time",
                    "prediction_id",
                    "received_at",
                    "available_at",
                    "id_text",
                    "predicted_class",
                    "score",
                    "value",
                    "latency_seconds",
                    "non_finite",
                    "tags",
                    "extra",
                    "trace_id",
                    "content_hash");

    private static final List<String> GROUND_TRUTH =
            List.of(
                    "event_time",
                    "prediction_id",
                    "received_at",
                    "available_at",
                    "revision",
                    "actual_class",
                    "actual_value",
                    "observed_at",
                    "source",
                    "content_hash");

    private static final String SELECT_PREDICTIONS =
            """
            select %1$s, p.numeric_features, p.categorical_features, p.probabilities
              from %2$s p
             where p.model_id = ? and p.version_id = ? and p.environment = ? and %3$s
             order by p.event_time, p.prediction_id
            """;

    private static final String SELECT_GROUND_TRUTH =
            """
            select %1$s from %2$s p where p.model_id = ? and %3$s
             order by p.event_time, p.prediction_id, p.revision
            """;

    private final DatabaseAccess access;
    private final ArchiveCatalog catalog;

    public ArchiveRows(DatabaseAccess access, ArchiveCatalog catalog) {
        this.access = access;
        this.catalog = catalog;
    }

    /** The columns that every row of the table has, in their order. */
    public static List<String> columns(ArchiveKind kind) {
        return kind == ArchiveKind.PREDICTION ? PREDICTION : GROUND_TRUTH;
    }

    /** How many rows there were. */
    public long read(ArchiveUnit unit, Consumer<Object[]> rows) {
        try (Connection connection = access.open();
                PreparedStatement statement = prepare(connection, unit)) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet result = statement.executeQuery()) {
                long read = 0;
                while (result.next()) {
                    rows.accept(row(unit.stretch().kind(), result));
                    read++;
                }
                return read;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("reading rows failed: " + e.getMessage(), e);
        }
    }

    private PreparedStatement prepare(Connection connection, ArchiveUnit unit) throws SQLException {
        ArchiveKind kind = unit.stretch().kind();
        String sql = kind == ArchiveKind.PREDICTION ? SELECT_PREDICTIONS : SELECT_GROUND_TRUTH;
        String columns = "p." + String.join(", p.", columns(kind)).replace("tags", "tags::text");
        String notArchived =
                UnarchivedRows.NOT_ARCHIVED
                        .replace(":archive", "?")
                        .replace(":kind", "?")
                        .replace(":until", "?");
        PreparedStatement statement =
                connection.prepareStatement(
                        sql.formatted(
                                columns.replace("p.extra", "p.extra::text"),
                                unit.stretch().table(),
                                notArchived));
        int position = 0;
        statement.setInt(++position, unit.modelId());
        if (kind == ArchiveKind.PREDICTION) {
            statement.setInt(++position, unit.versionId());
            statement.setString(++position, unit.environment());
        }
        statement.setObject(++position, unit.until().atOffset(ZoneOffset.UTC));
        statement.setObject(++position, catalog.id());
        statement.setString(++position, kind.table());
        return statement;
    }

    private static Object[] row(ArchiveKind kind, ResultSet result) throws SQLException {
        List<String> columns = columns(kind);
        boolean prediction = kind == ArchiveKind.PREDICTION;
        Object[] row = new Object[columns.size() + (prediction ? 3 : 0)];
        for (int i = 0; i < columns.size(); i++) {
            row[i] = value(columns.get(i), result, i + 1);
        }
        for (int i = columns.size(); i < row.length; i++) {
            Array array = result.getArray(i + 1);
            row[i] = array == null ? null : array.getArray();
        }
        return row;
    }

    private static Object value(String column, ResultSet result, int position) throws SQLException {
        return switch (column) {
            case "event_time", "received_at", "available_at", "observed_at" ->
                    PostgresMicros.of(result, position);
            case "prediction_id" -> result.getObject(position, UUID.class);
            case "score", "value", "latency_seconds", "actual_value" ->
                    result.getObject(position, Double.class);
            case "non_finite", "revision", "content_hash" -> result.getLong(position);
            default -> result.getString(position);
        };
    }
}
