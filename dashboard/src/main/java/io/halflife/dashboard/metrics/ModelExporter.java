// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import io.halflife.storage.Storage;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The newest results of all models on a service's {@code /metrics}.
 *
 * <p>Law: every scrape is answered within a second, also without a database; then {@code
 * halflife_exporter_up} is 0 and results are those of before, for five minutes. A model that is
 * gone from the store is gone from the next scrape.
 */
public final class ModelExporter implements MultiCollector, AutoCloseable {

    /** A scrape waits so long for the store. */
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private static final double MILLIS_PER_SECOND = 1000;

    private final FreshResults results;
    private final FeatureSamples features;
    private final ExporterSettings settings;
    private final Clock clock;

    private ModelExporter(FreshResults results, ExporterSettings settings, Clock clock) {
        this.results = results;
        this.features = new FeatureSamples(settings.featureSeriesMax());
        this.settings = settings;
        this.clock = clock;
    }

    /** Over a store that stays its caller's. */
    public static ModelExporter over(Storage storage, ExporterSettings settings) {
        Clock clock = Clock.systemUTC();
        return over(new ResultSource(storage, clock), settings, clock, PATIENCE);
    }

    static ModelExporter over(
            Supplier<ModelResults> source,
            ExporterSettings settings,
            Clock clock,
            Duration patience) {
        return new ModelExporter(new FreshResults(source, clock, patience), settings, clock);
    }

    @Override
    public MetricSnapshots collect() {
        FreshResults.Look look = results.look();
        Samples samples = new Samples();
        samples.add(Family.EXPORTER_UP, Labels.EMPTY, look.up())
                .add(Family.EXPORTER_REFRESH, Labels.EMPTY, look.refreshedAt());
        look.results().ifPresent(found -> add(found, samples));
        return samples.snapshots();
    }

    private synchronized void add(ModelResults found, Samples samples) {
        Instant now = clock.instant();
        double took = found.took().toMillis() / MILLIS_PER_SECOND;
        samples.add(Family.EXPORTER_DURATION, Labels.EMPTY, took);
        for (VersionResults version : found.versions()) {
            ModelSamples.add(version, samples);
            PerformanceSamples.add(version, samples);
            ServingSamples.add(version, samples);
        }
        features.add(found.versions(), now, samples);
        AnalyzerSamples.add(found, settings.analyzerInterval(), samples);
    }

    @Override
    public void close() {
        results.close();
    }
}
