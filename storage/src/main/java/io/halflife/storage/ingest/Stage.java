// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where rows are compared of which some may be there already: a temporary table of each
 * destination. Belongs to one connection.
 */
final class Stage {

    private static final String ROW_NUMBER = "row_no";

    /** The last field of a label's key, its revision: a length and an int4. */
    private static final int REVISION_FIELD = 8;

    private final Connection connection;

    private Stage(Connection connection) {
        this.connection = connection;
    }

    /** Makes the temporary tables, once per connection and outside any transaction. */
    static Stage in(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (IngestTable table : IngestTable.values()) {
                if (table.isKeyed()) {
                    statement.execute(create(table));
                }
            }
            statement.execute(
                    """
                    create temp table stage_label_key (
                      model_id int4, event_time timestamptz, prediction_id uuid, row_no int4
                    ) on commit delete rows
                    """);
        }
        return new Stage(connection);
    }

    private static String create(IngestTable table) {
        return "create temp table "
                + table.stage()
                + " on commit delete rows as select "
                + String.join(", ", table.columns())
                + ", 0::int4 as row_no from "
                + table.table()
                + " with no data";
    }

    /**
     * Stores those rows whose key is new and says of each row what became of it. All keys of the
     * list differ.
     */
    void store(IngestTable table, List<IngestRow> rows) throws SQLException {
        CopyStream.sendNumbered(connection, table.stage(), numbered(table.columns()), rows);
        BitSet stored = insert(table);
        for (int i = stored.nextSetBit(0); i >= 0; i = stored.nextSetBit(i + 1)) {
            rows.get(i).settle(RowOutcome.STORED);
        }
        if (stored.cardinality() < rows.size()) {
            compare(table, rows, stored, table.table());
        }
        execute("delete from " + table.stage());
        if (!rows.stream().allMatch(IngestRow::isSettled)) {
            // Its twin was there when it was written and is gone now: a model was just removed.
            throw new SQLException("a row vanished that stood in the way of another", "40001");
        }
    }

    /**
     * Settles those rows whose key stands in another table, without storing any; keys may repeat.
     *
     * @param other has the key and the content hash of the table
     */
    void settleBy(String other, IngestTable table, List<IngestRow> rows) throws SQLException {
        CopyStream.sendNumbered(connection, table.stage(), numbered(table.columns()), rows);
        compare(table, rows, new BitSet(), other);
        execute("delete from " + table.stage());
    }

    private BitSet insert(IngestTable table) throws SQLException {
        String columns = String.join(", ", table.columns());
        String key = String.join(", ", table.key());
        String sql =
                """
                with stored as (
                  insert into %s (%s) select %s from %s order by %s
                  on conflict do nothing returning %s)
                select s.row_no from %s s join stored using (%s)
                """
                        .formatted(
                                table.table(),
                                columns,
                                columns,
                                table.stage(),
                                key,
                                key,
                                table.stage(),
                                key);
        BitSet stored = new BitSet();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                stored.set(result.getInt(1));
            }
        }
        return stored;
    }

    /** "offset 0" keeps the planner from turning the look-up per row into a scan of the table. */
    private void compare(IngestTable table, List<IngestRow> rows, BitSet stored, String existing)
            throws SQLException {
        String match =
                table.key().stream()
                        .map(k -> "t." + k + " = s." + k)
                        .collect(Collectors.joining(" and "));
        String sql =
                """
                select s.row_no, e.content_hash = s.content_hash from %s s
                 cross join lateral (select t.content_hash from %s t where %s offset 0) e
                """
                        .formatted(table.stage(), existing, match);
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                int row = result.getInt(1);
                if (!stored.get(row)) {
                    boolean same = result.getBoolean(2);
                    rows.get(row).settle(same ? RowOutcome.DUPLICATE : RowOutcome.CONFLICT);
                }
            }
        }
    }

    /** Marks the labels whose prediction is not there. */
    void findPending(List<IngestRow> labels) throws SQLException {
        IngestRow first = labels.get(0);
        int keyOfPrediction = first.keyEnd() - first.start() - REVISION_FIELD;
        CopyStream.sendNumberedPrefixes(
                connection,
                "stage_label_key",
                List.of("model_id", "event_time", "prediction_id", ROW_NUMBER),
                labels,
                keyOfPrediction);
        String sql =
                """
                select s.row_no from stage_label_key s
                 cross join lateral (
                   select (select count(*) from prediction p
                            where p.model_id = s.model_id and p.event_time = s.event_time
                              and p.prediction_id = s.prediction_id)
                        + (select count(*) from prediction_slim p
                            where p.model_id = s.model_id and p.event_time = s.event_time
                              and p.prediction_id = s.prediction_id) as n) e
                 where e.n = 0
                """;
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                labels.get(result.getInt(1)).setPending(true);
            }
        }
        execute("delete from stage_label_key");
    }

    private static List<String> numbered(List<String> columns) {
        List<String> more = new ArrayList<>(columns);
        more.add(ROW_NUMBER);
        return more;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
