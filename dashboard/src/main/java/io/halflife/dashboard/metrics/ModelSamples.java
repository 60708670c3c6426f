// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Role;
import io.halflife.storage.results.CurrentVersion;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Locale;

/** A version as a whole as samples: what it is, its newest window, its drift. */
final class ModelSamples {

    private ModelSamples() {}

    static void add(VersionResults results, Samples samples) {
        CurrentVersion version = results.version();
        Labels labels = results.labels();
        samples.model(
                labels.merge(
                        Labels.of(
                                "task",
                                lower(version.identity().task()),
                                "origin",
                                lower(version.identity().origin()))));
        version.window().ifPresent(w -> samples.add(Family.WINDOW_END, labels, w.end()));
        results.last().event().ifPresent(at -> samples.add(Family.LAST_EVENT, labels, at));
        version.deployedAt().ifPresent(at -> samples.add(Family.MODEL_DEPLOYED, labels, at));
        version.trainedUntil().ifPresent(at -> samples.add(Family.TRAINING_DATA_END, labels, at));
        samples.add(Family.MODEL_DRIFT_ALARM, labels, version.run().datasetDrift());
        if (!results.verdicts().isEmpty()) {
            addWindow(results.verdicts(), labels, samples);
        }
    }

    private static void addWindow(List<DriftResult> verdicts, Labels labels, Samples samples) {
        List<DriftResult> features =
                verdicts.stream().filter(r -> r.column().role() == Role.FEATURE).toList();
        long rows = verdicts.stream().mapToLong(r -> r.n() + r.missing()).max().orElse(0);
        samples.add(Family.WINDOW_SAMPLES, labels, rows)
                .add(Family.MODEL_FEATURES, labels, features.size())
                .add(
                        Family.DRIFTED_FEATURES,
                        labels,
                        features.stream().filter(r -> r.verdict() == Verdict.DRIFTED).count())
                .add(
                        Family.ALARMED_FEATURES,
                        labels,
                        features.stream().filter(DriftResult::isAlarm).count());
        verdicts.stream()
                .filter(r -> r.column().role() != Role.FEATURE)
                .forEach(
                        r ->
                                samples.add(
                                        Family.PREDICTION_DRIFT_SCORE,
                                        labels.add("role", lower(r.column().role()))
                                                .add("method", "effect"),
                                        r.effect()));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
