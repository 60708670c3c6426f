// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Which days are known to have their partitions. Shared by all writers; what is not known is asked
 * of the database, which makes what is missing.
 */
final class Partitions {

    private final Set<Long> known = ConcurrentHashMap.newKeySet();

    /** The day for which, and for the next, refused items have a place. */
    private volatile long rejectDay = Long.MIN_VALUE;

    /** Makes the partitions that these rows need, in a transaction of its own. */
    void ensure(Connection connection, List<IngestRow> rows) throws SQLException {
        Set<Long> missing = new TreeSet<>();
        for (IngestRow row : rows) {
            long micros = row.facts().eventMicros();
            if (micros != PgTime.NONE_MICROS && !known.contains(PgTime.day(micros))) {
                missing.add(PgTime.day(micros));
            }
        }
        if (!missing.isEmpty()) {
            make(connection, missing);
        }
        long today = TimeUnit.MILLISECONDS.toDays(System.currentTimeMillis());
        if (rejectDay != today) {
            makeForRejects(connection);
            rejectDay = today;
        }
    }

    /** For today and, as midnight may be near, for tomorrow, by the clock that dates the rows. */
    private static void makeForRejects(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "select halflife_ensure_reject_partition(now() + i * interval '1 day')"
                            + " from generate_series(0, 1) as i");
        }
        connection.commit();
    }

    private void make(Connection connection, Set<Long> days) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select halflife_ensure_partitions(?)")) {
            for (long day : days) {
                statement.setObject(
                        1, PgTime.instant(day * PgTime.MICROS_PER_DAY).atOffset(ZoneOffset.UTC));
                statement.execute();
                connection.commit();
                known.add(day);
            }
        }
    }

    /** A partition was gone after all: nothing is known any more. */
    void forget() {
        known.clear();
        rejectDay = Long.MIN_VALUE;
    }
}
