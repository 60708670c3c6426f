// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.importing;

import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a column's values have in common. It is numeric only if every value is a number; text such
 * as {@code 007} is a code and makes it categorical. A whole number may be a code too: nobody can
 * see that, so it counts as a number.
 */
final class ColumnTypes {

    private static final Pattern NUMBER =
            Pattern.compile(
                    "[-+]?((0|[1-9][0-9]*)([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?"
                            + "|NaN|[-+]?Infinity");

    private boolean seen;
    private boolean numbers = true;
    private boolean booleans = true;

    void add(Object value) {
        if (value == null) {
            return;
        }
        seen = true;
        numbers &= value instanceof Number || NUMBER.matcher(value.toString()).matches();
        booleans &= value instanceof Boolean;
    }

    /** Whether there was a value at all. */
    boolean isKnown() {
        return seen;
    }

    /** The feature; never required, because rows to come may lack it. */
    Feature feature(String name) {
        String type = numbers ? "double" : booleans ? "boolean" : "string";
        FeatureKind kind = numbers ? FeatureKind.NUMERIC : FeatureKind.CATEGORICAL;
        return new Feature(name, type, kind, false, List.of());
    }
}
