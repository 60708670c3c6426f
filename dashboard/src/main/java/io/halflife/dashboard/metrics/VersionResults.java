// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import io.halflife.dashboard.serving.Served;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.storage.results.CurrentVersion;
import io.halflife.storage.results.LabelCoverage;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds now of one version in one environment.
 *
 * @param policy that the newest run judged by
 * @param verdicts of the newest window
 * @param performance of the newest mature window, one of each metric
 * @param decay the fits over all windows
 * @param reference the reference's performance by metric
 * @param last what came last of the version
 * @param serving how it serves
 */
record VersionResults(
        CurrentVersion version,
        MonitoringPolicy policy,
        List<DriftResult> verdicts,
        List<PerformanceValue> performance,
        Optional<LabelCoverage> coverage,
        List<DecayFit> decay,
        Map<String, Double> reference,
        Newest last,
        Served serving) {

    /**
     * What came last.
     *
     * @param event the newest prediction's event time
     * @param labelled the end of the newest window with ground truth
     */
    record Newest(Optional<Instant> event, Optional<Instant> labelled) {

        static final Newest NONE = new Newest(Optional.empty(), Optional.empty());
    }

    VersionResults {
        verdicts = List.copyOf(verdicts);
        performance = List.copyOf(performance);
        decay = List.copyOf(decay);
        reference = Map.copyOf(reference);
    }

    /** What names the version in every sample. */
    Labels labels() {
        CurrentVersion.Identity identity = version.identity();
        return Labels.of(
                "model",
                identity.model(),
                "version",
                identity.version(),
                "environment",
                identity.scope().environment());
    }
}
