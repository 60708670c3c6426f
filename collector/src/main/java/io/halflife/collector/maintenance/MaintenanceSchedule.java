// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.maintenance;

import io.halflife.storage.retention.Maintenance;
import io.halflife.storage.retention.MaintenanceReport;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does maintenance at the start and then every hour, on a thread of its own. A round that failed,
 * or that another collector had, is tried again within minutes. A lost database only delays it.
 */
public final class MaintenanceSchedule implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceSchedule.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration AGAIN = Duration.ofMinutes(2);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final Maintenance maintenance;
    private final MaintenanceMetrics metrics;
    private final Clock clock;
    private final ExecutorService thread;

    private MaintenanceSchedule(Maintenance maintenance, MaintenanceMetrics metrics, Clock clock) {
        this.maintenance = maintenance;
        this.metrics = metrics;
        this.clock = clock;
        this.thread =
                Executors.newSingleThreadExecutor(
                        work -> {
                            Thread made = new Thread(work, "halflife-maintenance");
                            made.setDaemon(true);
                            return made;
                        });
    }

    /** Starts; the first round begins at once. */
    public static MaintenanceSchedule start(
            Maintenance maintenance, MaintenanceMetrics metrics, Clock clock) {
        MaintenanceSchedule schedule = new MaintenanceSchedule(maintenance, metrics, clock);
        schedule.thread.execute(schedule::round);
        return schedule;
    }

    private void round() {
        boolean done = false;
        try {
            done = tryRound();
        } catch (SQLException | RuntimeException e) {
            LOG.warn("maintenance failed and is tried again: {}", e.getMessage());
            metrics.failed("connect");
        } catch (Error e) {
            LOG.error("maintenance failed", e);
            metrics.failed("connect");
        }
        if (!thread.isShutdown()) {
            Duration pause = done ? EVERY : AGAIN;
            CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, thread)
                    .execute(this::round);
        }
    }

    /** Whether there is nothing to do for a while. */
    private boolean tryRound() throws SQLException {
        Instant now = earlier(clock.instant(), maintenance.databaseClock());
        long started = System.nanoTime();
        Optional<MaintenanceReport> report = maintenance.run(now);
        report.ifPresent(r -> metrics.done(r, Duration.ofNanos(System.nanoTime() - started), now));
        metrics.show(maintenance.bounds(now));
        report.ifPresent(
                r ->
                        r.failures()
                                .forEach(
                                        (job, e) ->
                                                LOG.warn(
                                                        "maintenance: {} failed: {}",
                                                        job,
                                                        e.getMessage())));
        return report.isPresent() && report.get().isComplete();
    }

    /** A clock that is ahead must not drop what is still wanted. */
    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Ends after the statement under way, or leaves it to the next start. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("maintenance is cut off; the next start goes on with it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
