// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.ingest;

import io.halflife.collector.item.ParsedBatch;
import io.halflife.collector.item.RefusedItem;
import io.halflife.http.body.ByteBudget;
import io.halflife.http.metrics.Metrics;
import io.halflife.storage.ingest.IngestListener;
import io.halflife.storage.ingest.IngestLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * Counts items. Received = accepted + duplicate + rejected, once the answer is out; a request that
 * failed as a whole counts in none of them.
 */
public final class IngestMetrics implements IngestListener {

    private static final Duration[] COMMIT_BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final Timer commits;
    private final DistributionSummary commitRows;

    public IngestMetrics(Metrics metrics, ByteBudget budget) {
        registry = metrics.registry();
        commits =
                Timer.builder("halflife.ingest.commit.duration")
                        .serviceLevelObjectives(COMMIT_BUCKETS)
                        .register(registry);
        commitRows =
                DistributionSummary.builder("halflife.ingest.batch.items")
                        .serviceLevelObjectives(1, 10, 100, 1000, 5000)
                        .register(registry);
        Gauge.builder("halflife.ingest.inflight.bytes", budget, ByteBudget::reserved)
                .register(registry);
        Gauge.builder("halflife.ingest.inflight.limit.bytes", budget, ByteBudget::limit)
                .register(registry);
        for (ItemKind kind : ItemKind.values()) {
            for (String outcome : new String[] {"received", "accepted", "duplicate"}) {
                counter(kind, outcome);
            }
        }
    }

    /** Shows how many rows wait. */
    public void watch(IngestLog log) {
        Gauge.builder("halflife.ingest.queue.rows", log, IngestLog::queuedRows).register(registry);
    }

    void count(ItemKind kind, BatchResult result, ParsedBatch batch) {
        counter(kind, "received").increment(result.received());
        counter(kind, "accepted").increment(result.accepted());
        counter(kind, "duplicate").increment(result.duplicates());
        for (RefusedItem item : result.refused()) {
            Counter.builder("halflife.ingest.items.rejected")
                    .tag("kind", kind.label())
                    .tag("reason", item.findings().get(0).code())
                    .register(registry)
                    .increment();
        }
        if (batch.unknownFields() > 0) {
            registry.counter("halflife.ingest.unknown.fields", "kind", kind.label())
                    .increment(batch.unknownFields());
        }
    }

    private Counter counter(ItemKind kind, String outcome) {
        return Counter.builder("halflife.ingest.items." + outcome)
                .tag("kind", kind.label())
                .register(registry);
    }

    @Override
    public void committed(int rows, Duration took) {
        commits.record(took);
        commitRows.record(rows);
    }

    @Override
    public void failed(String sqlState) {
        String stateClass = sqlState.length() < 2 ? "none" : sqlState.substring(0, 2);
        registry.counter("halflife.db.errors", "class", stateClass).increment();
    }
}
