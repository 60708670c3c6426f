// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.json.Json;
import io.halflife.storage.webhook.Delivery;
import io.halflife.storage.webhook.DeliveryAttempt;
import java.util.List;

/** A message to an endpoint as the API shows it. */
public final class DeliveryJson {

    private DeliveryJson() {}

    public static ObjectNode delivery(Delivery delivery) {
        ObjectNode json = Json.object();
        json.put("id", delivery.messageId());
        json.put("endpoint_id", delivery.endpointId());
        json.put("url", delivery.url());
        json.put("type", delivery.type());
        json.put("request_id", delivery.requestId());
        json.put("state", delivery.state().name());
        json.put("reason", delivery.reason());
        json.put("attempts", delivery.attempts());
        json.put("last_status", delivery.lastStatus());
        json.put("last_error", delivery.lastError());
        json.set("first_attempt_at", Json.time(delivery.firstAttemptAt()));
        json.set("next_attempt_at", Json.time(delivery.nextAttemptAt()));
        json.set("delivered_at", Json.time(delivery.deliveredAt()));
        json.set("created_at", Json.time(delivery.createdAt()));
        json.set("expires_at", Json.time(delivery.expiresAt()));
        return json;
    }

    /** With every attempt. */
    public static ObjectNode withAttempts(Delivery delivery, List<DeliveryAttempt> attempts) {
        ObjectNode json = delivery(delivery);
        ArrayNode array = json.putArray("history");
        attempts.forEach(attempt -> array.add(attempt(attempt)));
        return json;
    }

    private static ObjectNode attempt(DeliveryAttempt attempt) {
        ObjectNode json = Json.object();
        json.put("number", attempt.number());
        json.set("started_at", Json.time(attempt.startedAt()));
        json.put("outcome", attempt.outcome().text());
        json.set("seconds", Json.number(attempt.seconds()));
        json.put("status", attempt.status());
        json.put("error", attempt.error());
        json.put("response", attempt.response());
        return json;
    }
}
