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

/**
 * Writes rows of one table inside a transaction and settles each. Most batches hold no duplicate,
 * so the rows go straight to the table under a savepoint; only when a key is there already are they
 * staged and compared, and then the next batches too, because repeats come in swarms. A value that
 * the database refuses is found by halving, and costs only its own row. Belongs to one connection.
 */
final class RowWriter {

    /** After a duplicate key this many batches are staged at once. */
    private static final int STAGED_AFTER_DUPLICATE = 20;

    private final Connection connection;
    private final Stage stage;
    private final Map<IngestTable, Integer> staged = new EnumMap<>(IngestTable.class);

    RowWriter(Connection connection, Stage stage) {
        this.connection = connection;
        this.stage = stage;
    }

    /**
     * Settles all rows.
     *
     * @param rows of one table, sorted by key; equal keys stand beside each other, the oldest first
     */
    void write(IngestTable table, List<IngestRow> rows) throws SQLException {
        List<IngestRow> left = rows;
        while (!left.isEmpty()) {
            List<IngestRow> repeats = new ArrayList<>();
            List<IngestRow> distinct = table.isKeyed() ? distinct(left, repeats) : left;
            writeDistinct(table, distinct);
            left = repeats;
        }
    }

    private static List<IngestRow> distinct(List<IngestRow> rows, List<IngestRow> repeats) {
        List<IngestRow> distinct = new ArrayList<>(rows.size());
        for (IngestRow row : rows) {
            IngestRow last = distinct.isEmpty() ? null : distinct.get(distinct.size() - 1);
            if (last != null && row.hasKeyOf(last)) {
                repeats.add(row);
            } else {
                distinct.add(row);
            }
        }
        return distinct;
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
                    halve(table, rows);
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
            halve(table, rows);
        }
    }

    /** A value was refused: the row itself, or one of either half. */
    private void halve(IngestTable table, List<IngestRow> rows) throws SQLException {
        if (rows.size() == 1) {
            refuse(table, rows.get(0));
            return;
        }
        int middle = rows.size() / 2;
        writeStraight(table, rows.subList(0, middle));
        writeStraight(table, rows.subList(middle, rows.size()));
    }

    /** In the same transaction, so that whoever hears of it can also find it. */
    private void refuse(IngestTable table, IngestRow row) throws SQLException {
        row.settle(RowOutcome.UNSTORABLE);
        String sql =
                """
                insert into ingest_reject (door, item_sha, code, pointer, detail)
                values (?, sha256(?), 'unstorable', '', 'the database refused a value of the row')
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table.table());
            statement.setBytes(
                    2, Arrays.copyOfRange(row.bytes(), row.start(), row.start() + row.length()));
            statement.execute();
        }
    }
}
