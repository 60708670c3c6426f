// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.model;

import java.util.Locale;

/** How a feature's values are compared: as ordered numbers or as names. */
public enum FeatureKind {
    NUMERIC,
    CATEGORICAL;

    /** The name in JSON and in the database: {@code numeric} or {@code categorical}. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
