// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.monitor.analysis.History;
import io.halflife.monitor.retraining.DeploymentEvent;
import io.halflife.monitor.retraining.PastRequest;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.Storage;
import io.halflife.storage.model.Deployment;
import io.halflife.storage.results.ResultReader;
import io.halflife.storage.results.StoredRequest;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;

/** Reads what is known about a version before a run. */
final class Histories {

    private final Storage storage;

    Histories(Storage storage) {
        this.storage = storage;
    }

    /** Everything that is stored about windows of this kind; those of an earlier kind stay out. */
    History of(VersionScope scope, int modelId, WindowSpec spec) {
        ResultReader results = storage.results();
        return new History(
                results.primaryDrift(scope, Instant.MIN, Instant.MAX).stream()
                        .filter(row -> isCutBy(spec, row.window()))
                        .toList(),
                results.performance(scope, Instant.MIN, Instant.MAX).stream()
                        .filter(row -> isCutBy(spec, row.window()))
                        .toList(),
                results.requests(modelId, scope.environment()).stream()
                        .map(Histories::request)
                        .toList(),
                deployments(modelId, scope.environment()));
    }

    private static boolean isCutBy(WindowSpec spec, Window window) {
        return spec.containing(window.start()).filter(window::equals).isPresent();
    }

    private static PastRequest request(StoredRequest stored) {
        return new PastRequest(
                stored.request().id(),
                stored.request().asOf(),
                stored.request().reason(),
                stored.isOpen());
    }

    private List<DeploymentEvent> deployments(int modelId, String environment) {
        return storage.models().deployments(modelId, environment).stream()
                .map(Histories::deployment)
                .toList();
    }

    private static DeploymentEvent deployment(Deployment stored) {
        return new DeploymentEvent(
                stored.version(), stored.artifactDigest(), stored.action(), stored.occurredAt());
    }
}
