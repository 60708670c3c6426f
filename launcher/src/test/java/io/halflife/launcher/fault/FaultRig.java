// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

import io.halflife.launcher.postgres.PrivatePostgres;
import io.halflife.launcher.rig.CollectorProcess;
import io.halflife.launcher.rig.Items;
import io.halflife.launcher.rig.ProcessFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/**
 * A database and a collector of a test class, and the ledger of all that was sent to them. A row of
 * the fault table opens a run, hurts something, heals it, and closes the run, which holds every
 * invariant against the database and {@code /metrics}.
 */
final class FaultRig implements AutoCloseable {

    /** I6: from the end of the fault to the first acknowledged request. */
    static final Duration HEAL_MAX = Duration.ofSeconds(10);

    private static final int BAD_EVERY = 997;

    private final long seed = FaultSeed.get();
    private final Items items = new Items(seed, BAD_EVERY);
    private final AtomicLong numbers = new AtomicLong();
    private final Ledger ledger = new Ledger(items);
    private final PrivatePostgres postgres;
    private final FaultProxy database;
    private final CollectorProcess collector;
    private Audit earlier = Audit.NOTHING;

    private FaultRig(PrivatePostgres postgres) throws IOException {
        this.postgres = postgres;
        this.database = new FaultProxy(postgres.port());
        this.collector =
                new CollectorProcess(
                        classPath(),
                        CollectorProcess.onDatabase(
                                postgres.url(database.port()),
                                postgres.user(),
                                postgres.password()),
                        List.of());
    }

    /** Both running, the model registered. */
    static FaultRig start() throws IOException {
        return start(PrivatePostgres.start());
    }

    static FaultRig start(PrivatePostgres postgres) throws IOException {
        FaultRig rig = new FaultRig(postgres);
        try {
            rig.collector.start();
            Items.register(rig.collector.port());
            return rig;
        } catch (IOException | RuntimeException e) {
            rig.close();
            throw e;
        }
    }

    /** What the build made for the user. */
    static String classPath() {
        return Path.of("target", "dist", "lib").toAbsolutePath() + "/*";
    }

    long seed() {
        return seed;
    }

    PrivatePostgres postgres() {
        return postgres;
    }

    CollectorProcess collector() {
        return collector;
    }

    /** The line from the collector to its database. */
    FaultProxy database() {
        return database;
    }

    /** Starts the usual load and waits until it is acknowledged. */
    LedgerLoad load() {
        return load(LoadPlan.usual(collector.port(), seed));
    }

    LedgerLoad load(LoadPlan plan) {
        LedgerLoad load = new LedgerLoad(plan, items, ledger, numbers);
        awaitAcked(load, 10L * plan.batchItems());
        return load;
    }

    /** Waits until so many more items are acknowledged. */
    static void awaitAcked(LedgerLoad load, long more) {
        long goal = load.figures().acked() + more;
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> load.figures().acked() >= goal);
    }

    /**
     * I6. Call at the moment of healing; gives the seconds until a new request was acknowledged.
     */
    static double awaitHealed(LedgerLoad load) {
        long healed = System.nanoTime();
        Awaitility.await()
                .atMost(HEAL_MAX)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> load.figures().ackedSince(healed));
        return (System.nanoTime() - healed) * 1e-9;
    }

    /** Sends again what is unknown, then I1 to I5; gives what this run added. */
    Audit audit(String row, LedgerLoad load) {
        load.drain(Duration.ofMinutes(1));
        load.figures().requireNoOffence();
        Audit audit = Audit.of(ledger.read(), stored());
        audit.requireSound(row + ", -Dfault.seed=" + seed);
        requireRelation();
        Audit added = audit.since(earlier);
        earlier = audit;
        return added;
    }

    private Map<UUID, StoredItem> stored() {
        Map<UUID, StoredItem> stored = new HashMap<>();
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(Items.STORED)) {
            while (rows.next()) {
                stored.put(
                        rows.getObject(1, UUID.class),
                        new StoredItem(rows.getLong(2), rows.getString(3)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return stored;
    }

    /** I5: every received item is accepted, a duplicate, rejected or failed. */
    private void requireRelation() {
        String kind = "kind=\"prediction\"";
        double received = collector.metric("halflife_ingest_items_received_total", kind);
        double told = 0;
        for (String outcome : List.of("accepted", "duplicate", "rejected", "failed")) {
            told += collector.metric("halflife_ingest_items_" + outcome + "_total", kind);
        }
        if (received != told || received == 0) {
            throw new AssertionError("received " + received + " items, told of " + told);
        }
    }

    /** What it holds now, after a collection of garbage; for {@link #requireReturned}. */
    Holdings holdings() {
        long heap = collector.liveHeapBytes();
        ProcessFigures figures = collector.figures();
        long blocked =
                collector.logText().lines().filter(l -> l.contains("has been blocked")).count();
        return new Holdings(heap, figures.threads(), figures.descriptors(), blocked);
    }

    /** I7: memory, threads and descriptors are back, and no event loop was blocked since. */
    void requireReturned(Holdings before) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> holdings().requireNoMoreThan(before));
    }

    /** A line of the report. */
    void report(String row, int runs, Audit audit, double seconds, String notes) {
        new FaultReport().write(row, seed, runs, audit, seconds, notes);
    }

    @Override
    public void close() {
        collector.close();
        database.close();
        ledger.close();
        postgres.close();
    }
}
