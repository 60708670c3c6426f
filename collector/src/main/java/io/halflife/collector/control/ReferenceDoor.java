// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Exchange;
import io.halflife.storage.json.Json;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.reference.ReferenceDraft;
import io.halflife.storage.reference.ReferenceHistory;
import io.halflife.storage.reference.ReferenceStore;
import io.halflife.storage.reference.StoredReference;
import java.util.Optional;

/**
 * {@code PUT …/reference} and the operation that it starts, and {@code POST …/reference}, which
 * begins to collect rows anew. The operation is a view: it runs while the reference is frozen and
 * has ended when the analyzer has profiled it or has given it up.
 */
final class ReferenceDoor {

    private static final String OPERATION = "reference-";
    private static final String PROFILED = "PROFILED";
    private static final String[] KINDS = {
        "rows", "profile", "window", "previous", "trailing", "upload"
    };

    private final ModelStore models;
    private final ReferenceStore references;
    private final ReferenceHistory history;
    private final ReferenceBody bodies;

    ReferenceDoor(ControlParts parts) {
        this.models = parts.storage().models();
        this.references = parts.storage().references();
        this.history = new ReferenceHistory(parts.storage().jdbi());
        this.bodies = new ReferenceBody(parts.storage(), parts.clock());
    }

    /** Puts a reference, of rows what was posted: 202 until it is profiled, then 200. */
    Answer replace(Exchange exchange, ObjectNode body) {
        String kind = kind(body);
        RegisteredVersion version = version(exchange);
        StoredReference reference =
                switch (kind) {
                    case "rows" -> rows(body, version);
                    case "profile" -> put(version, bodies.profile(body, version));
                    case "window" -> put(version, bodies.window(body, version));
                    case "previous" -> put(version, bodies.previous(body));
                    case "trailing" -> put(version, bodies.trailing(body));
                    default -> throw ReferenceBody.upload();
                };
        boolean profiled = reference.state().state().equals(PROFILED);
        return Answer.json(profiled ? 200 : 202, json(reference))
                .with("Location", "/v1/operations/" + OPERATION + reference.id());
    }

    private static String kind(ObjectNode body) {
        Checked checked = new Checked(body);
        checked.fields().require("kind");
        Optional<String> kind = checked.fields().choice("kind", KINDS, name -> name);
        checked.requireValid();
        return kind.orElseThrow();
    }

    private RegisteredVersion version(Exchange exchange) {
        RegisteredModel model = Lookups.model(models, exchange);
        return Lookups.version(models, model, exchange.path("version"));
    }

    private StoredReference put(RegisteredVersion version, ReferenceDraft draft) {
        return references.put(version.versionId(), draft);
    }

    private StoredReference rows(ObjectNode body, RegisteredVersion version) {
        Checked checked = new Checked(body);
        checked.fields().require("kind");
        checked.done();
        return references
                .freeze(version.versionId())
                .orElseThrow(
                        () ->
                                Lookups.conflict(
                                        "reference_empty",
                                        "no rows were posted to …/reference/rows"));
    }

    /** 201 where a new reference begins to collect rows, 200 where one does already. */
    Answer begin(Exchange exchange, ObjectNode body) {
        Checked checked = new Checked(body);
        checked.fields().require("kind");
        checked.fields().choice("kind", new String[] {"rows"}, kind -> kind);
        checked.done();
        ReferenceStore.Begun begun = references.begin(version(exchange).versionId());
        ObjectNode json = Json.object();
        json.putObject("reference")
                .put("reference_id", Long.toString(begun.referenceId()))
                .put("kind", "rows")
                .put("state", "COLLECTING");
        return Answer.json(begun.isNew() ? 201 : 200, json);
    }

    Answer operation(Exchange exchange) {
        ReferenceHistory.Owned found =
                referenceId(exchange.path("operation"))
                        .flatMap(history::find)
                        .filter(f -> exchange.principal().sees(f.model()))
                        .orElseThrow(() -> new ProblemException(Problems.notFound()));
        return Answer.json(200, json(found.reference()));
    }

    private static Optional<Long> referenceId(String operation) {
        return operation.matches(OPERATION + "[0-9]{1,18}")
                ? Optional.of(Long.parseLong(operation.substring(OPERATION.length())))
                : Optional.empty();
    }

    private static ObjectNode json(StoredReference reference) {
        ObjectNode json = Json.object();
        json.put("id", OPERATION + reference.id());
        json.put("kind", "reference");
        json.put("state", operationState(reference));
        ObjectNode inner = json.putObject("reference");
        inner.put("reference_id", Long.toString(reference.id()))
                .put("kind", reference.kind().jsonName())
                .put("state", reference.state().state())
                .put("rows", reference.state().rows())
                .put("in_force", reference.inForce());
        inner.set("frozen_at", Json.time(reference.state().frozenAt()));
        inner.set("profiled_at", Json.time(reference.profiledAt()));
        reference.failed().ifPresent(reason -> inner.put("reason", reason));
        return json;
    }

    private static String operationState(StoredReference reference) {
        return switch (reference.state().state()) {
            case PROFILED -> "SUCCEEDED";
            case "FAILED" -> "FAILED";
            default -> "RUNNING";
        };
    }
}
