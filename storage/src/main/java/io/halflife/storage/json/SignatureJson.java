// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A signature in JSON: MLflow's column types with our {@code feature_type} and {@code categories}.
 * {@code outputs} and {@code params} may be sent and are not kept.
 */
public final class SignatureJson {

    private SignatureJson() {}

    /**
     * Reads what a client sent.
     *
     * @param pointer JSON Pointer to the node, from the body that was sent
     */
    public static Parsed<Signature> parse(JsonNode node, String pointer) {
        List<Violation> violations = new ArrayList<>();
        List<Feature> inputs =
                JsonFields.of(node, pointer, violations)
                        .map(fields -> inputs(fields, violations))
                        .orElse(List.of());
        return violations.isEmpty()
                ? Parsed.of(new Signature(inputs, false))
                : Parsed.refused(violations);
    }

    private static List<Feature> inputs(JsonFields fields, List<Violation> violations) {
        fields.require("inputs");
        List<JsonNode> nodes = fields.array("inputs").orElse(List.of());
        fields.array("outputs");
        fields.array("params");
        fields.done();
        if (nodes.size() > Signature.INPUTS_MAX) {
            fields.refuse(
                    "inputs", "too_many_features", "at most " + Signature.INPUTS_MAX + " inputs");
            return List.of();
        }
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            FeatureJson.parse(nodes.get(i), fields.at("inputs") + "/" + i, violations)
                    .ifPresent(features::add);
        }
        refuseTwins(nodes, fields, violations);
        return violations.isEmpty() ? features : List.of();
    }

    private static void refuseTwins(
            List<JsonNode> nodes, JsonFields fields, List<Violation> violations) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            JsonNode name = nodes.get(i).path("name");
            if (name.isTextual() && !names.add(name.textValue())) {
                String at = fields.at("inputs") + "/" + i + "/name";
                violations.add(
                        new Violation(at, "duplicate_key", "an earlier input has this name"));
            }
        }
    }

    /** As it is stored and shown. */
    public static ObjectNode write(Signature signature) {
        ObjectNode json = Json.object();
        ArrayNode inputs = json.putArray("inputs");
        signature.inputs().forEach(input -> inputs.add(FeatureJson.write(input)));
        json.put("inferred", signature.inferred());
        return json;
    }

    /**
     * What {@link #write} wrote.
     *
     * @throws IllegalStateException when it is anything else
     */
    public static Signature read(JsonNode stored) {
        List<Violation> violations = new ArrayList<>();
        List<Feature> inputs = new ArrayList<>();
        for (JsonNode input : stored.path("inputs")) {
            Optional<Feature> feature = FeatureJson.parse(input, "/inputs", violations);
            feature.ifPresent(inputs::add);
        }
        if (!violations.isEmpty()) {
            throw new IllegalStateException("stored signature is not valid: " + violations.get(0));
        }
        return new Signature(inputs, stored.path("inferred").asBoolean());
    }
}
