// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which days are known to have their partitions. Shared by all writers; what is not known is asked
 * of the database, which makes what is missing.
 */
final class Partitions {

    private static final String DETACHED = "55006";
    private static final String LOCKED = "55P03";

    /** Once somebody's lock was in the way, the other days of a group wait for hardly any more. */
    private static final String LOCK_WAIT = "set local lock_timeout = '2s'";

    private static final String LOCK_WAIT_NEXT = "set local lock_timeout = '10ms'";

    private static final long WARN_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long NEVER = Long.MIN_VALUE;

    private final AtomicLong warnedAt = new AtomicLong(NEVER);
    private final Set<Long> known = ConcurrentHashMap.newKeySet();

    /** The day for which, and for the next, refused items have a place. */
    private volatile long rejectDay = Long.MIN_VALUE;

    /**
     * Makes the partitions that these rows need, in transactions of its own.
     *
     * @throws ClosedDaysException after all the others were made
     */
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
        Set<Long> closed = new HashSet<>();
        SQLException last = null;
        String lockWait = LOCK_WAIT;
        for (long day : days) {
            try {
                make(connection, day, lockWait);
                known.add(day);
            } catch (SQLException e) {
                if (!isClosed(e)) {
                    throw e;
                }
                connection.rollback();
                closed.add(day);
                last = e;
                lockWait = LOCKED.equals(e.getSQLState()) ? LOCK_WAIT_NEXT : lockWait;
            }
        }
        if (last != null) {
            throw new ClosedDaysException(closed, last);
        }
    }

    private static void make(Connection connection, long day, String lockWait) throws SQLException {
        try (Statement settings = connection.createStatement();
                PreparedStatement statement =
                        connection.prepareStatement("select halflife_ensure_partitions(?)")) {
            settings.execute(lockWait);
            statement.setObject(
                    1, PgTime.instant(day * PgTime.MICROS_PER_DAY).atOffset(ZoneOffset.UTC));
            statement.execute();
            connection.commit();
        }
    }

    private static boolean isClosed(SQLException e) {
        return DETACHED.equals(e.getSQLState()) || LOCKED.equals(e.getSQLState());
    }

    /** Whether it is time to say again that days are closed; senders may try often. */
    boolean mayWarn() {
        long now = System.nanoTime();
        long last = warnedAt.get();
        boolean due = last == NEVER || now - last >= WARN_NANOS;
        return due && warnedAt.compareAndSet(last, now);
    }

    /** A partition was gone after all: nothing is known any more. */
    void forget() {
        known.clear();
        rejectDay = Long.MIN_VALUE;
    }
}
