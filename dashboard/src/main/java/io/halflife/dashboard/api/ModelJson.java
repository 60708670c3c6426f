// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.api;

import static io.halflife.storage.json.Json.number;
import static io.halflife.storage.json.Json.object;
import static io.halflife.storage.json.Json.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.SignatureJson;
import io.halflife.storage.model.Deployment;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.ReferenceState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Models, versions and deployments as the read API shows them. */
public final class ModelJson {

    private ModelJson() {}

    public static ObjectNode model(RegisteredModel model) {
        ObjectNode json = object();
        json.put("name", model.name());
        json.put("origin", model.origin().name().toLowerCase(Locale.ROOT));
        json.set("tags", Json.read(model.tagsJson()));
        json.set("created_at", time(model.createdAt()));
        json.put("archived", model.archivedAt() != null);
        json.set("archived_at", time(model.archivedAt()));
        return json;
    }

    /**
     * A version with what was registered and what became of it.
     *
     * @param environments where it has data or results
     */
    public static ObjectNode version(
            RegisteredVersion version,
            List<String> environments,
            Optional<ReferenceState> reference) {
        VersionDefinition definition = version.definition();
        ObjectNode json = object();
        json.put("model", definition.id().model());
        json.put("version", definition.id().version());
        json.put("task", definition.output().task().jsonName());
        json.put("positive_label", definition.output().positiveLabel());
        definition.output().classes().forEach(json.putArray("classes")::add);
        json.set("decision_threshold", number(definition.output().decisionThreshold()));
        json.set("signature", SignatureJson.write(definition.signature()));
        json.put("artifact_digest", definition.artifactDigest());
        json.set("training_data", training(definition.training()));
        json.set("source", Json.read(definition.sourceJson()));
        environments.forEach(json.putArray("environments")::add);
        json.set("reference", reference.map(ModelJson::reference).orElse(null));
        json.set("created_at", time(version.createdAt()));
        json.set("retired_at", time(version.retiredAt()));
        return json;
    }

    private static ObjectNode training(VersionDefinition.TrainingData training) {
        ObjectNode json = object();
        json.set("start", time(training.start()));
        json.set("end", time(training.end()));
        return json;
    }

    private static ObjectNode reference(ReferenceState reference) {
        ObjectNode json = object();
        json.put("reference_id", reference.referenceId());
        json.put("state", reference.state());
        json.put("rows", reference.rows());
        json.set("frozen_at", time(reference.frozenAt()));
        return json;
    }

    public static ObjectNode deployment(Deployment deployment) {
        ObjectNode json = object();
        json.put("version", deployment.version());
        json.put("artifact_digest", deployment.artifactDigest());
        json.put("environment", deployment.environment());
        json.put("action", deployment.action());
        json.put("alias", deployment.alias());
        json.put("stage", deployment.stage());
        json.put("traffic_ratio", deployment.trafficRatio());
        json.set("occurred_at", time(deployment.occurredAt()));
        json.put("actor", deployment.actor());
        return json;
    }
}
