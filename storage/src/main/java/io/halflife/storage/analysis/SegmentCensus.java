// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/**
 * How often rows have which values, over the first rows of queries: what segments are chosen from.
 * The number of rows bounds the memory. Blocking.
 */
public final class SegmentCensus {

    /** Rows that are counted. */
    public static final int ROWS_MAX = 100_000;

    private SegmentCensus() {}

    /**
     * Counts the values of each key.
     *
     * @param queries whose rows are divided by that many keys; read one after the other
     * @return for each key the rows by value; rows without a value are not counted
     */
    public static List<Map<String, Long>> of(
            Jdbi jdbi, List<? extends RowQuery> queries, int keys) {
        List<Map<String, Long>> counts = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            counts.add(new HashMap<>());
        }
        jdbi.useTransaction(
                handle -> {
                    // A reference may be millions of rows, of which the first are read.
                    handle.execute("set local statement_timeout = '10min'");
                    count(handle.getConnection(), queries, counts);
                });
        return counts;
    }

    private static void count(
            Connection connection,
            List<? extends RowQuery> queries,
            List<Map<String, Long>> counts) {
        int rows = 0;
        for (RowQuery query : queries) {
            int left = ROWS_MAX - rows;
            try (RowCursor cursor = first(connection, query, left)) {
                rows += count(cursor, counts, left);
            } catch (SQLException e) {
                throw new IllegalStateException("counting values failed: " + e.getMessage(), e);
            }
            if (rows == ROWS_MAX) {
                return;
            }
        }
    }

    private static RowCursor first(Connection connection, RowQuery query, int rows)
            throws SQLException {
        return query instanceof DatabaseQuery stored
                ? CopyRows.first(connection, stored, rows)
                : query.open(connection);
    }

    private static int count(RowCursor cursor, List<Map<String, Long>> counts, int rowsMax)
            throws SQLException {
        String[] values = new String[counts.size()];
        int rows = 0;
        // Once more than there are rows to count, so that nothing is under way afterwards.
        while (cursor.next() && rows < rowsMax) {
            rows++;
            if (cursor.segments(values)) {
                for (int i = 0; i < values.length; i++) {
                    if (values[i] != null) {
                        counts.get(i).merge(values[i], 1L, Long::sum);
                    }
                }
            }
        }
        return rows;
    }
}
