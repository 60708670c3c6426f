// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.lifecycle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.monitor.model.Violation;
import io.halflife.storage.json.JsonFields;
import java.util.ArrayList;
import java.util.List;

/** The body with which a person does something to a whole model. Every broken rule is collected. */
final class LifecycleBody {

    static final int REASON_MAX = 500;

    private final List<Violation> violations = new ArrayList<>();
    private final JsonFields fields;

    private LifecycleBody(ObjectNode body) {
        this.fields = JsonFields.of(body, "", violations).orElseThrow();
    }

    /**
     * Why, in the person's words; may be left out.
     *
     * @throws ProblemException 422 with every finding
     */
    static String reason(ObjectNode body) {
        return new LifecycleBody(body).done();
    }

    /**
     * The same, of what cannot be undone: {@code confirm} must be the model's name.
     *
     * @throws ProblemException 422 with every finding
     */
    static String confirmedReason(ObjectNode body, String model) {
        LifecycleBody reading = new LifecycleBody(body);
        reading.fields.require("confirm");
        if (reading.fields.text("confirm").filter(name -> !name.equals(model)).isPresent()) {
            reading.fields.refuse(
                    "confirm",
                    "confirm_mismatch",
                    "must be the name of the model, letter by letter");
        }
        return reading.done();
    }

    private String done() {
        String reason = fields.text("reason").map(String::strip).orElse("");
        if (reason.length() > REASON_MAX) {
            fields.refuse(
                    "reason", "string_too_long", "must be at most " + REASON_MAX + " characters");
        }
        fields.done();
        if (!violations.isEmpty()) {
            throw new ProblemException(Problems.invalid(violations));
        }
        return reason;
    }
}
