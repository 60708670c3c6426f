// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.storage.Storage;
import io.halflife.storage.json.DecayFitJson;
import io.halflife.storage.json.Json;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.ReferenceState;
import io.halflife.storage.results.ResultReader;
import io.halflife.storage.results.StoredRequest;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.webhook.Deliveries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that was found about one version in one environment, as one JSON object: what {@code
 * halflife replay --json} prints. Its arrays hold the very objects of the read API.
 */
public final class ModelReport {

    private final ModelStore models;
    private final ResultReader results;
    private final Deliveries deliveries;

    private ModelReport(Storage storage) {
        this.models = storage.models();
        this.results = storage.results();
        this.deliveries = storage.deliveries();
    }

    /**
     * The report of a version, over all windows.
     *
     * @throws NoSuchElementException when no such version is registered
     */
    public static ObjectNode of(Storage storage, String model, String version, String environment) {
        return new ModelReport(storage).of(new ModelVersion(model, version), environment);
    }

    private ObjectNode of(ModelVersion id, String environment) {
        RegisteredVersion version =
                models.version(id)
                        .orElseThrow(() -> new NoSuchElementException("no model version " + id));
        VersionScope scope = new VersionScope(version.versionId(), environment);
        Optional<ReferenceState> reference = results.reference(version.versionId());
        ObjectNode json = Json.object();
        json.put("model", id.model());
        json.put("version", id.version());
        json.put("environment", environment);
        json.put("reference_rows", reference.map(ReferenceState::rows).orElse(0L));
        putWindows(json, scope);
        json.set(
                "reference_performance", array(referenceOf(reference), PerformanceJson::reference));
        json.set("decay", array(results.decay(scope), DecayFitJson::write));
        List<StoredRequest> requests = requestsOf(version, id, environment);
        Map<String, Boolean> delivered =
                deliveries.delivered(requests.stream().map(r -> r.request().id()).toList());
        json.set(
                "requests",
                array(requests, r -> RequestJson.request(r, delivered.get(r.request().id()))));
        return json;
    }

    private void putWindows(ObjectNode json, VersionScope scope) {
        Instant from = Instant.MIN;
        Instant to = Instant.MAX;
        json.set("verdicts", array(results.drift(scope, from, to), DriftJson::verdict));
        json.set("beside", array(results.beside(scope, from, to), DriftJson::beside));
        json.set("profiles", array(results.profiles(scope, from, to), DriftJson::profile));
        json.set(
                "performance",
                array(results.performance(scope, from, to), PerformanceJson::window));
    }

    private List<PerformanceValue> referenceOf(Optional<ReferenceState> reference) {
        return reference.map(r -> results.referencePerformance(r.referenceId())).orElse(List.of());
    }

    private List<StoredRequest> requestsOf(
            RegisteredVersion version, ModelVersion id, String environment) {
        return results.requests(version.modelId(), environment).stream()
                .filter(r -> r.request().version().equals(id))
                .toList();
    }

    private static <T> ArrayNode array(List<T> values, Function<T, ? extends JsonNode> json) {
        ArrayNode array = Json.array();
        values.forEach(value -> array.add(json.apply(value)));
        return array;
    }
}
