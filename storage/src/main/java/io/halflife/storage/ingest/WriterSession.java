// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import io.halflife.storage.StorageSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * One writer's connection, outside the pool, and the transaction that stores the rows of many
 * requests. Belongs to one thread.
 */
final class WriterSession implements AutoCloseable {

    /** Fail fast: a request waits five seconds in all. */
    private static final String SETTINGS =
            """
            set lock_timeout = '2s';
            set statement_timeout = '10s';
            set idle_in_transaction_session_timeout = '30s';
            set timezone = 'UTC'
            """;

    private static final String CONNECT_SECONDS = "3";
    private static final String SOCKET_SECONDS = "12";

    private final Connection connection;
    private final Stage stage;
    private final RowWriter writer;
    private final Partitions partitions;
    private final Environments environments;

    private WriterSession(
            Connection connection,
            Stage stage,
            RowWriter writer,
            Partitions partitions,
            Environments environments) {
        this.connection = connection;
        this.stage = stage;
        this.writer = writer;
        this.partitions = partitions;
        this.environments = environments;
    }

    /**
     * Connects.
     *
     * @throws SQLException also when the database takes no writes: so nothing is read from a
     *     sender, and the next try may find the one that does
     */
    static WriterSession open(
            StorageSettings settings,
            Partitions partitions,
            Environments environments,
            IngestListener listener)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("ApplicationName", "halflife-writer");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", SOCKET_SECONDS);
        Connection connection = DriverManager.getConnection(settings.url(), properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
            requireWritable(statement);
            Stage stage = Stage.in(connection);
            connection.setAutoCommit(false);
            RowWriter writer = new RowWriter(connection, stage, listener);
            return new WriterSession(connection, stage, writer, partitions, environments);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void requireWritable(Statement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery("show transaction_read_only")) {
            if (answer.next() && answer.getBoolean(1)) {
                throw new SQLException("the database is read-only", FailureKind.READ_ONLY);
            }
        }
    }

    /**
     * Stores all rows of all batches in one transaction. When it returns they are committed and
     * settled; when it throws none is, unless the outcome of the COMMIT itself is unknown.
     */
    void commit(List<IngestBatch> batches) throws SQLException {
        List<IngestRow> rows = new ArrayList<>();
        batches.forEach(batch -> rows.addAll(batch.rows()));
        try {
            partitions.ensure(connection, rows);
            Owners.settleOrphans(connection, rows);
            Owners.settleFrozen(connection, rows);
            Map<IngestTable, List<IngestRow>> byTable = byTable(rows);
            Set<Environments.Pair> fresh = noteEnvironments(byTable);
            for (Map.Entry<IngestTable, List<IngestRow>> entry : byTable.entrySet()) {
                writer.write(entry.getKey(), entry.getValue());
            }
            countLatencies(byTable);
            findPending(byTable);
            connection.commit();
            environments.remember(fresh);
        } catch (SQLException | RuntimeException e) {
            rows.forEach(IngestRow::unsettle);
            throw e;
        }
    }

    private static Map<IngestTable, List<IngestRow>> byTable(List<IngestRow> rows) {
        Map<IngestTable, List<IngestRow>> byTable = new EnumMap<>(IngestTable.class);
        for (IngestRow row : rows) {
            if (!row.isSettled()) {
                byTable.computeIfAbsent(row.table(), t -> new ArrayList<>()).add(row);
            }
        }
        byTable.forEach(
                (table, list) -> {
                    if (table.isKeyed()) {
                        Collections.sort(list, IngestRow::compareKey);
                    }
                });
        return byTable;
    }

    private Set<Environments.Pair> noteEnvironments(Map<IngestTable, List<IngestRow>> byTable)
            throws SQLException {
        return environments.note(connection, ofPredictions(byTable));
    }

    private void countLatencies(Map<IngestTable, List<IngestRow>> byTable) throws SQLException {
        LatencyDeltas deltas = new LatencyDeltas();
        for (IngestRow row : ofPredictions(byTable)) {
            if (row.outcome() == RowOutcome.STORED) {
                deltas.add(row.facts());
            }
        }
        deltas.write(connection);
    }

    private void findPending(Map<IngestTable, List<IngestRow>> byTable) throws SQLException {
        List<IngestRow> labels = new ArrayList<>();
        byTable.forEach(
                (table, rows) -> {
                    if (table.isMatchedLabel()) {
                        rows.stream().filter(r -> r.outcome().isStored()).forEach(labels::add);
                    }
                });
        if (!labels.isEmpty()) {
            stage.findPending(labels);
        }
    }

    private static List<IngestRow> ofPredictions(Map<IngestTable, List<IngestRow>> byTable) {
        List<IngestRow> predictions = new ArrayList<>();
        byTable.forEach(
                (table, rows) -> {
                    if (table.isPrediction()) {
                        predictions.addAll(rows);
                    }
                });
        return predictions;
    }

    /** Back to a clean connection; false where it is lost. */
    boolean recover() {
        try {
            if (connection.isClosed()) {
                return false;
            }
            connection.rollback();
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
