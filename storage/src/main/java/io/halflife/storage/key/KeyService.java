// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;

/**
 * A key ring of a service with its threads: two that look new keys up, two that read known ones
 * again, one that notes their uses.
 */
public final class KeyService implements AutoCloseable {

    private static final int LOOKUP_THREADS = 2;

    /** Somebody who guesses ids fills this; then unknown ids hear that they must wait. */
    private static final int LOOKUPS_WAITING_MAX = 256;

    private static final int NOTE_SECONDS = 30;
    private static final int CLOSE_SECONDS = 6;

    private final ThreadPoolExecutor lookups;
    private final ThreadPoolExecutor refreshes;
    private final ScheduledExecutorService notes;
    private final KeyUses uses;
    private final KeyRing ring;

    private KeyService(ApiKeys keys, KeyPepper pepper, UseTable table, Clock clock) {
        lookups = lookups("key-lookup");
        refreshes = lookups("key-refresh");
        notes = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "key-uses"));
        uses = new KeyUses(keys, table, clock);
        ring = new KeyRing(keys::stored, pepper, uses, clock, System::nanoTime, lookups, refreshes);
    }

    /**
     * Starts it.
     *
     * @param table where this service notes uses
     */
    public static KeyService start(Jdbi jdbi, KeyPepper pepper, UseTable table) {
        KeyService service = new KeyService(new ApiKeys(jdbi), pepper, table, Clock.systemUTC());
        ScheduledFuture<?> unused =
                service.notes.scheduleWithFixedDelay(
                        service.uses::flush, NOTE_SECONDS, NOTE_SECONDS, TimeUnit.SECONDS);
        return service;
    }

    public KeyRing ring() {
        return ring;
    }

    private static ThreadPoolExecutor lookups(String thread) {
        return new ThreadPoolExecutor(
                LOOKUP_THREADS,
                LOOKUP_THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(LOOKUPS_WAITING_MAX),
                task -> daemon(task, thread));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Writes the last uses, if the database lets it. */
    @Override
    public void close() {
        notes.execute(uses::flush);
        end(notes);
        end(lookups);
        end(refreshes);
    }

    private static void end(ExecutorService executor) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
