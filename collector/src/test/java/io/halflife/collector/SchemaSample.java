// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes bodies up from their schema. Where the schema shows examples it often takes one of them, so
 * that what is made up names things that exist. The same seed gives the same bodies.
 */
final class SchemaSample {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final double EXAMPLE_SHARE = 0.7;
    private static final double OPTIONAL_SHARE = 0.5;

    /** Letters of several lengths in UTF-8, and what JSON has to escape. */
    private static final String[] LETTERS = {"a", "Z", "7", "-", "ü", "漢", "😀", "\"", "\\", "/"};

    private final ApiContract api;
    private final SplittableRandom random;

    SchemaSample(ApiContract api, long seed) {
        this.api = api;
        this.random = new SplittableRandom(seed);
    }

    JsonNode of(JsonNode reference) {
        JsonNode schema = api.follow(reference);
        JsonNode examples = schema.path("examples");
        if (examples.size() > 0 && random.nextDouble() < EXAMPLE_SHARE) {
            return examples.get(random.nextInt(examples.size())).deepCopy();
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        for (String choice : new String[] {"oneOf", "anyOf"}) {
            if (schema.has(choice)) {
                JsonNode branch = schema.get(choice).get(random.nextInt(schema.get(choice).size()));
                return of(branch);
            }
        }
        return ofType(type(schema), schema);
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray()
                ? type.get(random.nextInt(type.size())).asText()
                : type.asText("null");
    }

    private JsonNode ofType(String type, JsonNode schema) {
        return switch (type) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "string" -> string(schema);
            case "integer" -> NODES.numberNode((long) number(schema, 1));
            case "number" -> NODES.numberNode(number(schema, 0));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            default -> NullNode.getInstance();
        };
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode made = NODES.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            boolean wanted = required.contains(member.getKey());
            if (wanted || random.nextDouble() < OPTIONAL_SHARE) {
                made.set(member.getKey(), of(member.getValue()));
            }
        }
        if (schema.path("additionalProperties").isObject()) {
            made.set("x" + random.nextInt(100), of(schema.path("additionalProperties")));
        }
        return made;
    }

    private ArrayNode array(JsonNode schema) {
        ArrayNode made = NODES.arrayNode();
        int n = schema.path("minItems").asInt(0) + random.nextInt(3);
        for (int i = 0; i < n; i++) {
            made.add(of(schema.path("items")));
        }
        return made;
    }

    private JsonNode string(JsonNode schema) {
        JsonNode examples = schema.path("examples");
        boolean formed = schema.has("pattern") || schema.has("format");
        if (formed && examples.size() > 0) {
            return examples.get(0);
        }
        if (schema.path("format").asText().equals("date-time")) {
            return NODES.textNode("2026-02-0" + (1 + random.nextInt(9)) + "T01:02:03.5+02:00");
        }
        if (formed) {
            return NODES.textNode("P" + (1 + random.nextInt(30)) + "D");
        }
        int n = schema.path("minLength").asInt(0) + random.nextInt(12);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < n; i++) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return NODES.textNode(text.toString());
    }

    private double number(JsonNode schema, double step) {
        double low =
                Math.max(
                        schema.path("minimum").asDouble(-1e6),
                        bound(schema, "exclusiveMinimum", step, -1));
        double high =
                Math.min(
                        schema.path("maximum").asDouble(low + 1e6),
                        bound(schema, "exclusiveMaximum", step, 1));
        return switch (random.nextInt(4)) {
            case 0 -> low;
            case 1 -> high;
            default -> low + random.nextDouble() * (high - low);
        };
    }

    private static double bound(JsonNode schema, String name, double step, int side) {
        if (!schema.has(name)) {
            return side * Double.POSITIVE_INFINITY;
        }
        return schema.path(name).asDouble() - side * Math.max(step, 1e-9);
    }
}
