// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Exchange;
import io.halflife.storage.ingest.ReferenceOperations;
import io.halflife.storage.json.Json;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.reference.ReferenceStore;
import io.halflife.storage.results.ReferenceState;
import java.util.Optional;

/**
 * {@code PUT …/reference} and the operation that it starts. The operation is a view: it runs while
 * the reference is frozen and has succeeded when the analyzer has profiled it.
 */
final class ReferenceDoor {

    private static final String OPERATION = "reference-";
    private static final String PROFILED = "PROFILED";

    private final ModelStore models;
    private final ReferenceStore references;
    private final ReferenceOperations operations;

    ReferenceDoor(ControlParts parts) {
        this.models = parts.storage().models();
        this.references = parts.storage().references();
        this.operations = new ReferenceOperations(parts.storage().jdbi());
    }

    /** Freezes what was posted: 202 until it is profiled, then 200. */
    Answer replace(Exchange exchange, ObjectNode body) {
        Checked checked = new Checked(body);
        checked.fields().require("kind");
        checked.fields().choice("kind", new String[] {"rows"}, kind -> kind);
        checked.done();
        RegisteredModel model = Lookups.model(models, exchange);
        RegisteredVersion version = Lookups.version(models, model, exchange.path("version"));
        ReferenceState state =
                references
                        .freeze(version.versionId())
                        .orElseThrow(
                                () ->
                                        Lookups.conflict(
                                                "reference_empty",
                                                "no rows were posted to …/reference/rows"));
        Answer answer = Answer.json(isProfiled(state) ? 200 : 202, json(state));
        return answer.with("Location", "/v1/operations/" + OPERATION + state.referenceId());
    }

    Answer operation(Exchange exchange) {
        ReferenceOperations.Found found =
                referenceId(exchange.path("operation"))
                        .flatMap(operations::find)
                        .filter(f -> exchange.principal().sees(f.model()))
                        .orElseThrow(() -> new ProblemException(Problems.notFound()));
        return Answer.json(200, json(found.state()));
    }

    private static Optional<Long> referenceId(String operation) {
        return operation.matches(OPERATION + "[0-9]{1,18}")
                ? Optional.of(Long.parseLong(operation.substring(OPERATION.length())))
                : Optional.empty();
    }

    private static boolean isProfiled(ReferenceState state) {
        return state.state().equals(PROFILED);
    }

    private static ObjectNode json(ReferenceState state) {
        ObjectNode json = Json.object();
        json.put("id", OPERATION + state.referenceId());
        json.put("kind", "reference");
        json.put("state", isProfiled(state) ? "SUCCEEDED" : "RUNNING");
        json.putObject("reference")
                .put("reference_id", Long.toString(state.referenceId()))
                .put("state", state.state())
                .put("rows", state.rows())
                .set("frozen_at", Json.time(state.frozenAt()));
        return json;
    }
}
