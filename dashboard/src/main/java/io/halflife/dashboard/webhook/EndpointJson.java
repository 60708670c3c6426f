// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.json.Json;
import io.halflife.storage.webhook.NewSecret;
import io.halflife.storage.webhook.WebhookEndpoint;
import java.util.List;

/** An endpoint as the API shows it: no secret, of its headers only the names. */
final class EndpointJson {

    private EndpointJson() {}

    static ObjectNode endpoint(WebhookEndpoint endpoint) {
        ObjectNode json = Json.object();
        json.put("id", endpoint.id());
        json.put("url", endpoint.url());
        json.put("state", stateOf(endpoint));
        json.put("state_reason", endpoint.shutOffIfAny().orElse(null));
        json.set("types", texts(endpoint.types()));
        json.set("models", texts(endpoint.models()));
        json.put("description", endpoint.description());
        json.set("headers", texts(endpoint.headerNames()));
        json.set("previous_secret_until", Json.time(endpoint.previousSecretUntil()));
        json.put("created_by", endpoint.createdBy());
        json.set("created_at", Json.time(endpoint.createdAt()));
        return json;
    }

    /** The only time that the secret is shown. */
    static ObjectNode withSecret(NewSecret made) {
        return endpoint(made.endpoint()).put("secret", made.secret());
    }

    private static String stateOf(WebhookEndpoint endpoint) {
        if (!endpoint.active()) {
            return "INACTIVE";
        }
        return endpoint.isOn() ? "ACTIVE" : "SHUT_OFF";
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = Json.array();
        texts.forEach(array::add);
        return array;
    }
}
