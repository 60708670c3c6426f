// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.model.Violation;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.PolicyNames;
import io.halflife.monitor.segment.SegmentRules;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.Parsed;
import io.halflife.storage.json.PolicyJson;
import io.halflife.storage.model.ModelChange;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.PolicyRevision;
import io.halflife.storage.model.PolicyStore;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What every door of policies does, whoever opens it. Blocking. */
public final class Policies {

    /** For {@link #set}: whatever is in force. */
    public static final int ANY_REVISION = -1;

    private final ModelStore models;
    private final PolicyStore store;

    public Policies(Jdbi jdbi) {
        this.models = ModelStore.in(jdbi);
        this.store = PolicyStore.in(jdbi);
    }

    public PolicyRevision current(RegisteredModel model) {
        return store.current(model.modelId(), task(model));
    }

    /** The effective policy of a body, or every rule that it breaks for this model. */
    public Parsed<MonitoringPolicy> check(RegisteredModel model, ObjectNode body) {
        List<VersionDefinition> versions =
                models.versions(model.modelId()).stream()
                        .map(RegisteredVersion::definition)
                        .toList();
        Optional<VersionDefinition> newest = newest(versions);
        Parsed<MonitoringPolicy> parsed = PolicyJson.parse(body, task(newest));
        if (!parsed.isValid()) {
            return parsed;
        }
        MonitoringPolicy policy = parsed.value();
        // A new policy's segments are in the newest version; those of older versions may differ.
        List<Violation> violations =
                new ArrayList<>(
                        SegmentRules.check(
                                policy.segments(),
                                newest.map(VersionDefinition::signature).orElse(null)));
        violations.addAll(
                PolicyNames.of(versions)
                        .check(PolicyJson.criticalFeatures(body), policy.performance().metric()));
        return violations.isEmpty() ? parsed : Parsed.refused(violations);
    }

    /**
     * Appends a revision. Somebody has looked at the model then, if its first predictions made it.
     *
     * @param body that {@link #check} found nothing in
     * @param expected the revision that the writer saw, or {@link #ANY_REVISION}
     * @throws java.util.ConcurrentModificationException when another revision is in force
     */
    public PolicyRevision set(RegisteredModel model, ObjectNode body, String writer, int expected) {
        store.append(model.modelId(), body.toString(), writer, expected);
        if (model.state() == RegisteredModel.State.UNCONFIGURED) {
            models.change(model.modelId(), ModelChange.CONFIGURED);
        }
        return current(model);
    }

    /** The task of the newest version: defaults depend on it. */
    public Task task(RegisteredModel model) {
        return task(newest(models.versions(model.modelId())).map(RegisteredVersion::definition));
    }

    private static Task task(Optional<VersionDefinition> newest) {
        return newest.map(version -> version.output().task()).orElse(Task.BINARY_CLASSIFICATION);
    }

    private static <T> Optional<T> newest(List<T> versions) {
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(versions.get(versions.size() - 1));
    }

    /** Every effective value, and which of them were set. */
    public static ObjectNode json(RegisteredModel model, PolicyRevision revision) {
        ObjectNode json = Json.object();
        json.put("model", model.name());
        json.put("revision", revision.revision());
        json.set("policy", PolicyJson.write(revision.policy()));
        ArrayNode set = json.putArray("set");
        PolicyJson.set(Json.read(revision.body())).forEach(set::add);
        return json;
    }
}
