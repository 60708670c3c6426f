// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Values as JSON nodes: undefined and infinite figures are null, times end at microseconds. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    public static ObjectNode object() {
        return NODES.objectNode();
    }

    public static ArrayNode array() {
        return NODES.arrayNode();
    }

    public static JsonNode number(double value) {
        return Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode();
    }

    public static JsonNode time(Instant instant) {
        return instant == null
                ? NODES.nullNode()
                : NODES.textNode(instant.truncatedTo(ChronoUnit.MICROS).toString());
    }

    /** Figures by name, in the order of their names. */
    public static ObjectNode figures(Map<String, Double> figures) {
        ObjectNode json = object();
        new TreeMap<>(figures).forEach((name, value) -> json.set(name, number(value)));
        return json;
    }

    /** What {@link #figures} wrote; null is NaN. */
    public static Map<String, Double> figuresOf(JsonNode object) {
        Map<String, Double> figures = new HashMap<>();
        object.properties().forEach(f -> figures.put(f.getKey(), numberOf(object, f.getKey())));
        return figures;
    }

    /** NaN where the field is absent or null. */
    static double numberOf(JsonNode object, String name) {
        JsonNode field = object.path(name);
        return field.isNumber() ? field.doubleValue() : Double.NaN;
    }

    /** Null where the field is absent or null. */
    static Instant timeOf(JsonNode object, String name) {
        JsonNode field = object.path(name);
        return field.isTextual() ? Instant.parse(field.textValue()) : null;
    }

    /**
     * Text that the database gave back.
     *
     * @throws IllegalStateException when it is no JSON
     */
    public static JsonNode read(String stored) {
        try {
            return MAPPER.readTree(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored text is no JSON", e);
        }
    }
}
