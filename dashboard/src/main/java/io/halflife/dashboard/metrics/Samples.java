// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The samples of one scrape, built anew each time, so that what is gone is gone. A figure that is
 * undefined has no sample: a missing number is honest, NaN or 0 is not.
 */
final class Samples {

    private static final String INFO = "_info";
    private static final double MILLIS_PER_SECOND = 1000;

    private final Map<Family, List<GaugeDataPointSnapshot>> gauges = new EnumMap<>(Family.class);
    private final Map<Family, List<CounterDataPointSnapshot>> counters =
            new EnumMap<>(Family.class);
    private final List<InfoDataPointSnapshot> models = new ArrayList<>();
    private final List<SummaryDataPointSnapshot> latencies = new ArrayList<>();

    Samples add(Family family, Labels labels, double value) {
        if (!Double.isNaN(value)) {
            gauges.computeIfAbsent(family, f -> new ArrayList<>())
                    .add(GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
        }
        return this;
    }

    /** A count: exact up to 2^53. */
    Samples add(Family family, Labels labels, long count) {
        return add(family, labels, (double) count);
    }

    Samples add(Family family, Labels labels, boolean holds) {
        return add(family, labels, holds ? 1 : 0);
    }

    /** A moment, in seconds since the epoch. */
    Samples add(Family family, Labels labels, Instant at) {
        return add(family, labels, at.toEpochMilli() / MILLIS_PER_SECOND);
    }

    /** A count that only grows; the format adds {@code _total} to its name. */
    Samples count(Family family, Labels labels, long count) {
        counters.computeIfAbsent(family, f -> new ArrayList<>())
                .add(
                        CounterDataPointSnapshot.builder()
                                .labels(labels)
                                .value((double) count)
                                .build());
        return this;
    }

    void model(Labels labels) {
        models.add(InfoDataPointSnapshot.builder().labels(labels).build());
    }

    void latency(Labels labels, Quantiles quantiles) {
        latencies.add(
                SummaryDataPointSnapshot.builder().labels(labels).quantiles(quantiles).build());
    }

    MetricSnapshots snapshots() {
        List<MetricSnapshot> all = new ArrayList<>();
        gauges.forEach((family, points) -> all.add(gauge(family, points)));
        counters.forEach((family, points) -> all.add(counter(family, points)));
        if (!models.isEmpty()) {
            all.add(info());
        }
        if (!latencies.isEmpty()) {
            all.add(summary());
        }
        return new MetricSnapshots(all);
    }

    private static GaugeSnapshot gauge(Family family, List<GaugeDataPointSnapshot> points) {
        GaugeSnapshot.Builder builder =
                GaugeSnapshot.builder().name(family.metric()).help(family.help());
        points.forEach(builder::dataPoint);
        return builder.build();
    }

    private static CounterSnapshot counter(Family family, List<CounterDataPointSnapshot> points) {
        CounterSnapshot.Builder builder =
                CounterSnapshot.builder().name(family.metric()).help(family.help());
        points.forEach(builder::dataPoint);
        return builder.build();
    }

    /** The format adds the suffix. */
    private InfoSnapshot info() {
        String name = Family.MODEL_INFO.metric();
        InfoSnapshot.Builder builder =
                InfoSnapshot.builder()
                        .name(name.substring(0, name.length() - INFO.length()))
                        .help(Family.MODEL_INFO.help());
        models.forEach(builder::dataPoint);
        return builder.build();
    }

    private SummarySnapshot summary() {
        SummarySnapshot.Builder builder =
                SummarySnapshot.builder()
                        .name(Family.SERVING_LATENCY.metric())
                        .help(Family.SERVING_LATENCY.help());
        latencies.forEach(builder::dataPoint);
        return builder.build();
    }
}
