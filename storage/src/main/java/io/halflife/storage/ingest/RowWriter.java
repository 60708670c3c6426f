// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows of one table inside a transaction and settles each. Most batches hold no duplicate,
 * so the rows go straight to the table under a savepoint; only when a key is there already are they
 * staged and compared, and then the next batches too, because repeats come in swarms. A value that
 * the database refuses is found by halving, and costs only its own row. Belongs to one connection.
 */
final class RowWriter {

    /** After a duplicate key this many batches are staged at once. */
    private static final int STAGED_AFTER_DUPLICATE = 20;

    private static final Logger LOG = LoggerFactory.getLogger(RowWriter.class);

    private final Connection connection;
    private final Stage stage;
    private final IngestListener listener;
    private String lastLogged;
    private final Map<IngestTable, Integer> staged = new EnumMap<>(IngestTable.class);

    /** Distinct keys, and the rows that repeat one of them. */
    private record Parted(List<IngestRow> distinct, List<Repeat> repeats) {}

    private record Repeat(IngestRow row, IngestRow first) {}

    RowWriter(Connection connection, Stage stage, IngestListener listener) {
        this.connection = connection;
        this.stage = stage;
        this.listener = listener;
    }

    /**
     * Settles all rows.
     *
     * @param rows of one table, sorted by key; equal keys stand beside each other, the oldest first
     */
    void write(IngestTable table, List<IngestRow> rows) throws SQLException {
        if (!table.isKeyed()) {
            writeDistinct(table, rows);
            return;
        }
        List<IngestRow> left =
                table.isPrediction() ? KeptRows.settle(connection, stage, table, rows) : rows;
        while (!left.isEmpty()) {
            Parted parted = part(left);
            writeDistinct(table, parted.distinct);
            left = settleRepeats(table, parted.repeats);
        }
    }

    private static Parted part(List<IngestRow> rows) {
        Parted parted = new Parted(new ArrayList<>(rows.size()), new ArrayList<>());
        IngestRow first = null;
        for (IngestRow row : rows) {
            if (first != null && row.hasKeyOf(first)) {
                parted.repeats.add(new Repeat(row, first));
            } else {
                parted.distinct.add(row);
                first = row;
            }
        }
        return parted;
    }

    /**
     * The key of a repeat is in the table by now, so comparing is enough, however many there are.
     * Only where the first one was refused may the next be stored: those are given back.
     */
    private List<IngestRow> settleRepeats(IngestTable table, List<Repeat> repeats)
            throws SQLException {
        List<IngestRow> known = new ArrayList<>();
        List<IngestRow> again = new ArrayList<>();
        for (Repeat repeat : repeats) {
            boolean refused = repeat.first.outcome() == RowOutcome.UNSTORABLE;
            (refused ? again : known).add(repeat.row);
        }
        if (!known.isEmpty()) {
            stage.settleBy(table.table(), table, known);
        }
        return again;
    }

    /** Whether the next rows of a table are staged without a try. */
    boolean isStaging(IngestTable table) {
        return staged.getOrDefault(table, 0) > 0;
    }

    private void writeDistinct(IngestTable table, List<IngestRow> rows) throws SQLException {
        int more = staged.getOrDefault(table, 0);
        if (more > 0) {
            staged.put(table, more - 1);
            writeStaged(table, rows);
        } else {
            writeStraight(table, rows);
        }
    }

    private void writeStraight(IngestTable table, List<IngestRow> rows) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            CopyStream.send(connection, table.table(), table.columns(), rows);
            rows.forEach(row -> row.settle(RowOutcome.STORED));
        } catch (SQLException e) {
            switch (FailureKind.of(e)) {
                case DUPLICATE_KEY -> {
                    connection.rollback(before);
                    staged.put(table, STAGED_AFTER_DUPLICATE);
                    writeStaged(table, rows);
                }
                case VALUE -> {
                    connection.rollback(before);
                    halve(table, rows, e);
                }
                default -> throw e;
            }
        }
    }

    private void writeStaged(IngestTable table, List<IngestRow> rows) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            stage.store(table, rows);
        } catch (SQLException e) {
            if (FailureKind.of(e) != FailureKind.VALUE) {
                throw e;
            }
            connection.rollback(before);
            halve(table, rows, e);
        }
    }

    /** A value was refused: the row itself, or one of either half. */
    private void halve(IngestTable table, List<IngestRow> rows, SQLException refusal)
            throws SQLException {
        if (rows.size() == 1) {
            refuse(table, rows.get(0), refusal);
            return;
        }
        int middle = rows.size() / 2;
        writeStraight(table, rows.subList(0, middle));
        writeStraight(table, rows.subList(middle, rows.size()));
    }

    /** In the same transaction, so that whoever hears of it can also find it. */
    private void refuse(IngestTable table, IngestRow row, SQLException refusal)
            throws SQLException {
        row.settle(RowOutcome.UNSTORABLE);
        if (lastLogged == null || !lastLogged.equals(refusal.getSQLState())) {
            // Never the message, which may hold the value; each kind once in a row.
            lastLogged = refusal.getSQLState();
            LOG.error("a row for {} is unstorable: SQLSTATE {}", table, lastLogged);
        }
        listener.unstorable(table.table(), refusal.getSQLState());
        String sql =
                """
                insert into ingest_reject (door, model, item_sha, code, pointer, detail)
                values (?, (select name from model where id = ?), sha256(?), 'unstorable', '', ?)
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table.table());
            statement.setInt(2, row.facts().modelId());
            statement.setBytes(
                    3, Arrays.copyOfRange(row.bytes(), row.start(), row.start() + row.length()));
            statement.setString(4, "the database refused the row: " + refusal.getSQLState());
            statement.execute();
        }
    }
}
