// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What is done when nobody has asked for anything for a while, because whoever asks would wait for
 * it. It runs in a thread of its own and holds the semaphore meanwhile; {@link #postpone} is called
 * by one thread.
 */
final class IdleTask implements AutoCloseable {

    private final Semaphore busy;
    private final Runnable task;
    private final Duration idle;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(IdleTask::thread);
    private Future<?> next;

    /**
     * Not planned yet.
     *
     * @param busy held by whoever has something to do
     * @param idle how long nobody has asked
     */
    IdleTask(Semaphore busy, Runnable task, Duration idle) {
        this.busy = busy;
        this.task = task;
        this.idle = idle;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "idle");
        thread.setDaemon(true);
        return thread;
    }

    /** From now on it is counted anew. */
    void postpone() {
        if (next != null) {
            next.cancel(false);
        }
        next = timer.schedule(this::runIfIdle, idle.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void runIfIdle() {
        if (busy.tryAcquire()) {
            try {
                task.run();
            } finally {
                busy.release();
            }
        }
    }

    /** One that is not under way is not done any more. */
    @Override
    public void close() {
        if (next != null) {
            next.cancel(false);
        }
        timer.shutdown();
    }
}
