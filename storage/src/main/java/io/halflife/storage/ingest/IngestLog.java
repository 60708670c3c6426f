// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The door to the log. A batch whose future completes is committed, all of its rows together;
 * otherwise the future says why not. Thread-safe; {@link #append} never blocks.
 */
public final class IngestLog implements AutoCloseable {

    private static final int WRITERS = 2;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(25);

    private final WriteQueue queue;
    private final Duration patience;
    private final AtomicInteger connected = new AtomicInteger();
    private final List<Writer> writers = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private IngestLog(IngestLimits limits) {
        this.queue = new WriteQueue(limits.queueRowsMax(), limits.queueBytesMax());
        this.patience = limits.patience();
    }

    /**
     * Connects the writers and starts them.
     *
     * @throws IngestUnavailableException when there is no database
     */
    public static IngestLog open(Storage storage, IngestLimits limits, IngestListener listener) {
        IngestLog log = new IngestLog(limits);
        try {
            log.start(storage.settings(), listener);
            return log;
        } catch (SQLException e) {
            log.close();
            throw Writer.unavailable(e);
        }
    }

    private void start(StorageSettings settings, IngestListener listener) throws SQLException {
        Partitions partitions = new Partitions();
        Environments environments = new Environments();
        for (int i = 0; i < WRITERS; i++) {
            Writer writer =
                    new Writer(
                            queue,
                            () -> WriterSession.open(settings, partitions, environments, listener),
                            partitions,
                            connected,
                            listener);
            writer.connect();
            Thread thread = new Thread(writer, "halflife-writer-" + i);
            thread.setDaemon(true);
            writers.add(writer);
            threads.add(thread);
            thread.start();
        }
    }

    /**
     * Stores a batch. The future completes with it once it is committed and its rows are settled,
     * or with an {@link IngestUnavailableException} when nothing is known to be stored.
     */
    public CompletableFuture<IngestBatch> append(IngestBatch batch) {
        if (!isOpen()) {
            return CompletableFuture.failedFuture(Writer.unavailable(null));
        }
        CompletableFuture<IngestBatch> done = new CompletableFuture<>();
        long expiresAt = System.nanoTime() + patience.toNanos();
        if (!queue.offer(new PendingWrite(batch, done, expiresAt))) {
            return CompletableFuture.failedFuture(
                    new IngestUnavailableException(
                            "queue_full", "more rows wait than may; try again", null));
        }
        return done;
    }

    /**
     * Whether a writer is there to take rows: one that has a connection and does not wait on it for
     * longer than any request would.
     */
    public boolean isOpen() {
        for (Writer writer : writers) {
            if (writer.answersWithin(patience)) {
                return true;
            }
        }
        return false;
    }

    /** Rows that wait for a writer. */
    public int queuedRows() {
        return queue.rows();
    }

    /** Stores what waits, then ends the writers. */
    @Override
    public void close() {
        queue.close();
        writers.forEach(Writer::stop);
        long end = System.nanoTime() + CLOSE_MAX.toNanos();
        for (Thread thread : threads) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread.interrupt();
        }
        queue.drain()
                .forEach(write -> write.done().completeExceptionally(Writer.unavailable(null)));
    }
}
