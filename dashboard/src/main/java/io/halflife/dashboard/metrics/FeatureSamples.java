// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.storage.results.VersionScope;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Single features as samples, within a budget: where there are too many the version with most of
 * them shows none, and how many are missing is a sample itself. One thread at a time.
 */
final class FeatureSamples {

    /** Score, threshold, alarm, missing ratio. */
    static final int SERIES_PER_FEATURE = 4;

    private static final String EFFECT = "effect";

    private final int seriesMax;
    private final FeatureChoice choice = new FeatureChoice();

    FeatureSamples(int seriesMax) {
        this.seriesMax = seriesMax;
    }

    void add(List<VersionResults> versions, Instant now, Samples samples) {
        choice.age(now);
        Map<VersionResults, List<DriftResult>> chosen = new LinkedHashMap<>();
        for (VersionResults version : versions) {
            VersionScope scope = version.version().scope();
            chosen.put(version, choice.of(scope, version.verdicts(), now));
        }
        int dropped = dropLargest(chosen);
        chosen.forEach((version, features) -> features.forEach(f -> add(version, f, samples)));
        samples.add(Family.EXPORTER_DROPPED, Labels.EMPTY, dropped);
    }

    private int dropLargest(Map<VersionResults, List<DriftResult>> chosen) {
        int total = series(chosen.values());
        int dropped = 0;
        List<VersionResults> largestFirst = new ArrayList<>(chosen.keySet());
        largestFirst.sort(
                Comparator.<VersionResults, Integer>comparing(v -> -v.verdicts().size())
                        .thenComparing(v -> v.labels()));
        for (VersionResults version : largestFirst) {
            if (total - dropped <= seriesMax) {
                break;
            }
            dropped += series(List.of(chosen.put(version, List.of())));
        }
        return dropped;
    }

    private static int series(Iterable<List<DriftResult>> lists) {
        int features = 0;
        for (List<DriftResult> list : lists) {
            features += list.size();
        }
        return features * SERIES_PER_FEATURE;
    }

    private static void add(VersionResults version, DriftResult result, Samples samples) {
        Labels feature = version.labels().add("feature", result.column().name());
        Labels effect = feature.add("method", EFFECT);
        double floor = version.policy().drift().effectFloor();
        samples.add(Family.FEATURE_DRIFT_SCORE, effect, result.effect())
                .add(Family.FEATURE_DRIFT_THRESHOLD, effect, floor)
                .add(Family.FEATURE_ALARM, feature, result.isAlarm())
                .add(Family.FEATURE_MISSING_RATIO, feature, missing(result));
    }

    private static double missing(DriftResult result) {
        long rows = result.n() + result.missing();
        return rows == 0 ? Double.NaN : (double) result.missing() / rows;
    }
}
