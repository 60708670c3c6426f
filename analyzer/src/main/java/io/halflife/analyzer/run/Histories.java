// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.monitor.analysis.History;
import io.halflife.monitor.retraining.DeploymentEvent;
import io.halflife.monitor.retraining.PastRequest;
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

    History of(VersionScope scope, int modelId) {
        ResultReader results = storage.results();
        return new History(
                results.primaryDrift(scope, Instant.MIN, Instant.MAX),
                results.performance(scope, Instant.MIN, Instant.MAX),
                results.requests(modelId, scope.environment()).stream()
                        .map(Histories::request)
                        .toList(),
                deployments(modelId, scope.environment()));
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
