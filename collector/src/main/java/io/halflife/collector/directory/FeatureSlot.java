// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.directory;

import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import java.util.Locale;

/**
 * Where a feature's value goes.
 *
 * @param order its place among all inputs
 * @param position its place in the array of its kind
 * @param pointer JSON Pointer to its value, from the item
 */
public record FeatureSlot(
        Feature feature, ValueType type, int order, int position, String pointer) {

    static FeatureSlot of(Feature feature, int order, int position) {
        String name = feature.name().replace("~", "~0").replace("/", "~1");
        ValueType type = ValueType.valueOf(feature.type().toUpperCase(Locale.ROOT));
        return new FeatureSlot(feature, type, order, position, "/features/" + name);
    }

    public boolean isNumeric() {
        return feature.kind() == FeatureKind.NUMERIC;
    }

    /** MLflow's types that we take. */
    public enum ValueType {
        LONG,
        INTEGER,
        FLOAT,
        DOUBLE,
        BOOLEAN,
        STRING,
        DATETIME
    }
}
