// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Exchange;
import io.halflife.http.server.RevisionTag;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.storage.json.Parsed;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.PolicyRevision;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.policy.Policies;
import java.util.ConcurrentModificationException;

/**
 * {@code GET} and {@code PUT …/policy}. Each PUT is a revision; the answer shows the whole
 * effective policy and which of it was set. The ETag is the revision.
 */
final class PolicyDoor {

    private final ModelStore models;
    private final Policies policies;

    PolicyDoor(ControlParts parts) {
        this.models = parts.storage().models();
        this.policies = new Policies(parts.storage().jdbi());
    }

    Answer show(Exchange exchange) {
        RegisteredModel model = Lookups.model(models, exchange);
        return answer(model, policies.current(model));
    }

    Answer replace(Exchange exchange, ObjectNode body) {
        RegisteredModel model = Lookups.model(models, exchange);
        Parsed<MonitoringPolicy> parsed = policies.check(model, body);
        if (!parsed.isValid()) {
            throw new ProblemException(Problems.invalid(parsed.violations()));
        }
        int expected = RevisionTag.expected(exchange.header("if-match"), Policies.ANY_REVISION);
        try {
            return answer(model, policies.set(model, body, exchange.principal().name(), expected));
        } catch (ConcurrentModificationException e) {
            throw new ProblemException(RevisionTag.changed());
        }
    }

    private static Answer answer(RegisteredModel model, PolicyRevision revision) {
        return Answer.json(200, Policies.json(model, revision))
                .with("ETag", RevisionTag.of(revision.revision()));
    }
}
