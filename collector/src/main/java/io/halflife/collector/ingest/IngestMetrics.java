// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.ingest;

import io.halflife.collector.directory.VersionDirectory;
import io.halflife.collector.item.ParsedBatch;
import io.halflife.collector.item.RefusedItem;
import io.halflife.http.body.ByteBudget;
import io.halflife.http.metrics.Metrics;
import io.halflife.storage.ingest.IngestListener;
import io.halflife.storage.ingest.IngestLog;
import io.halflife.storage.ingest.IngestRow;
import io.halflife.storage.ingest.PgTime;
import io.halflife.storage.ingest.RowFacts;
import io.halflife.storage.ingest.RowOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Counts items. Law, of each kind and at any moment: received = accepted + duplicate + rejected +
 * failed. They count when the answer is decided. Failed are the items of requests that were read
 * and then heard 5xx: nothing is known of them, and they come again. A request whose body could not
 * be read as items (400, 408, 413, 415, 422 for its form) counts in none.
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

    private static final Duration[] LAG_BUCKETS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        Duration.ofHours(1),
        Duration.ofHours(6),
        Duration.ofDays(1),
        Duration.ofDays(7)
    };

    private static final Map<String, String> HELP =
            Map.of(
                    "received", "Items that were received and answered, by kind.",
                    "accepted", "Items that are stored, by kind.",
                    "failed", "Items of requests that were read and then heard 5xx, by kind.",
                    "duplicate", "Items that were stored before, by kind.");

    /** Of PostgreSQL: connection, data, integrity, rollback, resources, operator; ours: none. */
    private static final String[] STATE_CLASSES = {"08", "22", "23", "40", "53", "57", "none"};

    private final MeterRegistry registry;
    private final Timer commits;
    private final DistributionSummary commitRows;
    private final Timer lag;
    private final NewestEvents newest;
    private final Clock clock;

    public IngestMetrics(
            Metrics metrics, ByteBudget budget, VersionDirectory directory, Clock clock) {
        registry = metrics.registry();
        this.clock = clock;
        newest = new NewestEvents(directory::nameOf);
        metrics.collectors().register(newest);
        lag =
                Timer.builder("halflife.ingest.event.lag")
                        .description("From a prediction's event time to its arrival.")
                        .serviceLevelObjectives(LAG_BUCKETS)
                        .register(registry);
        commits =
                Timer.builder("halflife.ingest.commit.duration")
                        .description("Duration of the transactions that store items.")
                        .serviceLevelObjectives(COMMIT_BUCKETS)
                        .register(registry);
        commitRows =
                DistributionSummary.builder("halflife.ingest.batch.items")
                        .description("Items that one transaction stores.")
                        .serviceLevelObjectives(1, 10, 100, 1000, 5000)
                        .register(registry);
        Gauge.builder("halflife.ingest.inflight.bytes", budget, ByteBudget::reserved)
                .description("Bytes that requests under way have reserved.")
                .register(registry);
        Gauge.builder("halflife.ingest.inflight.limit.bytes", budget, ByteBudget::limit)
                .description("Bytes that requests under way may reserve; beyond it they hear 503.")
                .register(registry);
        startAtZero();
    }

    private void startAtZero() {
        for (ItemKind kind : ItemKind.values()) {
            for (String outcome : new String[] {"received", "accepted", "duplicate", "failed"}) {
                counter(kind, outcome);
            }
            unknownFields(kind);
            unknownFeatures();
            for (RowOutcome outcome : new RowOutcome[] {RowOutcome.CONFLICT, RowOutcome.ORPHANED}) {
                rejected(kind, kind.codeOf(outcome));
            }
        }
        for (String stateClass : STATE_CLASSES) {
            errors(stateClass);
        }
        unstorable("prediction");
    }

    /** Shows how many rows wait. */
    public void watch(IngestLog log) {
        Gauge.builder("halflife.ingest.queue.rows", log, IngestLog::queuedRows)
                .description("Items that wait for a writer.")
                .register(registry);
    }

    void count(ItemKind kind, BatchResult result, ParsedBatch batch) {
        counter(kind, "received").increment(result.received());
        counter(kind, "accepted").increment(result.accepted());
        counter(kind, "duplicate").increment(result.duplicates());
        for (RefusedItem item : result.refused()) {
            rejected(kind, item.findings().get(0).code()).increment();
        }
        if (batch.unknownFields() > 0) {
            unknownFields(kind).increment(batch.unknownFields());
        }
        if (kind == ItemKind.PREDICTION) {
            observe(batch);
        }
    }

    /**
     * Counts the items of a request that is told 5xx.
     *
     * @param batch null where it was not read
     */
    void countFailed(ItemKind kind, ParsedBatch batch) {
        if (batch != null) {
            counter(kind, "received").increment(batch.received());
            counter(kind, "failed").increment(batch.received());
        }
    }

    void countUnknownFeatures(int n) {
        if (n > 0) {
            unknownFeatures().increment(n);
        }
    }

    private Counter unknownFeatures() {
        return Counter.builder("halflife.ingest.unknown.features")
                .description("Values of stored predictions that the signature does not know.")
                .register(registry);
    }

    private void observe(ParsedBatch batch) {
        Instant now = clock.instant();
        for (IngestRow row : batch.rows().rows()) {
            RowFacts facts = row.facts();
            if (facts.versionId() != 0 && row.outcome() == RowOutcome.STORED) {
                Instant event = PgTime.instant(facts.eventMicros());
                Duration late = Duration.between(event, now);
                lag.record(late.isNegative() ? Duration.ZERO : late);
                newest.saw(facts.versionId(), event);
            }
        }
    }

    private Counter rejected(ItemKind kind, String reason) {
        return Counter.builder("halflife.ingest.items.rejected")
                .description("Items refused for good, by kind and reason.")
                .tag("kind", kind.label())
                .tag("reason", reason)
                .register(registry);
    }

    private Counter unknownFields(ItemKind kind) {
        return Counter.builder("halflife.ingest.unknown.fields")
                .description("Fields that nobody knows and that were left out, by kind of item.")
                .tag("kind", kind.label())
                .register(registry);
    }

    private Counter counter(ItemKind kind, String outcome) {
        return Counter.builder("halflife.ingest.items." + outcome)
                .description(HELP.get(outcome))
                .tag("kind", kind.label())
                .register(registry);
    }

    @Override
    public void committed(int rows, Duration took) {
        commits.record(took);
        commitRows.record(rows);
    }

    @Override
    public void unstorable(String table, String sqlState) {
        unstorable(table).increment();
    }

    private Counter unstorable(String table) {
        return Counter.builder("halflife.ingest.unstorable.rows")
                .description("Rows the database refused after all our checks: each is a bug.")
                .tag("table", table)
                .register(registry);
    }

    @Override
    public void failed(String sqlState) {
        String stateClass = sqlState.length() < 2 ? "none" : sqlState.substring(0, 2);
        errors(stateClass).increment();
    }

    private Counter errors(String stateClass) {
        return Counter.builder("halflife.db.errors")
                .description("Transactions of the ingest that failed, by class of SQLSTATE.")
                .tag("class", stateClass)
                .register(registry);
    }
}
