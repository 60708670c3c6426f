// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.model;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The ordered inputs of a model version. Rows store features by position: the n-th numeric input is
 * element n of the row's numeric array, and likewise for the categorical ones, so a signature never
 * changes once a version has data.
 *
 * @param inputs in the order in which they were registered; names are unique
 * @param inferred whether it was read off the first data instead of being declared
 */
public record Signature(List<Feature> inputs, boolean inferred) implements Serializable {

    /** More inputs than this are refused. */
    public static final int INPUTS_MAX = 2000;

    public Signature {
        inputs = List.copyOf(inputs);
        if (inputs.size() > INPUTS_MAX) {
            throw new IllegalArgumentException(
                    "a signature has at most " + INPUTS_MAX + " inputs, not " + inputs.size());
        }
        Set<String> names = new HashSet<>();
        for (Feature input : inputs) {
            if (!names.add(input.name())) {
                throw new IllegalArgumentException("input named twice: " + input.name());
            }
        }
    }

    /** The numeric inputs in the order of a row's numeric array. */
    public List<Feature> numeric() {
        return ofKind(FeatureKind.NUMERIC);
    }

    /** The categorical inputs in the order of a row's categorical array. */
    public List<Feature> categorical() {
        return ofKind(FeatureKind.CATEGORICAL);
    }

    private List<Feature> ofKind(FeatureKind kind) {
        return inputs.stream().filter(f -> f.kind() == kind).toList();
    }
}
