// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retention;

import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps the log in order. Any number of collectors may try; one at a time does it. Blocking, for
 * minutes where much is dropped; a round that is cut off is made good by the next.
 */
public final class Maintenance {

    /** Partitions are made for so many days to come. */
    public static final int DAYS_AHEAD = 14;

    private static final Duration DAY = Duration.ofDays(1);

    /** Tables that the database does not analyse by itself. */
    private static final List<String> PARENTS =
            List.of("prediction", "prediction_slim", "ground_truth", "ingest_reject");

    private final StorageSettings settings;
    private final Jdbi jdbi;
    private final RetentionRules rules;
    private final Consumer<String> done;

    public Maintenance(Storage storage, RetentionRules rules) {
        this(storage, rules, step -> {});
    }

    /**
     * For tests.
     *
     * @param done hears of each step of a drop, and may throw in place of a process that dies
     */
    Maintenance(Storage storage, RetentionRules rules, Consumer<String> done) {
        this.settings = storage.settings();
        this.jdbi = storage.jdbi();
        this.rules = Objects.requireNonNull(rules, "rules");
        this.done = done;
    }

    /** The clock that wrote the arrival of every row. */
    public Instant databaseClock() {
        return jdbi.withHandle(h -> h.createQuery("select now()").mapTo(Instant.class).one());
    }

    public PartitionBounds bounds(Instant now) {
        return PartitionBounds.read(jdbi, now);
    }

    /**
     * One round; empty while another collector is at it.
     *
     * @param now never later than the database's clock, except in tests: what is dropped is gone
     * @throws SQLException when there is no database
     */
    public Optional<MaintenanceReport> run(Instant now) throws SQLException {
        Optional<MaintenanceSession> opened = MaintenanceSession.open(settings);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (MaintenanceSession session = opened.get()) {
            MaintenanceReport report = new MaintenanceReport();
            new Round(session, report, now).run();
            return Optional.of(report);
        }
    }

    /** A job of a round. */
    private interface Job {
        void run() throws SQLException;
    }

    private final class Round {

        private final MaintenanceSession session;
        private final MaintenanceReport report;
        private final Instant now;
        private final PartitionList partitions;
        private final LogUpkeep upkeep;

        Round(MaintenanceSession session, MaintenanceReport report, Instant now) {
            this.session = session;
            this.report = report;
            this.now = now;
            this.partitions = new PartitionList(session);
            this.upkeep = new LogUpkeep(session, report, now);
        }

        /** First what writers need, then what frees space, then what only helps. */
        void run() throws SQLException {
            for (PartitionedTable table : PartitionedTable.values()) {
                job("marks " + table.table(), () -> clearMarks(table));
            }
            job("ahead", this::makeAhead);
            job("expire", () -> upkeep.daily("expire", upkeep::expirePending));
            for (PartitionedTable table : PartitionedTable.values()) {
                job("drop " + table.table(), () -> drop(table));
            }
            job("compact", upkeep::compactLatencies);
            job("drop latencies", () -> upkeep.dropLatencies(now.minus(rules.latencies())));
            job("close", this::close);
            job("analyze", () -> upkeep.daily("analyze", () -> upkeep.analyze(PARENTS)));
        }

        /** Each day in a transaction of its own: writers may be waiting for the same lock. */
        private void makeAhead() throws SQLException {
            for (int i = 0; i <= DAYS_AHEAD; i++) {
                Instant day = now.plus(DAY.multipliedBy(i));
                session.call("select halflife_ensure_partitions(?, ?)", day, now);
                session.call("select halflife_ensure_reject_partition(?)", day);
            }
        }

        /** Of drops that were cut off and are no longer due: a later detach is a person's own. */
        private void clearMarks(PartitionedTable table) throws SQLException {
            for (Partition partition : partitions.of(table)) {
                if (partition.dropBegan()
                        && partition.state() == Partition.State.ATTACHED
                        && !partitions.isDue(partition, now, table.kept(rules))) {
                    session.call(PartitionDrop.UNMARK, partition.name());
                }
            }
        }

        private void job(String name, Job job) throws SQLException {
            try {
                job.run();
            } catch (SQLException e) {
                report.fail(name, e);
                if (session.isLost()) {
                    throw e;
                }
            }
        }

        private void drop(PartitionedTable table) throws SQLException {
            PartitionDrop drop =
                    new PartitionDrop(session, partitions, report, done, rules.archivedOnly());
            Duration kept = table.kept(rules);
            Instant oldest = now.minus(kept);
            for (Partition partition : begunFirst(partitions.of(table))) {
                boolean begun = isBegun(partition);
                boolean due =
                        partition.state() == Partition.State.ATTACHED
                                && partitions.isDue(partition, now, kept)
                                && mayLeave(partition);
                if ((begun || due) && !drop.drop(partition, oldest)) {
                    return;
                }
            }
        }

        private boolean mayLeave(Partition partition) throws SQLException {
            boolean may =
                    !rules.archivedOnly()
                            || !partition.parent().canBeArchived()
                            || partitions.isArchived(partition);
            if (!may) {
                report.awaitArchive();
            }
            return may;
        }

        /** One that is half detached stands in the way of all others. */
        private static List<Partition> begunFirst(List<Partition> partitions) {
            return partitions.stream()
                    .sorted(Comparator.comparing(partition -> !isBegun(partition)))
                    .toList();
        }

        private static boolean isBegun(Partition partition) {
            return partition.dropBegan() && partition.state() != Partition.State.ATTACHED;
        }

        private void close() throws SQLException {
            for (PartitionedTable table : PartitionedTable.values()) {
                for (Partition partition : partitions.of(table)) {
                    Instant settled = partition.upper().plus(table.settles(rules));
                    if (partition.state() == Partition.State.ATTACHED
                            && !partition.closed()
                            && settled.isBefore(now)
                            && report.partitionsClosed() < LogUpkeep.CLOSED_PER_ROUND
                            && partitions.isQuietSince(partition, now.minus(DAY))) {
                        upkeep.close(partition);
                    }
                }
            }
        }
    }
}
