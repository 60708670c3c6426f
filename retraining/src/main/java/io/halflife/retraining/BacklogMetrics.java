// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining;

import io.halflife.storage.webhook.DeliveryBacklog;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages and their deliveries as samples, read anew at each scrape. Where the database does not
 * answer there are no samples: an old number would look like a healthy one.
 */
final class BacklogMetrics implements MultiCollector {

    static final String ITEMS = "halflife_webhook_outbox_items";
    static final String OLDEST = "halflife_webhook_oldest_pending_timestamp_seconds";

    private static final Logger LOG = LoggerFactory.getLogger(BacklogMetrics.class);
    private static final double MILLIS_PER_SECOND = 1000;

    private final Supplier<DeliveryBacklog> source;

    BacklogMetrics(Supplier<DeliveryBacklog> source) {
        this.source = source;
    }

    @Override
    public MetricSnapshots collect() {
        try {
            return samples(source.get());
        } catch (RuntimeException e) {
            LOG.warn("the outbox cannot be counted: {}", e.toString());
            return new MetricSnapshots();
        }
    }

    private static MetricSnapshots samples(DeliveryBacklog backlog) {
        GaugeSnapshot items =
                GaugeSnapshot.builder()
                        .name(ITEMS)
                        .help("Messages to endpoints, by state; dead ones were given up.")
                        .dataPoint(point((double) backlog.pending(), Labels.of("state", "pending")))
                        .dataPoint(
                                point(
                                        (double) backlog.delivered(),
                                        Labels.of("state", "delivered")))
                        .dataPoint(point((double) backlog.dead(), Labels.of("state", "dead")))
                        .build();
        if (backlog.oldestPending().isEmpty()) {
            return new MetricSnapshots(items);
        }
        double oldest = backlog.oldestPending().get().toEpochMilli() / MILLIS_PER_SECOND;
        GaugeSnapshot age =
                GaugeSnapshot.builder()
                        .name(OLDEST)
                        .help("When the message that waits longest began to wait.")
                        .dataPoint(point(oldest, Labels.EMPTY))
                        .build();
        return new MetricSnapshots(items, age);
    }

    private static GaugeDataPointSnapshot point(double value, Labels labels) {
        return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }
}
