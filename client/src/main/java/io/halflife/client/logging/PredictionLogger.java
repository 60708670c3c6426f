// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import io.halflife.client.GroundTruth;
import io.halflife.client.Item;
import io.halflife.client.LatencySummary;
import io.halflife.client.Prediction;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Logs predictions from an app that serves them. Thread-safe.
 *
 * <p>{@code log} writes the item as JSON into a bounded queue in memory and returns: it does no
 * I/O, waits for nobody and throws nothing, whatever it is given and whatever the collector does.
 * One daemon thread sends. What cannot be delivered is dropped and counted, oldest first, or kept
 * in a file where one was asked for. What is delivered is stored once, however often it had to be
 * sent: each item's identity is fixed before it enters the queue.
 */
public final class PredictionLogger implements AutoCloseable {

    /** The collector's own bound of an item. */
    private static final int ITEM_BYTES_MAX = 256 << 10;

    /** Of the time for a close, what is kept for writing the rest to the spool file: a quarter. */
    private static final int SPOOL_SHARE = 4;

    private final LoggerSettings settings;
    private final LoggerParts parts;
    private final Clock clock;
    private final SendingLoop loop;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread hook;

    private PredictionLogger(LoggerSettings settings, Clock clock) {
        this.settings = settings;
        this.parts = LoggerParts.of(settings);
        this.clock = clock;
        this.loop = new SendingLoop(parts, clock);
        this.hook = new Thread(this::close, "halflife-logger-close");
    }

    /**
     * A logger with the defaults.
     *
     * @param collector for example {@code http://127.0.0.1:8080}
     * @param apiKey the empty string where none is needed
     */
    public static PredictionLogger open(URI collector, String apiKey) {
        return open(LoggerSettings.of(collector, apiKey));
    }

    /** A logger with these settings. It closes itself when the process ends. */
    public static PredictionLogger open(LoggerSettings settings) {
        return open(settings, Clock.systemUTC());
    }

    static PredictionLogger open(LoggerSettings settings, Clock clock) {
        PredictionLogger logger = new PredictionLogger(settings, clock);
        warmUp();
        logger.loop.start();
        try {
            Runtime.getRuntime().addShutdownHook(logger.hook);
        } catch (IllegalStateException e) {
            // The process is ending already.
            logger.close();
        }
        return logger;
    }

    /** What the first item needs is loaded here, not in the app's first answer. */
    private static void warmUp() {
        Prediction any = Prediction.builder("", Instant.EPOCH).model("", "").score(0.5).build();
        try {
            ItemJson.of(any, ITEM_BYTES_MAX);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Logs a prediction; one without event time is of this moment. */
    public void log(Prediction prediction) {
        offer(ItemKind.PREDICTION, prediction);
    }

    /** Logs what turned out true; without {@code observedAt} it became known at this moment. */
    public void log(GroundTruth truth) {
        offer(ItemKind.GROUND_TRUTH, truth);
    }

    /** Logs the latencies of an interval. */
    public void log(LatencySummary summary) {
        offer(ItemKind.LATENCY_SUMMARY, summary);
    }

    private void offer(ItemKind kind, Item item) {
        try {
            parts.counters().logged.increment();
            if (closed.get()) {
                parts.counters().drop(DropReason.CLOSED, 1);
            } else if (item == null) {
                parts.counters().drop(DropReason.INVALID, 1);
            } else {
                enqueue(kind, item);
            }
        } catch (ItemJson.TooLargeSignal e) {
            parts.counters().drop(DropReason.TOO_LARGE, 1);
        } catch (Throwable e) {
            // Values are the app's: whatever their text is made of may fail in any way.
            parts.counters().drop(DropReason.INVALID, 1);
        }
    }

    private void enqueue(ItemKind kind, Item item) throws IOException {
        byte[] json = ItemJson.of(fixed(item), ITEM_BYTES_MAX);
        int dropped = parts.queue().add(kind, new QueuedItem(json, System.nanoTime()));
        if (dropped > 0) {
            parts.counters().drop(DropReason.OVERFLOW, dropped);
        }
        loop.added(kind);
    }

    /** With the times that a later try must not change. */
    private Item fixed(Item item) {
        if (item instanceof Prediction prediction && prediction.eventTime().isEmpty()) {
            return prediction.at(clock.instant());
        }
        if (item instanceof GroundTruth truth && truth.observedAt() == null) {
            return truth.observed(clock.instant());
        }
        return item;
    }

    /** What became of the items so far. */
    public LoggerCounts counts() {
        return parts.counters().snapshot(parts.queue());
    }

    /** Tells the listener about changes from now on. */
    public void onChange(LoggerListener listener) {
        loop.add(listener);
    }

    /**
     * Sends what is logged without waiting for batches to fill.
     *
     * @return whether everything logged before this call has had its answer, was dropped, or is in
     *     the spool file
     */
    public boolean flush(Duration timeout) {
        if (loop.isThisThread()) {
            return false;
        }
        try {
            return loop.flush().get(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Closes within the time of the settings, two seconds by default. */
    @Override
    public void close() {
        close(settings.closeWithin());
    }

    /**
     * Sends what it can, keeps the rest in the spool file if there is one, drops and counts it if
     * not, and ends the thread. Later calls wait for the first.
     *
     * @return whether the thread has ended in time
     */
    public boolean close(Duration timeout) {
        long endBy = System.nanoTime() + Math.max(0, timeout.toNanos());
        if (closed.compareAndSet(false, true)) {
            removeHook();
            long share = parts.settings().spoolFile().isPresent() ? SPOOL_SHARE : Long.MAX_VALUE;
            loop.endBy(endBy - timeout.toNanos() / share);
        }
        if (loop.isThisThread()) {
            return false;
        }
        try {
            return loop.awaitEnd(endBy - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** For tests: whether this is the thread that sends. */
    boolean isSentBy(Thread thread) {
        return loop.isOn(thread);
    }

    /** For tests: whether every request waits for its next try. */
    boolean waits() {
        return loop.waits();
    }

    private void removeHook() {
        if (Thread.currentThread() == hook) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook will find this logger closed.
            return;
        }
    }
}
