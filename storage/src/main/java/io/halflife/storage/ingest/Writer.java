// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches from the queue and stores them, many in one transaction. Without a connection it
 * tries to get one; while no writer has one, whatever waits is told so at once.
 */
final class Writer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    /** More gain nothing, fewer cost: see the measurements of commits. */
    static final int GROUP_ROWS_MAX = 5000;

    private static final int TRIES = 3;
    private static final long RECONNECT_FIRST_MILLIS = 50;
    private static final long RECONNECT_MAX_MILLIS = 500;

    /** Opens a session; may fail as often as it likes. */
    interface Connector {
        WriterSession open() throws SQLException;
    }

    private final WriteQueue queue;
    private final Connector connector;
    private final Partitions partitions;
    private final AtomicInteger connected;
    private final IngestListener listener;
    private WriterSession session;
    private volatile boolean stopping;
    private volatile boolean hasSession;

    /** By {@link System#nanoTime}; meaningful while {@link #busy}. */
    private volatile long busySince;

    private volatile boolean busy;

    Writer(
            WriteQueue queue,
            Connector connector,
            Partitions partitions,
            AtomicInteger connected,
            IngestListener listener) {
        this.queue = queue;
        this.connector = connector;
        this.partitions = partitions;
        this.connected = connected;
        this.listener = listener;
    }

    /** Connects for the first time, so that a start without a database fails at once. */
    void connect() throws SQLException {
        session = connector.open();
        hasSession = true;
        connected.incrementAndGet();
    }

    /** Whether it has a connection and has not been busy with it for longer than this. */
    boolean answersWithin(Duration patience) {
        return hasSession && (!busy || System.nanoTime() - busySince < patience.toNanos());
    }

    /** The queue is closed: finish what waits, then end. */
    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        try {
            boolean open = true;
            while (open) {
                open = takeAndWrite();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    /**
     * False once the queue is closed and drained. A writer outlives everything but the process: a
     * thread that died would leave its share of the work undone for ever. When memory runs out the
     * process should end: -XX:+ExitOnOutOfMemoryError.
     */
    private boolean takeAndWrite() throws InterruptedException {
        List<PendingWrite> group = List.of();
        try {
            group = queue.take(GROUP_ROWS_MAX);
            if (group.isEmpty()) {
                return false;
            }
            busySince = System.nanoTime();
            busy = true;
            write(group);
            busy = false;
            if (session == null) {
                reconnect();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("a writer failed", e);
            // Whoever has been answered already stays answered.
            fail(group, new IllegalStateException("storing failed: " + e, e));
            recover();
        } finally {
            busy = false;
        }
        return true;
    }

    private void write(List<PendingWrite> taken) {
        List<PendingWrite> group = taken.stream().filter(w -> !w.isExpired()).toList();
        taken.stream().filter(PendingWrite::isExpired).forEach(Writer::tellExpired);
        if (group.isEmpty()) {
            return;
        }
        if (session == null) {
            fail(group, unavailable(null));
            return;
        }
        RuntimeException failure = store(group);
        if (failure != null) {
            fail(group, failure);
        }
    }

    /** Null when all is committed, except for what was told otherwise. */
    private RuntimeException store(List<PendingWrite> all) {
        List<PendingWrite> group = all;
        int tries = 0;
        while (!group.isEmpty()) {
            long started = System.nanoTime();
            try {
                session.commit(group.stream().map(PendingWrite::batch).toList());
                succeed(group, System.nanoTime() - started);
                return null;
            } catch (ClosedDaysException e) {
                group = failClosed(group, e);
            } catch (SQLException e) {
                RuntimeException failure = failureOf(e, ++tries);
                if (failure != null) {
                    return failure;
                }
            } catch (RuntimeException e) {
                LOG.error("storing {} requests failed", group.size(), e);
                recover();
                return e;
            } catch (Error e) {
                // Whoever waits is told, whatever happened; a thread that died would leave them
                // waiting. When memory runs out the process should end:
                // -XX:+ExitOnOutOfMemoryError.
                LOG.error("storing {} requests failed", group.size(), e);
                recover();
                return new IllegalStateException("storing failed: " + e, e);
            }
        }
        return null;
    }

    /** Tells those who have rows of such days; gives the others, who are fewer. */
    private List<PendingWrite> failClosed(List<PendingWrite> group, ClosedDaysException e) {
        listener.failed(e.getSQLState());
        if (partitions.mayWarn()) {
            LOG.warn("rows of some days are not stored: {}", e.getMessage());
        }
        Map<Boolean, List<PendingWrite>> byConcern =
                group.stream().collect(Collectors.partitioningBy(w -> e.concerns(w.batch())));
        fail(byConcern.get(true), unavailable(e));
        return byConcern.get(false);
    }

    /** What the requests are told; null to try once more. */
    private RuntimeException failureOf(SQLException e, int tries) {
        FailureKind kind = FailureKind.of(e);
        listener.failed(e.getSQLState() == null ? "" : e.getSQLState());
        boolean alive = recover();
        if (FailureKind.READ_ONLY.equals(e.getSQLState())) {
            // After a failover the writable one is found by connecting again.
            disconnect();
            alive = false;
        }
        if (kind == FailureKind.NO_PARTITION) {
            partitions.forget();
        }
        boolean again = kind == FailureKind.RETRY || kind == FailureKind.NO_PARTITION;
        if (alive && again && tries < TRIES) {
            return null;
        }
        if (alive && (kind == FailureKind.BUG || kind == FailureKind.VALUE)) {
            LOG.error("the database refused a statement", e);
            return new IllegalStateException("SQLSTATE " + e.getSQLState(), e);
        }
        LOG.warn("nothing stored: SQLSTATE {}: {}", e.getSQLState(), e.getMessage());
        return unavailable(e);
    }

    private void succeed(List<PendingWrite> group, long nanos) {
        int rows = group.stream().mapToInt(PendingWrite::rows).sum();
        listener.committed(rows, Duration.ofNanos(nanos));
        group.forEach(write -> write.done().complete(write.batch()));
    }

    private static void fail(List<PendingWrite> group, RuntimeException failure) {
        group.forEach(write -> write.done().completeExceptionally(failure));
    }

    private static void tellExpired(PendingWrite write) {
        write.done()
                .completeExceptionally(
                        new IngestUnavailableException(
                                "deadline_exceeded", "not stored in time", null));
    }

    static IngestUnavailableException unavailable(Throwable cause) {
        return new IngestUnavailableException(
                "database_unavailable", "the database does not take writes now", cause);
    }

    /** Whether the session can go on; otherwise there is none any more. */
    private boolean recover() {
        if (session != null && session.recover()) {
            return true;
        }
        disconnect();
        return false;
    }

    private void disconnect() {
        if (session == null) {
            return;
        }
        try {
            session.close();
        } catch (SQLException e) {
            LOG.debug("closing a lost connection failed", e);
        }
        session = null;
        hasSession = false;
        connected.decrementAndGet();
    }

    /** Until there is a connection; what waits meanwhile is refused when no writer has one. */
    private void reconnect() throws InterruptedException {
        long delay = RECONNECT_FIRST_MILLIS;
        while (session == null && !stopping) {
            if (connected.get() == 0) {
                fail(queue.drain(), unavailable(null));
            }
            Thread.sleep(delay);
            delay = Math.min(RECONNECT_MAX_MILLIS, 2 * delay);
            try {
                connect();
                LOG.info("connected to the database again");
            } catch (SQLException e) {
                listener.failed(e.getSQLState() == null ? "" : e.getSQLState());
            }
        }
    }
}
