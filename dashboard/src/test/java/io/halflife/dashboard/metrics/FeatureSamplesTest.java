// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import static io.halflife.dashboard.metrics.FeatureSamples.SERIES_PER_FEATURE;
import static io.halflife.dashboard.metrics.ResultFixture.NOON;
import static io.halflife.dashboard.metrics.ResultFixture.results;
import static io.halflife.dashboard.metrics.ResultFixture.verdict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureSamplesTest {

    private static final int MANY = 100;

    @Test
    void features_areThoseThatDriftMostAndThoseInAlarm() {
        List<DriftResult> verdicts = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            AlarmState state = i == 0 ? AlarmState.ALARM : AlarmState.CLEAR;
            verdicts.add(verdict("f" + i, i / 100.0, state));
        }

        Set<String> shown = shown(samples(1000, NOON, results(1, verdicts)));

        assertEquals(FeatureChoice.FEATURES_MAX, shown.size());
        assertTrue(shown.contains("f0"), "in alarm");
        assertTrue(shown.contains("f99"), "drifts most");
        assertFalse(shown.contains("f80"), "twentieth by effect, behind the alarm");
    }

    /** Otherwise a feature at the edge would come and go, and its series would have gaps. */
    @Test
    void features_stayForADayAfterLeavingTheTop() {
        FeatureSamples features = new FeatureSamples(1000);
        VersionResults rising = results(1, ramp(1));
        VersionResults falling = results(1, ramp(-1));
        Samples before = new Samples();
        features.add(List.of(rising), NOON, before);
        Samples after = new Samples();
        features.add(List.of(falling), NOON.plus(Duration.ofHours(23)), after);
        Samples later = new Samples();
        features.add(List.of(falling), NOON.plus(Duration.ofDays(2)), later);

        assertTrue(shown(after).containsAll(shown(before)));
        assertEquals(2 * FeatureChoice.FEATURES_MAX, shown(after).size());
        assertEquals(FeatureChoice.FEATURES_MAX, shown(later).size());
    }

    @Test
    void budget_isKeptByLeavingOutTheLargestVersion() {
        int budget = 10 * SERIES_PER_FEATURE;

        Samples samples = samples(budget, NOON, results(1, ramp(1)), results(2, 0.5, 0.4));

        assertEquals(Set.of("f0", "f1"), shown(samples));
        int droppedFeatures = FeatureChoice.FEATURES_MAX;
        assertEquals(droppedFeatures * SERIES_PER_FEATURE, value(samples, Family.EXPORTER_DROPPED));
        assertEquals(0, value(samples(1000, NOON, results(2, 0.5)), Family.EXPORTER_DROPPED));
    }

    /** What the budget counts is what a scrape carries. */
    @Test
    void seriesPerFeature_isWhatOneFeatureHas() {
        Samples samples = samples(1000, NOON, results(1, 0.5));

        long series =
                samples.snapshots().stream()
                        .mapToLong(family -> family.getDataPoints().size())
                        .sum();
        assertEquals(SERIES_PER_FEATURE + 1, series, "and the number of dropped ones");
        assertEquals(0.1, value(samples, Family.FEATURE_MISSING_RATIO), 1e-12);
    }

    private static double[] ramp(int direction) {
        return IntStream.range(0, MANY)
                .mapToDouble(i -> direction > 0 ? i / 100.0 : (MANY - i) / 100.0)
                .toArray();
    }

    private static Samples samples(int budget, Instant now, VersionResults... versions) {
        Samples samples = new Samples();
        new FeatureSamples(budget).add(List.of(versions), now, samples);
        return samples;
    }

    private static Set<String> shown(Samples samples) {
        Set<String> names = new TreeSet<>();
        for (DataPointSnapshot point : family(samples, Family.FEATURE_ALARM).getDataPoints()) {
            names.add(point.getLabels().get("feature"));
        }
        return names;
    }

    private static double value(Samples samples, Family family) {
        return ((GaugeSnapshot) family(samples, family)).getDataPoints().get(0).getValue();
    }

    private static MetricSnapshot family(Samples samples, Family family) {
        return samples.snapshots().stream()
                .filter(f -> f.getMetadata().getName().equals(family.metric()))
                .findFirst()
                .orElseThrow();
    }
}
