// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.maintenance;

import io.halflife.http.metrics.Metrics;
import io.halflife.storage.retention.MaintenanceReport;
import io.halflife.storage.retention.PartitionBounds;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What maintenance did, and how far partitions reach. The bounds are NaN until they were looked up;
 * the last success is this process's own, so of many collectors the newest counts.
 */
public final class MaintenanceMetrics {

    private final MeterRegistry registry;
    private final Timer duration;
    private final AtomicReference<Instant> lastSuccess = new AtomicReference<>();
    private final AtomicReference<PartitionBounds> bounds = new AtomicReference<>();
    private final AtomicInteger unarchived = new AtomicInteger();

    public MaintenanceMetrics(Metrics metrics) {
        registry = metrics.registry();
        duration =
                Timer.builder("halflife.maintenance.duration")
                        .description("Duration of the rounds of maintenance.")
                        .register(registry);
        gauge(
                "halflife.maintenance.last.success.timestamp.seconds",
                "When this collector last ended a round of maintenance without a failure.",
                () -> seconds(lastSuccess.get()));
        gauge(
                "halflife.partition.newest.bound.timestamp.seconds",
                "Until when predictions have partitions without a gap.",
                () -> seconds(bounds.get() == null ? null : bounds.get().newest()));
        gauge(
                "halflife.partition.oldest.bound.timestamp.seconds",
                "Where the oldest partition of predictions begins.",
                () -> seconds(bounds.get() == null ? null : bounds.get().oldest()));
        gauge(
                "halflife.partition.unarchived",
                "Partitions that stay beyond their time because no archive has all of their rows;"
                        + " as of the newest round of this process.",
                unarchived::get);
        failures("connect");
        expired();
        for (String table : new String[] {"prediction", "prediction_slim", "ground_truth"}) {
            dropped("rows", table);
            dropped("bytes", table);
        }
    }

    /** A supplier of a number that may be NaN. */
    private interface Figure {
        double get();
    }

    private void gauge(String name, String help, Figure figure) {
        Gauge.builder(name, figure, Figure::get)
                .description(help)
                .strongReference(true)
                .register(registry);
    }

    private static double seconds(Instant at) {
        return at == null ? Double.NaN : (double) at.getEpochSecond();
    }

    void done(MaintenanceReport report, Duration took, Instant now) {
        duration.record(took);
        report.failures().keySet().forEach(this::failed);
        report.dropped()
                .forEach(
                        (table, dropped) -> {
                            dropped("rows", table).increment((double) dropped.rows());
                            dropped("bytes", table).increment((double) dropped.bytes());
                        });
        expired().increment((double) report.labelsExpired());
        unarchived.set(report.unarchived());
        if (report.failures().isEmpty()) {
            lastSuccess.set(now);
        }
    }

    void failed(String job) {
        failures(job).increment();
    }

    void show(PartitionBounds found) {
        bounds.set(found);
    }

    private Counter failures(String job) {
        return Counter.builder("halflife.maintenance.failures")
                .description("Jobs of maintenance that failed, by job; each is tried again.")
                .tag("job_name", job)
                .register(registry);
    }

    private Counter dropped(String unit, String table) {
        return Counter.builder("halflife.maintenance.dropped." + unit)
                .description("What was dropped because it was old enough, by table: " + unit + ".")
                .tag("table", table)
                .register(registry);
    }

    private Counter expired() {
        return Counter.builder("halflife.ground.truth.expired")
                .description("Labels without event time whose prediction did not come in time.")
                .register(registry);
    }
}
