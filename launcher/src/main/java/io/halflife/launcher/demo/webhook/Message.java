// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Reads the body of a message, whose signature was checked before. */
final class Message {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Message() {}

    /** Empty when the body is no event. */
    static Optional<Receipt> read(String messageId, byte[] body, Instant receivedAt) {
        try {
            JsonNode event = JSON.readTree(body);
            if (!event.path("type").isTextual() || !event.path("data").isObject()) {
                return Optional.empty();
            }
            JsonNode data = event.path("data");
            return Optional.of(
                    new Receipt(
                            messageId,
                            event.path("type").asText(),
                            data.path("request_id").asText(""),
                            forecast(data.path("evidence").path("forecast")),
                            receivedAt));
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Receipt.Forecast forecast(JsonNode json) {
        if (!json.path("at").isTextual() || !json.path("low").isTextual()) {
            return null;
        }
        JsonNode high = json.path("high");
        return new Receipt.Forecast(
                Instant.parse(json.path("at").asText()),
                Instant.parse(json.path("low").asText()),
                high.isTextual() ? Instant.parse(high.asText()) : null);
    }
}
