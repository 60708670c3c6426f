// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One input of a signature in JSON. */
final class FeatureJson {

    private static final int NAME_BYTES_MAX = 256;

    /** May be declared categorical: codes are often whole numbers. */
    private static final Set<String> NUMERIC_TYPES =
            Set.of("long", "integer", "float", "double", "datetime");

    private static final Set<String> CATEGORICAL_TYPES = Set.of("boolean", "string");

    /** What MLflow has and we do not compare yet; their further fields are not looked at. */
    private static final Set<String> UNSUPPORTED_TYPES =
            Set.of("tensor", "binary", "array", "map", "object", "sparkml_vector", "any");

    private FeatureJson() {}

    static Optional<Feature> parse(JsonNode node, String pointer, List<Violation> violations) {
        int before = violations.size();
        Feature feature =
                JsonFields.of(node, pointer, violations).map(FeatureJson::feature).orElse(null);
        return violations.size() == before ? Optional.of(feature) : Optional.empty();
    }

    /** Null where the type or its kind is refused. */
    private static Feature feature(JsonFields fields) {
        String name = name(fields);
        String type = type(fields);
        if (type == null) {
            return null;
        }
        FeatureKind kind = kind(fields, type);
        boolean required = fields.flag("required").orElse(false);
        List<String> categories = fields.texts("categories").orElse(List.of());
        if (kind == FeatureKind.NUMERIC && !categories.isEmpty()) {
            fields.refuse("categories", "type_mismatch", "a numeric input has no categories");
        }
        fields.done();
        return new Feature(name, type, kind, required, categories);
    }

    private static String name(JsonFields fields) {
        fields.require("name");
        String name = fields.text("name").orElse("");
        if (name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX) {
            fields.refuse(
                    "name", "string_too_long", "must be at most " + NAME_BYTES_MAX + " bytes");
        } else if (fields.field("name").filter(n -> n.asText().isEmpty()).isPresent()) {
            fields.refuse("name", "invalid_string", "must not be empty");
        }
        return name;
    }

    private static String type(JsonFields fields) {
        fields.require("type");
        String type = fields.text("type").orElse("");
        if (NUMERIC_TYPES.contains(type) || CATEGORICAL_TYPES.contains(type)) {
            return type;
        }
        if (UNSUPPORTED_TYPES.contains(type)) {
            fields.refuse("type", "unsupported_type", "inputs of this type are not compared yet");
        } else if (!type.isEmpty()) {
            fields.refuse(
                    "type",
                    "invalid_enum",
                    "must be one of long, integer, float, double, boolean, string, datetime");
        }
        return null;
    }

    private static FeatureKind kind(JsonFields fields, String type) {
        Optional<String> declared = fields.text("feature_type");
        FeatureKind natural =
                NUMERIC_TYPES.contains(type) ? FeatureKind.NUMERIC : FeatureKind.CATEGORICAL;
        if (declared.isEmpty()) {
            return natural;
        }
        if (declared.get().equals("embedding")) {
            fields.refuse("feature_type", "unsupported_type", "embeddings are not compared yet");
            return natural;
        }
        FeatureKind kind =
                fields.choice("feature_type", FeatureKind.values(), FeatureKind::jsonName)
                        .orElse(natural);
        if (kind == FeatureKind.NUMERIC && natural == FeatureKind.CATEGORICAL) {
            fields.refuse("feature_type", "type_mismatch", "a " + type + " is not numeric");
        }
        return kind;
    }

    static ObjectNode write(Feature feature) {
        ObjectNode json = Json.object();
        json.put("name", feature.name());
        json.put("type", feature.type());
        json.put("feature_type", feature.kind().jsonName());
        json.put("required", feature.required());
        if (!feature.categories().isEmpty()) {
            ArrayNode categories = json.putArray("categories");
            feature.categories().forEach(categories::add);
        }
        return json;
    }
}
