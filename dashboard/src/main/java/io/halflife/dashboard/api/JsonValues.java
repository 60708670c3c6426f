// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Values as JSON shows them: undefined and infinite figures are null, instants are RFC 3339 in UTC
 * down to the microsecond.
 */
final class JsonValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonValues() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static ArrayNode array() {
        return NODES.arrayNode();
    }

    static JsonNode number(double value) {
        return Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode();
    }

    static JsonNode time(Instant instant) {
        return instant == null
                ? NODES.nullNode()
                : NODES.textNode(instant.truncatedTo(ChronoUnit.MICROS).toString());
    }

    /** {@code {"low":…,"high":…}}. */
    static ObjectNode interval(double low, double high) {
        ObjectNode json = object();
        json.set("low", number(low));
        json.set("high", number(high));
        return json;
    }
}
