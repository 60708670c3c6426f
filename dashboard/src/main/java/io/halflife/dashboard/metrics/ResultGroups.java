// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.storage.results.CurrentResults;
import io.halflife.storage.results.CurrentVersion;
import io.halflife.storage.results.LabelCoverage;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The results of many versions, one query a kind. */
record ResultGroups(
        Map<VersionScope, List<DriftResult>> verdicts,
        Map<VersionScope, List<PerformanceValue>> performance,
        Map<VersionScope, List<LabelCoverage>> coverage,
        Map<VersionScope, List<DecayFit>> decay,
        Map<Long, Map<String, Double>> reference,
        Map<VersionScope, Instant> labelledUntil,
        Map<VersionScope, Instant> lastEvents) {

    /**
     * Reads.
     *
     * @param moments what counts as now, by version
     */
    static ResultGroups read(
            CurrentResults current,
            List<CurrentVersion> versions,
            Map<VersionScope, Instant> moments) {
        List<VersionScope> scopes = versions.stream().map(CurrentVersion::scope).toList();
        List<Long> references =
                versions.stream().map(v -> v.run().referenceId()).distinct().toList();
        return new ResultGroups(
                current.verdicts(scopes),
                current.performance(scopes),
                current.coverage(scopes),
                current.decay(scopes),
                current.referencePerformance(references),
                current.labelledUntil(scopes),
                current.lastEvents(moments));
    }
}
