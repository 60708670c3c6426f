// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a model answers: one of two classes, one of many, or a number. */
public enum Task {
    BINARY_CLASSIFICATION,
    MULTICLASS_CLASSIFICATION,
    REGRESSION;

    /** The name in JSON and in the database, for example {@code binary_classification}. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The task of this JSON name; empty when there is none. */
    public static Optional<Task> ofJsonName(String jsonName) {
        return Arrays.stream(values()).filter(t -> t.jsonName().equals(jsonName)).findFirst();
    }

    public boolean isClassification() {
        return this != REGRESSION;
    }
}
