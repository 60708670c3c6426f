// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What partitions there are, and what maintenance knows of each. */
final class PartitionList {

    private static final String LIST =
            """
            select p.name, p.lower_bound, p.upper_bound, p.state, s.last_write,
                   s.drop_began_at is not null as drop_began, s.closed_at is not null as closed
              from halflife_partitions(?) p left join partition_state s on s.name = p.name
             order by p.lower_bound, p.name
            """;

    private static final String NOTE_WRITE =
            """
            insert into partition_state (name, last_write) values (?, ?)
            on conflict (name) do update set last_write = excluded.last_write returning 1
            """;

    private final MaintenanceSession session;

    PartitionList(MaintenanceSession session) {
        this.session = session;
    }

    /** Oldest first. */
    List<Partition> of(PartitionedTable parent) throws SQLException {
        return session.list(LIST, row -> partition(parent, row), parent.table());
    }

    private static Partition partition(PartitionedTable parent, ResultSet row) throws SQLException {
        return new Partition(
                parent,
                row.getString("name"),
                MaintenanceSession.instant(row, "lower_bound"),
                MaintenanceSession.instant(row, "upper_bound"),
                Partition.State.valueOf(row.getString("state")),
                MaintenanceSession.instant(row, "last_write"),
                row.getBoolean("drop_began"),
                row.getBoolean("closed"));
    }

    /**
     * Whether nothing of the partition may be needed any more: its stretch and its last write are
     * both older than {@code kept}. Rows are looked at only when the last write that is known is
     * old enough, so a partition of loaded history is looked at once per {@code kept}.
     */
    boolean isDue(Partition partition, Instant now, Duration kept) throws SQLException {
        Instant oldest = now.minus(kept);
        if (partition.upper().isAfter(oldest)) {
            return false;
        }
        Instant known = partition.lastWrite();
        return (known == null || known.isBefore(oldest)) && isQuietSince(partition, oldest);
    }

    /** Whether every row of it lies in an archive that counts. */
    boolean isArchived(Partition partition) throws SQLException {
        return session.one(
                "select halflife_is_archived(?, ?, ?, ?)",
                row -> row.getBoolean(1),
                partition.parent().table(),
                partition.name(),
                partition.lower(),
                partition.upper());
    }

    /** Whether no row arrived since; notes the newest one that did. */
    boolean isQuietSince(Partition partition, Instant since) throws SQLException {
        Instant last =
                session.one(
                        "select halflife_last_write(?, ?) as at",
                        row -> MaintenanceSession.instant(row, "at"),
                        partition.name(),
                        since);
        if (last == null) {
            return true;
        }
        session.call(NOTE_WRITE, partition.name(), last);
        return false;
    }
}
