// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.ingest;

import io.halflife.monitor.model.ModelVersion;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * The newest event time of each version that this collector has stored a prediction of. Known since
 * the start of the process: with several collectors the newest of all counts. Thread-safe.
 */
final class NewestEvents implements MultiCollector {

    static final String NAME = "halflife_ingest_last_event_timestamp_seconds";

    /** A fuse: more versions than any installation has at work. */
    private static final int VERSIONS_MAX = 10_000;

    private static final double MILLIS_PER_SECOND = 1000;

    private final IntFunction<Optional<ModelVersion>> names;
    private final Map<Integer, Newest> newest = new ConcurrentHashMap<>();

    private record Newest(ModelVersion version, Instant event) {}

    NewestEvents(IntFunction<Optional<ModelVersion>> names) {
        this.names = names;
    }

    /** A prediction was stored. */
    void saw(int versionId, Instant event) {
        Newest known = newest.get(versionId);
        if (known != null && !event.isAfter(known.event())) {
            return;
        }
        Optional<ModelVersion> name =
                known == null ? names.apply(versionId) : Optional.of(known.version());
        if (name.isPresent() && (known != null || newest.size() < VERSIONS_MAX)) {
            newest.merge(
                    versionId,
                    new Newest(name.get(), event),
                    (old, now) -> now.event().isAfter(old.event()) ? now : old);
        }
    }

    @Override
    public MetricSnapshots collect() {
        if (newest.isEmpty()) {
            return new MetricSnapshots();
        }
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder()
                        .name(NAME)
                        .help("Newest event time of the predictions stored since the start.");
        // A replayed model that was reset and played again has two keys and one name.
        Map<ModelVersion, Instant> byName = new ConcurrentHashMap<>();
        newest.values()
                .forEach(n -> byName.merge(n.version(), n.event(), (a, b) -> a.isAfter(b) ? a : b));
        byName.forEach((version, event) -> gauge.dataPoint(point(version, event)));
        return new MetricSnapshots(gauge.build());
    }

    private static GaugeDataPointSnapshot point(ModelVersion version, Instant event) {
        return GaugeDataPointSnapshot.builder()
                .labels(Labels.of("model", version.model(), "version", version.version()))
                .value(event.toEpochMilli() / MILLIS_PER_SECOND)
                .build();
    }
}
