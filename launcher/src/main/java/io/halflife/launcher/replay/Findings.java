// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.replay;

import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.storage.Storage;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.ResultReader;
import io.halflife.storage.results.StoredRequest;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;

/**
 * What the analyzer wrote about a version.
 *
 * @param primaryDrift the tests that verdicts rest on, by window
 * @param performance by window
 * @param decay the fits of the latest run
 */
record Findings(
        List<DriftResult> primaryDrift,
        List<PerformanceValue> performance,
        List<PerformanceValue> referencePerformance,
        List<DecayFit> decay,
        List<StoredRequest> requests) {

    Findings {
        primaryDrift = List.copyOf(primaryDrift);
        performance = List.copyOf(performance);
        referencePerformance = List.copyOf(referencePerformance);
        decay = List.copyOf(decay);
        requests = List.copyOf(requests);
    }

    static Findings of(Storage storage, ModelVersion id, String environment) {
        RegisteredVersion version = storage.models().version(id).orElseThrow();
        VersionScope scope = new VersionScope(version.versionId(), environment);
        ResultReader results = storage.results();
        return new Findings(
                results.primaryDrift(scope, Instant.MIN, Instant.MAX),
                results.performance(scope, Instant.MIN, Instant.MAX),
                results.reference(version.versionId())
                        .map(r -> results.referencePerformance(r.referenceId()))
                        .orElse(List.of()),
                results.decay(scope),
                results.requests(version.modelId(), environment));
    }
}
