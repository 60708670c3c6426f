// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retention;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The jobs of a round that drop no partition. Each is a loop of short transactions. */
final class LogUpkeep {

    /** Freezing reads the whole partition, so a load of history is spread over rounds. */
    static final int CLOSED_PER_ROUND = 50;

    private static final Duration DAY = Duration.ofDays(1);

    /** Rows of the last minutes may still get company. */
    private static final Duration LATENCY_REST = Duration.ofMinutes(10);

    private static final Duration OVERLAP = Duration.ofHours(1);
    private static final int PENDING_ROWS = 200_000;
    private static final int LATENCY_MINUTES = 2_000;
    private static final int LATENCY_ROWS = 20_000;

    private static final String NOTE_SUCCESS =
            """
            insert into maintenance_state (task, last_success) values (?, ?)
            on conflict (task) do update set last_success = excluded.last_success returning 1
            """;

    private static final String NOTE_CLOSED =
            """
            insert into partition_state (name, closed_at) values (?, ?)
            on conflict (name) do update set closed_at = excluded.closed_at returning 1
            """;

    /** A job that is done once a day. */
    interface Job {
        void run() throws SQLException;
    }

    private record Pair(long first, long second) {}

    private final MaintenanceSession session;
    private final MaintenanceReport report;
    private final Instant now;

    LogUpkeep(MaintenanceSession session, MaintenanceReport report, Instant now) {
        this.session = session;
        this.report = report;
        this.now = now;
    }

    void daily(String task, Job job) throws SQLException {
        Instant last = lastSuccess(task);
        if (last == null || !last.plus(DAY).isAfter(now)) {
            job.run();
            session.call(NOTE_SUCCESS, task, now);
        }
    }

    private Instant lastSuccess(String task) throws SQLException {
        List<Instant> found =
                session.list(
                        "select last_success from maintenance_state where task = ?",
                        row -> MaintenanceSession.instant(row, "last_success"),
                        task);
        return found.isEmpty() ? null : found.get(0);
    }

    void expirePending() throws SQLException {
        Pair counts =
                pair(
                        "select n_due, n_matched from halflife_expire_pending(?, ?)",
                        now,
                        PENDING_ROWS);
        while (counts.first > 0) {
            report.endWaiting(counts.second, counts.first - counts.second);
            counts =
                    pair(
                            "select n_due, n_matched from halflife_expire_pending(?, ?)",
                            now,
                            PENDING_ROWS);
        }
    }

    /** Since the last time, with an overlap for transactions that were open then. */
    void compactLatencies() throws SQLException {
        Instant last = lastSuccess("compact");
        Instant since = last == null ? Instant.EPOCH : last.minus(LATENCY_REST).minus(OVERLAP);
        Instant before = now.minus(LATENCY_REST);
        long merged;
        do {
            merged =
                    pair(
                                    "select n_merged, n_made from halflife_compact_latencies(?, ?, ?)",
                                    since,
                                    before,
                                    LATENCY_MINUTES)
                            .first;
            report.merge(merged);
        } while (merged > 0);
        session.call(NOTE_SUCCESS, "compact", now);
    }

    void dropLatencies(Instant before) throws SQLException {
        long rows;
        do {
            rows =
                    session.one(
                            "select halflife_drop_latencies(?, ?)",
                            row -> row.getLong(1),
                            before,
                            LATENCY_ROWS);
            if (rows > 0) {
                report.drop("latency", 0, rows, 0);
            }
        } while (rows > 0);
    }

    /** Once, when its days are over: then no autovacuum has to freeze it in a hurry. */
    void close(Partition partition) throws SQLException {
        session.execute("vacuum (freeze, analyze) " + partition.name());
        session.call(NOTE_CLOSED, partition.name(), now);
        report.close();
    }

    void analyze(List<String> tables) throws SQLException {
        for (String table : tables) {
            session.execute("analyze " + table);
        }
    }

    private Pair pair(String sql, Object... parameters) throws SQLException {
        return session.one(sql, row -> new Pair(row.getLong(1), row.getLong(2)), parameters);
    }
}
