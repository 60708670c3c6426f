// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.model;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;

/**
 * A column that is profiled: a feature, or the prediction, its probability, or the label.
 *
 * @param role what it is to the model
 * @param name the feature's name; {@code prediction}, {@code probability} or {@code label} for the
 *     other roles
 */
public record Column(Role role, String name) implements Comparable<Column>, Serializable {

    public static final Column PREDICTION = new Column(Role.PREDICTION, "prediction");
    public static final Column PROBABILITY = new Column(Role.PROBABILITY, "probability");
    public static final Column LABEL = new Column(Role.LABEL, "label");

    private static final Comparator<Column> ORDER =
            Comparator.comparing(Column::role).thenComparing(Column::name);

    public Column {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(name, "name");
    }

    public static Column feature(String name) {
        return new Column(Role.FEATURE, name);
    }

    @Override
    public int compareTo(Column other) {
        return ORDER.compare(this, other);
    }
}
