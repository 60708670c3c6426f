// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import io.halflife.storage.model.RegisteredModel.Origin;
import io.halflife.storage.results.CurrentVersion;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The analyzer as samples: it serves no HTTP, its figures are the rows it writes. By origin,
 * because only live models are judged by a schedule.
 */
final class AnalyzerSamples {

    private static final double MILLIS_PER_SECOND = 1000;

    private AnalyzerSamples() {}

    static void add(ModelResults results, Duration interval, Samples samples) {
        for (Origin origin : Origin.values()) {
            String name = origin.name().toLowerCase(Locale.ROOT);
            Labels labels = Labels.of("job_name", name);
            samples.add(
                    Family.ANALYZER_MODELS, labels, results.judgedModels().getOrDefault(name, 0L));
            List<CurrentVersion> versions =
                    results.versions().stream()
                            .map(VersionResults::version)
                            .filter(version -> version.identity().origin() == origin)
                            .toList();
            if (!versions.isEmpty()) {
                add(labels, versions, samples);
            }
        }
        double seconds = interval.toMillis() / MILLIS_PER_SECOND;
        samples.add(Family.ANALYZER_INTERVAL, Labels.of("job_name", "live"), seconds);
    }

    private static void add(Labels labels, List<CurrentVersion> versions, Samples samples) {
        Instant last =
                versions.stream()
                        .map(CurrentVersion::finishedAt)
                        .max(Instant::compareTo)
                        .orElseThrow();
        samples.add(Family.ANALYZER_LAST_SUCCESS, labels, last)
                .add(
                        Family.ANALYZER_DURATION,
                        labels,
                        versions.stream().mapToDouble(AnalyzerSamples::seconds).sum())
                .add(
                        Family.ANALYZER_ROWS,
                        labels,
                        versions.stream().mapToLong(v -> v.run().rows()).sum())
                .add(
                        Family.ANALYZER_WINDOWS,
                        labels,
                        versions.stream().mapToLong(v -> v.run().windows()).sum());
    }

    private static double seconds(CurrentVersion version) {
        Duration took = Duration.between(version.run().startedAt(), version.finishedAt());
        return Math.max(0, took.toMillis() / MILLIS_PER_SECOND);
    }
}
