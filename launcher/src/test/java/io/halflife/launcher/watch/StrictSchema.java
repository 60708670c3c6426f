// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A JSON Schema as far as the generated ones go. A keyword that it does not know is an error of its
 * own, so that nothing is passed over in silence.
 */
final class StrictSchema {

    private static final Set<String> WORDS =
            Set.of(
                    "$ref",
                    "$schema",
                    "additionalProperties",
                    "anyOf",
                    "const",
                    "definitions",
                    "deprecated",
                    "description",
                    "enum",
                    "items",
                    "properties",
                    "required",
                    "type");

    private final JsonNode root;

    private StrictSchema(JsonNode root) {
        this.root = root;
    }

    /** One of the generated schemas. */
    static StrictSchema named(String name) {
        String resource = "/grafana/" + name + ".schema.json";
        try (InputStream in = StrictSchema.class.getResourceAsStream(resource)) {
            return new StrictSchema(new ObjectMapper().readTree(Objects.requireNonNull(in, name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean exists(String name) {
        return StrictSchema.class.getResource("/grafana/" + name + ".schema.json") != null;
    }

    /** What is wrong with a value as a whole. */
    List<String> faults(JsonNode value) {
        List<String> faults = new ArrayList<>();
        check(root, value, "", faults);
        return faults;
    }

    /** What is wrong with a value of one of the definitions. */
    List<String> faults(String definition, JsonNode value) {
        List<String> faults = new ArrayList<>();
        check(root.path("definitions").path(definition), value, definition, faults);
        return faults;
    }

    private void check(JsonNode schema, JsonNode value, String at, List<String> faults) {
        for (Iterator<String> names = schema.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!WORDS.contains(name) && !name.equals("pattern")) {
                faults.add(at + ": the schema's keyword " + name + " is not understood");
            }
        }
        if (schema.has("$ref")) {
            check(target(schema.path("$ref").textValue()), value, at, faults);
        }
        if (schema.has("anyOf")) {
            checkAny(schema.path("anyOf"), value, at, faults);
        }
        if (schema.has("const") && !schema.path("const").equals(value)) {
            faults.add(at + ": " + value + " is not " + schema.path("const"));
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            faults.add(at + ": " + value + " is none of " + schema.path("enum"));
        }
        if (schema.has("type") && !isOfType(schema.path("type"), value)) {
            faults.add(at + ": " + value.getNodeType() + " is not " + schema.path("type"));
        } else if (value.isObject()) {
            checkObject(schema, value, at, faults);
        } else if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.path("items"), value.get(i), at + "/" + i, faults);
            }
        }
    }

    private JsonNode target(String reference) {
        String decoded = URLDecoder.decode(reference, StandardCharsets.UTF_8);
        JsonNode found = root.at(decoded.substring(1));
        if (found.isMissingNode()) {
            throw new IllegalStateException("no " + reference);
        }
        return found;
    }

    private void checkAny(JsonNode branches, JsonNode value, String at, List<String> faults) {
        List<String> best = null;
        for (JsonNode branch : branches) {
            List<String> found = new ArrayList<>();
            check(branch, value, at, found);
            best = best == null || found.size() < best.size() ? found : best;
        }
        faults.addAll(best == null ? List.of(at + ": no branch") : best);
    }

    private void checkObject(JsonNode schema, JsonNode value, String at, List<String> faults) {
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.textValue())) {
                faults.add(at + " lacks " + required.textValue());
            }
        }
        JsonNode more = schema.path("additionalProperties");
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            JsonNode known = schema.path("properties").path(field.getKey());
            String place = at + "/" + field.getKey();
            if (!known.isMissingNode()) {
                check(known, field.getValue(), place, faults);
            } else if (more.isBoolean() && !more.booleanValue()) {
                faults.add(place + ": there is no such field");
            } else if (more.isObject()) {
                check(more, field.getValue(), place, faults);
            }
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode one : list) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfType(JsonNode types, JsonNode value) {
        if (!types.isArray()) {
            return isOfType(types.textValue(), value);
        }
        for (JsonNode type : types) {
            if (isOfType(type.textValue(), value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalStateException("unknown type " + type);
        };
    }
}
