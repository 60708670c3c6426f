// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a logger. It cuts parcels, sends them, judges the answers, and runs what the
 * HTTP client has to do, so that nothing of it needs a lock and the app pays for one thread.
 */
final class SendingLoop implements Runnable, Executor {

    private static final Logger LOG = LoggerFactory.getLogger(PredictionLogger.class);
    private static final long TICK = Duration.ofSeconds(1).toNanos();
    private static final long LISTENER_INTERVAL = Duration.ofMillis(500).toNanos();
    private static final long PAUSE_AFTER_FAULT = Duration.ofMillis(100).toNanos();

    private final LoggerParts parts;
    private final Outbox outbox;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Queue<Flush> flushes = new ConcurrentLinkedQueue<>();
    private final List<LoggerListener> listeners = new CopyOnWriteArrayList<>();

    /** Whether the thread sleeps though it could send: then a full batch wakes it. */
    private final AtomicBoolean wakeable = new AtomicBoolean();

    /** Whether no request is under way and none can begin now. */
    private volatile boolean waiting;

    private volatile boolean closing;
    private volatile boolean ended;
    private volatile long endBy;
    private LoggerCounts reported;
    private long reportedAt = System.nanoTime();

    /** Somebody waits until everything logged until then is settled. */
    private record Flush(long mark, CompletableFuture<Boolean> done) {}

    SendingLoop(LoggerParts parts, Clock clock) {
        this.parts = parts;
        Transport transport = new Transport(parts.settings().sending(), clock, this);
        this.outbox = new Outbox(parts, transport, this);
        this.reported = parts.counters().snapshot(parts.queue());
        this.thread = new Thread(this, "halflife-logger");
        thread.setDaemon(true);
        // An app's thread that opens a logger hands on neither its class loader nor its locals.
        thread.setContextClassLoader(SendingLoop.class.getClassLoader());
    }

    void start() {
        thread.start();
    }

    boolean isThisThread() {
        return isOn(Thread.currentThread());
    }

    boolean isOn(Thread other) {
        return other == thread;
    }

    boolean waits() {
        return waiting;
    }

    void add(LoggerListener listener) {
        listeners.add(listener);
    }

    /** Called for every item: costs nothing unless a batch is full and the thread sleeps. */
    void added(ItemKind kind) {
        if (wakeable.get() && hasFullBatch(kind) && wakeable.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    private boolean hasFullBatch(ItemKind kind) {
        return parts.queue().items(kind) >= parts.settings().sending().batchItemsMax()
                || parts.queue().bytes(kind) >= parts.settings().sending().batchBytesMax();
    }

    /** Completes when everything logged so far is settled. */
    CompletableFuture<Boolean> flush() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        long mark = System.nanoTime();
        flushes.add(new Flush(mark, done));
        parts.batcher().hurry(mark);
        LockSupport.unpark(thread);
        if (ended) {
            answerFlushes();
        }
        return done;
    }

    /** Ends the thread when all is delivered, at the latest then. */
    void endBy(long moment) {
        endBy = moment;
        closing = true;
        LockSupport.unpark(thread);
    }

    boolean awaitEnd(long nanos) throws InterruptedException {
        Duration rest = Duration.ofNanos(Math.max(1_000_000, nanos));
        thread.join(rest.toMillis());
        return !thread.isAlive();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        LockSupport.unpark(thread);
        if (ended) {
            runTasks();
        }
    }

    @Override
    public void run() {
        guarded(parts.spooling()::open);
        guarded(outbox::open);
        while (!isOver()) {
            guarded(this::turn);
            sleep();
        }
        guarded(() -> outbox.abandon(System.nanoTime()));
        guarded(parts.spooling()::close);
        ended = true;
        guarded(this::runTasks);
        guarded(() -> report(true));
        answerFlushes();
    }

    private boolean isOver() {
        if (!closing) {
            return false;
        }
        long now = System.nanoTime();
        boolean delivered = outbox.isIdle() && parts.queue().items() == 0;
        return delivered || now - endBy >= 0 || outbox.isStuckUntil(endBy);
    }

    /** Nothing that goes wrong here may end the thread: it would silence the app's predictions. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            if (parts.warnings().allows("fault")) {
                LOG.warn("a fault of the logger; it goes on", e);
            }
            LockSupport.parkNanos(this, PAUSE_AFTER_FAULT);
        }
    }

    private void turn() {
        runTasks();
        long now = System.nanoTime();
        if (closing) {
            parts.batcher().hurry(now);
        }
        outbox.step(now);
        spill(now);
        waiting = outbox.isStuckUntil(now);
        answerFlushes();
        report(false);
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /**
     * In an outage the disk takes what memory would soon drop: from half full down to a quarter.
     */
    private void spill(long now) {
        if (!parts.spooling().isOpen() || !outbox.isFailing() || !isFilled(2)) {
            return;
        }
        Optional<Parcel> parcel = parts.batcher().nextOfAny(now);
        while (parcel.isPresent()) {
            parts.spooling().store(parcel.get(), DropReason.OVERFLOW);
            parcel = isFilled(4) ? parts.batcher().nextOfAny(now) : Optional.empty();
        }
    }

    private boolean isFilled(int part) {
        LoggerSettings settings = parts.settings();
        return parts.queue().items() > settings.queueItemsMax() / part
                || parts.queue().bytes() > settings.queueBytesMax() / part;
    }

    private void answerFlushes() {
        for (Flush flush : List.copyOf(new ArrayList<>(flushes))) {
            boolean settled =
                    parts.batcher().isCutUntil(flush.mark()) && outbox.isSettledUntil(flush.mark());
            if (settled || ended) {
                flushes.remove(flush);
                flush.done().complete(settled);
            }
        }
    }

    private void report(boolean last) {
        long now = System.nanoTime();
        if (!last && now - reportedAt < LISTENER_INTERVAL) {
            return;
        }
        LoggerCounts counts = parts.counters().snapshot(parts.queue());
        if (counts.equals(reported)) {
            return;
        }
        warnOfDrops(counts);
        reported = counts;
        reportedAt = now;
        for (LoggerListener listener : listeners) {
            guarded(() -> listener.changed(counts));
        }
    }

    private void warnOfDrops(LoggerCounts counts) {
        boolean more = counts.droppedTotal() > reported.droppedTotal();
        if (more && parts.warnings().allows("dropped")) {
            LOG.warn("items were dropped, so far: {}", counts.dropped());
        }
    }

    private void sleep() {
        wakeable.set(outbox.hasRoom());
        long now = System.nanoTime();
        long rest = Math.min(TICK, outbox.dueIn(now));
        if (outbox.hasRoom()) {
            rest = Math.min(rest, parts.batcher().readyIn(now));
        }
        if (closing) {
            rest = Math.min(rest, endBy - now);
        }
        if (rest > 0 && tasks.isEmpty()) {
            LockSupport.parkNanos(this, rest);
        }
        wakeable.set(false);
        // An interrupt would make every later sleep return at once.
        Thread.interrupted();
    }
}
