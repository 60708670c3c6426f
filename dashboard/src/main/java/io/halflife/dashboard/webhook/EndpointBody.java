// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.outbound.OutboundAddresses;
import io.halflife.http.outbound.RefusedAddressException;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.monitor.model.Violation;
import io.halflife.storage.json.JsonFields;
import io.halflife.storage.webhook.EndpointDraft;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The body that makes or changes an endpoint. Every broken rule is collected. Blocking: the host is
 * looked up.
 */
final class EndpointBody {

    static final Set<String> TYPES =
            Set.of("retraining.requested", "retraining.expired", "alarm.raised", "alarm.cleared");

    private static final String[] STATES = {"ACTIVE", "INACTIVE"};
    private static final int URL_MAX = 2048;
    private static final int DESCRIPTION_MAX = 500;
    private static final int MODELS_MAX = 100;
    private static final EndpointDraft NOTHING_SAID =
            new EndpointDraft("", List.of(), List.of(), "", Map.of(), true);

    private final OutboundAddresses addresses;

    EndpointBody(OutboundAddresses addresses) {
        this.addresses = addresses;
    }

    /**
     * What a body says, over nothing.
     *
     * @throws ProblemException 422 with every finding
     */
    EndpointDraft create(ObjectNode body) {
        return read(body, NOTHING_SAID, true);
    }

    /**
     * What a body says, over what stands.
     *
     * @throws ProblemException 422 with every finding
     */
    EndpointDraft change(ObjectNode body, EndpointDraft standing) {
        return read(body, standing, false);
    }

    private EndpointDraft read(ObjectNode body, EndpointDraft standing, boolean urlRequired) {
        List<Violation> violations = new ArrayList<>();
        JsonFields fields = JsonFields.of(body, "", violations).orElseThrow();
        if (urlRequired) {
            fields.require("url");
        }
        EndpointDraft draft =
                new EndpointDraft(
                        fields.text("url").map(url -> checked(fields, url)).orElse(standing.url()),
                        fields.texts("types")
                                .map(types -> known(fields, types))
                                .orElse(standing.types()),
                        fields.texts("models")
                                .map(models -> few(fields, models))
                                .orElse(standing.models()),
                        description(fields, standing.description()),
                        HeaderRules.read(fields).orElse(standing.headers()),
                        active(fields, standing.active()));
        fields.done();
        if (!violations.isEmpty()) {
            throw new ProblemException(Problems.invalid(violations));
        }
        return draft;
    }

    private static boolean active(JsonFields fields, boolean standing) {
        return fields.choice("state", STATES, state -> state)
                .map("ACTIVE"::equals)
                .orElse(standing);
    }

    private String checked(JsonFields fields, String url) {
        try {
            if (url.length() > URL_MAX) {
                fields.refuse(
                        "url", "string_too_long", "must be at most " + URL_MAX + " characters");
            } else {
                addresses.resolve(addresses.parse(url));
            }
        } catch (RefusedAddressException e) {
            fields.refuse("url", "url_refused", e.getMessage());
        } catch (UnknownHostException e) {
            fields.refuse("url", "unknown_host", "must name a host that has an address");
        }
        return url;
    }

    private static List<String> known(JsonFields fields, List<String> types) {
        if (!TYPES.containsAll(types)) {
            fields.refuse(
                    "types",
                    "invalid_enum",
                    "must be of " + String.join(", ", TYPES.stream().sorted().toList()));
        }
        return types.stream().distinct().sorted().toList();
    }

    private static List<String> few(JsonFields fields, List<String> models) {
        if (models.size() > MODELS_MAX) {
            fields.refuse("models", "too_many", "at most " + MODELS_MAX + " models");
        }
        return models.stream().distinct().sorted().toList();
    }

    private static String description(JsonFields fields, String standing) {
        String text = fields.text("description").orElse(standing);
        if (text.length() > DESCRIPTION_MAX) {
            fields.refuse(
                    "description",
                    "string_too_long",
                    "must be at most " + DESCRIPTION_MAX + " characters");
        }
        return text;
    }
}
