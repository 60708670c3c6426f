// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retention;

import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Drops a partition in steps of which each may be the last that a process lives to do: the next
 * round goes on where it ended and nothing is lost.
 *
 * <ol>
 *   <li>What outlives the rows is copied while readers still find the rows themselves.
 *   <li>DETACH CONCURRENTLY: no writer and no reader of other partitions waits. A detach that was
 *       cut off is finished by FINALIZE.
 *   <li>What arrived meanwhile is copied too. Nobody can write to the stretch now: where the
 *       detached table lies no partition is made, and whoever tries is told 503.
 *   <li>The table goes, and with it the note about it, in one transaction.
 * </ol>
 */
final class PartitionDrop {

    private static final int FILL_ROWS = 50_000;
    private static final int TRIES = 3;
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String QUERY_CANCELED = "57014";

    private static final String MARK =
            """
            insert into partition_state (name, drop_began_at) values (?, now())
            on conflict (name) do update set drop_began_at = now() returning 1
            """;

    static final String UNMARK =
            "update partition_state set drop_began_at = null where name = ? returning 1";

    private static final String FILL =
            """
            select n_scanned, last_model, last_event::text, last_id::text
              from halflife_fill_slim(?, ?, cast(? as timestamptz), cast(? as uuid), ?)
            """;

    private static final String SIZE =
            """
            select pg_total_relation_size(oid) as bytes, greatest(reltuples, 0)::bigint as n
              from pg_class where oid = cast(? as regclass)
            """;

    /** Where filling has come to. */
    private record Key(long scanned, int model, String event, String id) {
        static final Key BEFORE_ALL =
                new Key(0, Integer.MIN_VALUE, "-infinity", "00000000-0000-0000-0000-000000000000");
    }

    private record Size(long bytes, long rows) {}

    private final MaintenanceSession session;
    private final PartitionList partitions;
    private final MaintenanceReport report;
    private final Consumer<String> done;
    private final boolean archivedOnly;

    /**
     * A drop.
     *
     * @param done hears of each step that is done
     * @param archivedOnly whether rows stay until they lie in an archive
     */
    PartitionDrop(
            MaintenanceSession session,
            PartitionList partitions,
            MaintenanceReport report,
            Consumer<String> done,
            boolean archivedOnly) {
        this.archivedOnly = archivedOnly;
        this.session = session;
        this.partitions = partitions;
        this.report = report;
        this.done = done;
    }

    /**
     * Drops it, or goes as far as the locks of others allow.
     *
     * @param quietSince a partition to which somebody has written since then stays
     * @return false where somebody's lock held it up: then it stands in the way of the others of
     *     its table
     */
    boolean drop(Partition partition, Instant quietSince) throws SQLException {
        try {
            if (partition.state() == Partition.State.ATTACHED) {
                if (!begin(partition, quietSince)) {
                    return true;
                }
                detach(partition);
            } else if (partition.state() == Partition.State.DETACHING) {
                finish(partition);
            }
            remove(partition);
            return true;
        } catch (SQLException e) {
            if (!isHeldUp(e)) {
                throw e;
            }
            report.postpone();
            return false;
        }
    }

    /** False where somebody wrote to it while it was copied. */
    private boolean begin(Partition partition, Instant quietSince) throws SQLException {
        session.call(MARK, partition.name());
        done.accept("marked");
        if (partition.parent().hasSlimRows()) {
            fill(partition);
            done.accept("copied");
        }
        boolean quiet = partitions.isQuietSince(partition, quietSince);
        if (!quiet) {
            session.call(UNMARK, partition.name());
        }
        return quiet;
    }

    /** How many rows it holds. */
    private long fill(Partition partition) throws SQLException {
        session.call("select halflife_ensure_slim_partition(?)", partition.lower());
        long rows = 0;
        Key key = next(partition, Key.BEFORE_ALL);
        while (key.scanned > 0) {
            rows += key.scanned;
            key = key.scanned < FILL_ROWS ? Key.BEFORE_ALL : next(partition, key);
        }
        return rows;
    }

    private Key next(Partition partition, Key after) throws SQLException {
        return session.one(
                FILL,
                row -> new Key(row.getLong(1), row.getInt(2), row.getString(3), row.getString(4)),
                partition.name(),
                after.model,
                after.event,
                after.id,
                FILL_ROWS);
    }

    private void detach(Partition partition) throws SQLException {
        withTries(alter(partition) + " concurrently", partition);
        done.accept("detached");
    }

    private void finish(Partition partition) throws SQLException {
        session.execute("set lock_timeout = '1s'");
        try {
            session.execute(alter(partition) + " finalize");
        } finally {
            session.execute("set lock_timeout = '2s'");
        }
        done.accept("finalized");
    }

    /** After a try that was cut off the detach is half done, and only FINALIZE goes on with it. */
    private void withTries(String sql, Partition partition) throws SQLException {
        try {
            session.execute(sql);
        } catch (SQLException e) {
            if (!isHeldUp(e)) {
                throw e;
            }
            boolean attached =
                    session.one(
                            "select halflife_is_attached(?)",
                            row -> row.getBoolean(1),
                            partition.name());
            if (attached) {
                throw e;
            }
            finish(partition);
        }
    }

    private static String alter(Partition partition) {
        return "alter table "
                + partition.parent().table()
                + " detach partition "
                + partition.name();
    }

    private void remove(Partition partition) throws SQLException {
        if (archivedOnly
                && partition.parent().canBeArchived()
                && !partitions.isArchived(partition)) {
            takeBack(partition);
            return;
        }
        Size size =
                session.one(
                        SIZE, row -> new Size(row.getLong(1), row.getLong(2)), partition.name());
        long rows = size.rows;
        if (partition.parent().hasSlimRows()) {
            rows = fill(partition);
            done.accept("copied again");
        }
        for (int tries = 1; true; tries++) {
            try {
                session.executeTogether(
                        "drop table " + partition.name(),
                        "delete from partition_state where name = '" + partition.name() + "'");
                break;
            } catch (SQLException e) {
                if (tries == TRIES || !isHeldUp(e)) {
                    throw e;
                }
            }
        }
        report.drop(partition.parent().table(), 1, rows, size.bytes);
        done.accept("dropped");
    }

    /** Rows that came while it was detached are in no archive yet: it becomes a partition again. */
    private void takeBack(Partition partition) throws SQLException {
        session.execute(
                "alter table "
                        + partition.parent().table()
                        + " attach partition "
                        + partition.name()
                        + " for values from ('"
                        + partition.lower()
                        + "') to ('"
                        + partition.upper()
                        + "')");
        session.call(UNMARK, partition.name());
        report.awaitArchive();
        done.accept("taken back");
    }

    private static boolean isHeldUp(SQLException e) {
        return LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || QUERY_CANCELED.equals(e.getSQLState());
    }
}
