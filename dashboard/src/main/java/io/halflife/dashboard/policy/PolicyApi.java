// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.http.server.Exchange;
import io.halflife.http.server.RevisionTag;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.storage.Storage;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.Parsed;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.PolicyRevision;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.policy.Policies;
import io.halflife.storage.policy.PolicyChange;
import io.halflife.storage.policy.PolicyHistory;
import java.util.ConcurrentModificationException;
import java.util.List;

/** The policy of one model, by the rules that hold at the collector's door too. Blocking. */
final class PolicyApi {

    private final ModelStore models;
    private final Policies policies;
    private final PolicyHistory history;
    private final PolicyPreview preview;

    PolicyApi(Storage storage) {
        this.models = storage.models();
        this.policies = new Policies(storage.jdbi());
        this.history = new PolicyHistory(storage.jdbi());
        this.preview = new PolicyPreview(storage);
    }

    RegisteredModel model(String name) {
        return models.find(name).orElseThrow(() -> new ProblemException(Exchange.unknownModel()));
    }

    PolicyRevision current(RegisteredModel model) {
        return policies.current(model);
    }

    /**
     * Appends a revision.
     *
     * @param expected the revision that the writer saw, or {@link Policies#ANY_REVISION}
     * @throws ProblemException 422 with every broken rule, 412 where another revision is in force
     */
    PolicyRevision set(RegisteredModel model, ObjectNode body, String writer, int expected) {
        requireValid(model, body);
        try {
            return policies.set(model, body, writer, expected);
        } catch (ConcurrentModificationException e) {
            throw new ProblemException(RevisionTag.changed());
        }
    }

    /** What the policy of a body would have done; nothing is stored. */
    ObjectNode preview(String model, String version, String environment, ObjectNode body) {
        MonitoringPolicy tried = requireValid(model(model), body);
        return preview.of(model, version, environment, tried);
    }

    private MonitoringPolicy requireValid(RegisteredModel model, ObjectNode body) {
        Parsed<MonitoringPolicy> parsed = policies.check(model, body);
        if (!parsed.isValid()) {
            throw new ProblemException(Problems.invalid(parsed.violations()));
        }
        return parsed.value();
    }

    /** Newest first, below a revision. */
    List<PolicyChange> changes(RegisteredModel model, int before, int limit) {
        return history.changes(model.modelId(), policies.task(model), before, limit);
    }

    static ObjectNode json(PolicyChange change) {
        ObjectNode json = Json.object();
        json.put("revision", change.revision());
        json.put("written_by", change.writer());
        json.set("written_at", Json.time(change.writtenAt()));
        ArrayNode values = json.putArray("changes");
        change.values()
                .forEach(
                        value -> {
                            ObjectNode one = values.addObject();
                            one.put("pointer", value.pointer());
                            one.set("before", Json.read(value.before()));
                            one.set("after", Json.read(value.after()));
                        });
        return json;
    }
}
