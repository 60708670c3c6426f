// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every way to break a valid body in one place: a required member left out, another type, beyond a
 * bound, none of the values, a member too many.
 */
final class SchemaMutations {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A body that is broken in one place. */
    record Broken(String how, JsonNode body) {
        @Override
        public String toString() {
            return how;
        }
    }

    private final ApiContract api;
    private final JsonNode valid;
    private final List<Broken> found = new ArrayList<>();

    private SchemaMutations(ApiContract api, JsonNode valid) {
        this.api = api;
        this.valid = valid;
    }

    /** Only what the schema really refuses. */
    static List<Broken> of(ApiContract api, JsonNode schema, JsonNode valid) {
        SchemaMutations mutations = new SchemaMutations(api, valid);
        mutations.walk(schema, valid, "");
        return mutations.found.stream()
                .filter(broken -> !api.breaks(schema, broken.body()).isEmpty())
                .toList();
    }

    private void walk(JsonNode reference, JsonNode instance, String at) {
        JsonNode schema = api.follow(reference);
        for (String choice : new String[] {"oneOf", "anyOf", "allOf"}) {
            for (JsonNode branch : schema.path(choice)) {
                if (api.breaks(branch, instance).isEmpty()) {
                    walk(branch, instance, at);
                }
            }
        }
        breakType(schema, at);
        breakBounds(schema, at);
        if (instance.isObject()) {
            walkObject(schema, instance, at);
        } else if (instance.isArray()) {
            for (int i = 0; i < instance.size(); i++) {
                walk(schema.path("items"), instance.get(i), at + "/" + i);
            }
        }
    }

    private void walkObject(JsonNode schema, JsonNode instance, String at) {
        for (JsonNode name : schema.path("required")) {
            String member = at + "/" + name.asText();
            found.add(new Broken("without " + member, with(member, null)));
        }
        if (schema.path("additionalProperties").isBoolean()) {
            found.add(new Broken("more in " + at, with(at + "/colour", NODES.numberNode(1))));
        }
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            if (instance.has(member.getKey())) {
                walk(member.getValue(), instance.get(member.getKey()), at + "/" + member.getKey());
            }
        }
    }

    private void breakType(JsonNode schema, String at) {
        Set<String> allowed = new TreeSet<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            allowed.add(type.asText());
        }
        type.forEach(t -> allowed.add(t.asText()));
        if (allowed.isEmpty()) {
            return;
        }
        Map<String, JsonNode> others =
                Map.of(
                        "object", NODES.objectNode(),
                        "array", NODES.arrayNode(),
                        "string", NODES.textNode("x"),
                        "number", NODES.numberNode(1.5),
                        "boolean", NODES.booleanNode(true));
        for (Map.Entry<String, JsonNode> other : new java.util.TreeMap<>(others).entrySet()) {
            if (!allowed.contains(other.getKey())) {
                found.add(new Broken(at + " is a " + other.getKey(), with(at, other.getValue())));
            }
        }
    }

    private void breakBounds(JsonNode schema, String at) {
        if (schema.has("minimum")) {
            add(at, "below", NODES.numberNode(schema.path("minimum").asLong() - 1));
        }
        if (schema.has("maximum")) {
            add(at, "above", NODES.numberNode(schema.path("maximum").asLong() + 1));
        }
        for (String bound : new String[] {"exclusiveMinimum", "exclusiveMaximum"}) {
            if (schema.has(bound)) {
                add(at, bound, schema.get(bound));
            }
        }
        if (schema.has("maxLength")) {
            add(at, "too long", NODES.textNode("x".repeat(schema.path("maxLength").asInt() + 1)));
        }
        if (schema.has("minLength")) {
            add(at, "empty", NODES.textNode(""));
        }
        if (schema.has("enum") || schema.has("pattern") || schema.has("format")) {
            add(at, "none of the values", NODES.textNode("?? "));
        }
        if (schema.path("maxItems").asInt(Integer.MAX_VALUE) <= 1000) {
            ArrayNode many = NODES.arrayNode();
            for (int i = 0; i <= schema.path("maxItems").asInt(); i++) {
                many.add("c" + i);
            }
            add(at, "too many", many);
        }
    }

    private void add(String at, String how, JsonNode value) {
        found.add(new Broken(at + " " + how, with(at, value)));
    }

    /** The valid body with another value at a place; null takes the place away. */
    private JsonNode with(String at, JsonNode value) {
        if (at.isEmpty()) {
            return value;
        }
        JsonNode body = valid.deepCopy();
        JsonNode parent = body.at(at.substring(0, at.lastIndexOf('/')));
        String name = at.substring(at.lastIndexOf('/') + 1);
        if (parent instanceof ObjectNode object) {
            if (value == null) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (parent instanceof ArrayNode array && value != null) {
            array.set(Integer.parseInt(name), value);
        }
        return body;
    }
}
