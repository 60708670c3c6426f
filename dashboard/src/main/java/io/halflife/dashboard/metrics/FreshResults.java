// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results that are read when a scrape asks, by one reader at a time and not more often than every
 * ten seconds. A scrape waits less than a second for them; then it gets those of before, which are
 * given out for five minutes and no longer. Thread-safe.
 */
final class FreshResults implements AutoCloseable {

    static final Duration INTERVAL = Duration.ofSeconds(10);
    static final Duration AGE_MAX = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(FreshResults.class);

    private final Supplier<ModelResults> source;
    private final Clock clock;
    private final Duration patience;
    private final ExecutorService reader =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread thread = new Thread(work, "exporter");
                        thread.setDaemon(true);
                        return thread;
                    });

    private CompletableFuture<ModelResults> reading;
    private Instant askedAt = Instant.MIN;
    private ModelResults newest;

    /**
     * Nothing is read until somebody looks.
     *
     * @param patience how long a scrape waits
     */
    FreshResults(Supplier<ModelResults> source, Clock clock, Duration patience) {
        this.source = Objects.requireNonNull(source, "source");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.patience = Objects.requireNonNull(patience, "patience");
    }

    /**
     * What a scrape gets.
     *
     * @param up whether the results are of now
     * @param refreshedAt when results were last read; the epoch before the first time
     * @param results empty when there are none, or only such as are too old
     */
    record Look(boolean up, Instant refreshedAt, Optional<ModelResults> results) {}

    Look look() {
        boolean up = await(current());
        synchronized (this) {
            Instant oldest = clock.instant().minus(AGE_MAX);
            return new Look(
                    up,
                    newest == null ? Instant.EPOCH : newest.readAt(),
                    Optional.ofNullable(newest).filter(r -> r.readAt().isAfter(oldest)));
        }
    }

    private synchronized CompletableFuture<ModelResults> current() {
        Instant now = clock.instant();
        boolean due = reading == null || !now.isBefore(askedAt.plus(INTERVAL));
        if (due && (reading == null || reading.isDone())) {
            askedAt = now;
            reading = CompletableFuture.supplyAsync(this::read, reader);
        }
        return reading;
    }

    private ModelResults read() {
        ModelResults read = source.get();
        synchronized (this) {
            newest = read;
        }
        return read;
    }

    private boolean await(CompletableFuture<ModelResults> reading) {
        try {
            reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            LOG.warn("results cannot be read: {}", e.getCause().toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
