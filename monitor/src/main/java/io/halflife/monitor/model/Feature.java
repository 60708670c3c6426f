// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.model;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * One input of a model.
 *
 * @param name 1 to 256 bytes of UTF-8
 * @param type MLflow's type: long, integer, float, double, boolean, string or datetime
 * @param kind how the values are compared
 * @param required whether a prediction without it (or with null) is a violation
 * @param categories the values that are known in advance; empty when not stated
 */
public record Feature(
        String name, String type, FeatureKind kind, boolean required, List<String> categories)
        implements Serializable {

    public Feature {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(kind, "kind");
        categories = List.copyOf(categories);
    }
}
