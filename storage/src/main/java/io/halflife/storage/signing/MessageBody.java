// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.signing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a message: the event as the outbox holds it and, where the dashboard's address is
 * known, the link to its evidence. At most 20 kB: evidence that is larger stays on the page.
 */
public final class MessageBody {

    public static final int BYTES_MAX = 20_000;

    private final String dashboardUrl;

    /**
     * @param dashboardUrl without a slash at its end; the empty string when it is not known
     */
    public MessageBody(String dashboardUrl) {
        this.dashboardUrl = dashboardUrl;
    }

    /**
     * UTF-8.
     *
     * @param message the event as the outbox holds it, a JSON object
     */
    public byte[] of(String message) {
        ObjectNode stored = (ObjectNode) Json.read(message);
        ObjectNode event = Json.object();
        event.set("type", stored.get("type"));
        event.set("timestamp", stored.get("timestamp"));
        event.setAll(stored);
        if (event.path("data").path("evidence") instanceof ObjectNode evidence) {
            link(event, evidence);
        }
        byte[] body = bytes(event);
        return body.length <= BYTES_MAX ? body : bytes(withoutEvidence(event));
    }

    private void link(ObjectNode event, ObjectNode evidence) {
        if (!dashboardUrl.isEmpty()) {
            String model = event.path("data").path("model").asText();
            String request = event.path("data").path("request_id").asText();
            evidence.put(
                    "url",
                    "%s/models/%s/retraining/%s"
                            .formatted(dashboardUrl, segment(model), segment(request)));
        }
    }

    private static ObjectNode withoutEvidence(ObjectNode event) {
        if (event.path("data") instanceof ObjectNode data
                && data.path("evidence") instanceof ObjectNode evidence) {
            ObjectNode rest = data.putObject("evidence");
            rest.put("omitted", "it is larger than a message may be");
            if (evidence.has("url")) {
                rest.set("url", evidence.get("url"));
            }
        }
        return event;
    }

    private static byte[] bytes(ObjectNode event) {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
