// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Exchange;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.Violation;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.segment.SegmentRules;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.Parsed;
import io.halflife.storage.json.PolicyJson;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.PolicyRevision;
import io.halflife.storage.model.PolicyStore;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET} and {@code PUT …/policy}. Each PUT is a revision; the answer shows the whole
 * effective policy and which of it was set. The ETag is the revision.
 */
final class PolicyDoor {

    private static final int ANY_REVISION = -1;

    private final ModelStore models;
    private final PolicyStore policies;

    PolicyDoor(ControlParts parts) {
        this.models = parts.storage().models();
        this.policies = parts.storage().policies();
    }

    Answer show(Exchange exchange) {
        RegisteredModel model = Lookups.model(models, exchange);
        return answer(model, policies.current(model.modelId(), task(model)));
    }

    Answer replace(Exchange exchange, ObjectNode body) {
        RegisteredModel model = Lookups.model(models, exchange);
        Parsed<MonitoringPolicy> parsed = PolicyJson.parse(body, task(model));
        if (!parsed.isValid()) {
            throw new ProblemException(Problems.invalid(parsed.violations()));
        }
        requireSegments(model, parsed.value());
        int expected = expectedRevision(exchange.header("if-match"));
        try {
            policies.append(
                    model.modelId(), body.toString(), exchange.principal().name(), expected);
        } catch (ConcurrentModificationException e) {
            throw changed();
        }
        Lookups.configured(models, model);
        return answer(model, policies.current(model.modelId(), task(model)));
    }

    /** A new policy's segments are in the newest version; those of older versions may differ. */
    private void requireSegments(RegisteredModel model, MonitoringPolicy policy) {
        Signature signature =
                newest(model).map(version -> version.definition().signature()).orElse(null);
        List<Violation> violations = SegmentRules.check(policy.segments(), signature);
        if (!violations.isEmpty()) {
            throw new ProblemException(Problems.invalid(violations));
        }
    }

    /** A tag that is none of ours cannot be that of the revision in force. */
    private static int expectedRevision(String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return ANY_REVISION;
        }
        if (!ifMatch.strip().matches("\"[0-9]{1,9}\"")) {
            throw changed();
        }
        return Integer.parseInt(ifMatch.strip().replace("\"", ""));
    }

    private static ProblemException changed() {
        return new ProblemException(
                Problem.of(
                        412,
                        "etag_mismatch",
                        "another revision is in force; read it, then decide again"));
    }

    /** Of the newest version: the defaults depend on it. */
    private Task task(RegisteredModel model) {
        return newest(model)
                .map(version -> version.definition().output().task())
                .orElse(Task.BINARY_CLASSIFICATION);
    }

    private Optional<RegisteredVersion> newest(RegisteredModel model) {
        List<RegisteredVersion> versions = models.versions(model.modelId());
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(versions.get(versions.size() - 1));
    }

    private static Answer answer(RegisteredModel model, PolicyRevision revision) {
        ObjectNode json = Json.object();
        json.put("model", model.name());
        json.put("revision", revision.revision());
        json.set("policy", PolicyJson.write(revision.policy()));
        ArrayNode set = json.putArray("set");
        PolicyJson.set(Json.read(revision.body())).forEach(set::add);
        return Answer.json(200, json).with("ETag", "\"" + revision.revision() + "\"");
    }
}
