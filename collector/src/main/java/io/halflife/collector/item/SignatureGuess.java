// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.VersionDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a version may look like, read off the first predictions that were sent. Careful rather than
 * exact, because it stays: numbers are doubles (a column of whole numbers may bring a fraction
 * tomorrow), nothing is required, no category is declared, and a column that was missing or of two
 * types is left out, so that its values are kept beside the features. Not thread-safe.
 */
final class SignatureGuess {

    /** More items than this teach nothing new. */
    static final int ITEMS_MAX = 1000;

    private static final String NUMBER = "double";
    private static final String MIXED = "";

    private final Map<String, String> types = new LinkedHashMap<>();
    private final OutputGuess output = new OutputGuess();
    private int items;

    boolean hasEnough() {
        return items >= ITEMS_MAX;
    }

    /**
     * Learns from an item.
     *
     * @param names of a row's columns; null where features are an object
     */
    void see(JsonNode features, JsonNode prediction, List<String> names) {
        if (features.isObject()) {
            features.properties().forEach(f -> see(f.getKey(), f.getValue()));
        } else if (features.isArray() && names != null && features.size() == names.size()) {
            for (int i = 0; i < names.size(); i++) {
                see(names.get(i), features.get(i));
            }
        } else {
            return;
        }
        items++;
        output.see(prediction);
    }

    private void see(String name, JsonNode value) {
        String type =
                switch (value.getNodeType()) {
                    case NUMBER -> NUMBER;
                    case STRING -> "string";
                    case BOOLEAN -> "boolean";
                    case NULL -> null;
                    default -> MIXED;
                };
        if (type != null && fits(name)) {
            types.merge(name, type, (old, now) -> old.equals(now) ? old : MIXED);
        }
    }

    private boolean fits(String name) {
        boolean known = types.containsKey(name);
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        boolean storable =
                name.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
        return known
                || (types.size() < Signature.INPUTS_MAX
                        && storable
                        && Utf8.isName(name)
                        && bytes <= ItemLimits.NAME_BYTES_MAX);
    }

    /** Empty where nothing was learnt: no item, no feature or no output. */
    Optional<VersionDefinition> definition(ModelVersion id) {
        List<Feature> inputs = new ArrayList<>();
        types.forEach(
                (name, type) -> {
                    if (!type.equals(MIXED)) {
                        FeatureKind kind =
                                type.equals(NUMBER) ? FeatureKind.NUMERIC : FeatureKind.CATEGORICAL;
                        inputs.add(new Feature(name, type, kind, false, List.of()));
                    }
                });
        Optional<OutputSpec> spec = output.spec();
        if (inputs.isEmpty() || spec.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new VersionDefinition(
                        id,
                        new Signature(inputs, true),
                        spec.get(),
                        "",
                        VersionDefinition.TrainingData.UNKNOWN,
                        "{}"));
    }

    /** Names that mean yes, in the order in which they are tried. */
    static final List<String> POSITIVE = List.of("1", "true", "yes", "positive");

    /** The class that means yes, if it has such a name. */
    static Optional<String> positiveOf(Set<String> classes) {
        return POSITIVE.stream()
                .flatMap(name -> classes.stream().filter(name::equalsIgnoreCase))
                .findFirst();
    }
}
