// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Exchange;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.JsonFields;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.retraining.RequestState;
import io.halflife.storage.retraining.RetrainingRequests;
import io.halflife.storage.retraining.RetrainingRequests.Reported;
import java.util.Arrays;

/**
 * {@code POST /v1/models/{model}/retraining-requests/{request}/status}: the training pipeline says
 * how far it is. Saying the same again changes nothing.
 */
final class RetrainingDoor {

    private static final String WRITER = "collector";
    private static final int MESSAGE_MAX = 500;
    private static final RequestState[] REPORTED =
            Arrays.stream(RequestState.values())
                    .filter(RequestState::isReported)
                    .toArray(RequestState[]::new);

    private final ModelStore models;
    private final RetrainingRequests requests;

    RetrainingDoor(ControlParts parts) {
        this.models = parts.storage().models();
        this.requests = parts.storage().requests();
    }

    Answer report(Exchange exchange, ObjectNode body) {
        Checked checked = new Checked(body);
        JsonFields fields = checked.fields();
        fields.require("state");
        RequestState state =
                fields.choice("state", REPORTED, RequestState::name).orElse(REPORTED[0]);
        String message = fields.text("message").map(String::strip).orElse("");
        if (message.length() > MESSAGE_MAX) {
            fields.refuse(
                    "message", "string_too_long", "must be at most " + MESSAGE_MAX + " characters");
        }
        checked.done();
        RegisteredModel model = Lookups.model(models, exchange);
        String id = exchange.path("request");
        Reported reported =
                requests.report(model.modelId(), id, state, message, WRITER)
                        .orElseThrow(RetrainingDoor::unknown);
        if (!reported.accepted()) {
            throw Lookups.conflict(
                    "illegal_transition", "the request is " + reported.state() + " already");
        }
        ObjectNode json = Json.object();
        json.put("id", id);
        json.put("model", model.name());
        json.put("state", reported.state().name());
        return Answer.json(200, json);
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.of(404, "unknown_request", "the model has no such request"));
    }
}
