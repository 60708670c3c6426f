// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.importing;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is loaded, and what its columns mean.
 *
 * @param environment of predictions
 * @param fields from column to field; a column that is not here is the field of its own name, else
 *     a feature; {@code -} leaves it out
 * @param numeric which features the version's signature calls numeric, by name; unknown features
 *     are not here
 */
public record ImportPlan(
        Kind kind,
        String model,
        String version,
        String environment,
        Map<String, String> fields,
        Map<String, Boolean> numeric) {

    /** The door that rows go through. */
    public enum Kind {
        PREDICTIONS,
        GROUND_TRUTH,
        REFERENCE
    }

    public ImportPlan {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(environment, "environment");
        fields = Map.copyOf(fields);
        numeric = Map.copyOf(numeric);
    }

    /** The columns that nothing is made of. */
    Set<String> leftOut() {
        Set<String> columns = new TreeSet<>(fields.keySet());
        columns.removeIf(column -> !fields.get(column).equals(RowReader.IGNORED));
        return columns;
    }
}
