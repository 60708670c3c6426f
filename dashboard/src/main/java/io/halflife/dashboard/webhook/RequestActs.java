// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.auth.Principal;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.http.server.Exchange;
import io.halflife.monitor.model.Violation;
import io.halflife.storage.Storage;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.JsonFields;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.retraining.RequestState;
import io.halflife.storage.retraining.RetrainingRequests;
import io.halflife.storage.retraining.RetrainingRequests.Reported;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What people do to a request: acknowledge it, or call it off. The same again changes nothing, and
 * what cannot follow the state that it has is refused by its name. Blocking.
 */
final class RequestActs {

    private static final String WRITER = "dashboard";
    private static final int NOTE_MAX = 500;

    private final Storage storage;

    RequestActs(Storage storage) {
        this.storage = storage;
    }

    /**
     * Does it.
     *
     * @return the id and the state that it has now
     * @throws ProblemException 404 for what does not exist, 409 for what cannot follow
     */
    ObjectNode act(Principal caller, String modelName, Verb verb, ObjectNode body) {
        RegisteredModel model =
                storage.models()
                        .find(modelName)
                        .orElseThrow(() -> new ProblemException(Exchange.unknownModel()));
        String note = note(body);
        RetrainingRequests requests = storage.requests();
        Reported reported =
                switch (verb.name()) {
                    case "acknowledge" ->
                            requests.report(
                                            model.modelId(),
                                            verb.id(),
                                            RequestState.ACKNOWLEDGED,
                                            words(caller, "acknowledged it", note),
                                            WRITER)
                                    .orElseThrow(RequestActs::unknown);
                    case "cancel" ->
                            requests.cancel(
                                            model.modelId(),
                                            verb.id(),
                                            words(caller, "called it off", note),
                                            WRITER)
                                    .orElseThrow(RequestActs::unknown);
                    default -> throw new ProblemException(Problems.notFound());
                };
        if (!reported.accepted()) {
            throw new ProblemException(
                    Problem.of(
                            409,
                            "illegal_transition",
                            "the request is "
                                    + reported.state().name().toLowerCase(Locale.ROOT)
                                    + " already"));
        }
        return Json.object().put("id", verb.id()).put("state", reported.state().name());
    }

    private static String words(Principal caller, String did, String note) {
        return caller.name() + " " + did + (note.isEmpty() ? "" : ": " + note);
    }

    private static String note(ObjectNode body) {
        List<Violation> violations = new ArrayList<>();
        JsonFields fields = JsonFields.of(body, "", violations).orElseThrow();
        String note = fields.text("note").map(String::strip).orElse("");
        if (note.length() > NOTE_MAX) {
            fields.refuse("note", "string_too_long", "must be at most " + NOTE_MAX + " characters");
        }
        fields.done();
        if (!violations.isEmpty()) {
            throw new ProblemException(Problems.invalid(violations));
        }
        return note;
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.of(404, "unknown_request", "the model has no such request"));
    }
}
