// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One checked row: what the model was given, what it said, and what turned out true.
 *
 * @param id the prediction's id
 * @param time when it was made; null in a reference without timestamps
 * @param features in signature order: a Double, a String, or null when missing
 * @param answer what the model said
 * @param truth what turned out true; null when it never came
 */
public record Row(String id, Instant time, Features features, Answer answer, Truth truth) {

    /** Values of one row; an array inside, because a list refuses missing ones. */
    public static final class Features {

        private final Object[] values;

        Features(Object[] values) {
            this.values = values.clone();
        }

        public int size() {
            return values.length;
        }

        /** A Double, a String, or empty when missing. */
        public Optional<Object> value(int index) {
            return Optional.ofNullable(values[index]);
        }
    }

    /**
     * What the model said; parts that it did not say are empty or NaN.
     *
     * @param label the class
     * @param score binary: probability of the positive class
     * @param value regression: the number
     * @param probabilities multi-class: in the order of the classes
     */
    public record Answer(String label, double score, double value, List<Double> probabilities) {
        public Answer {
            Objects.requireNonNull(label, "label");
            probabilities = List.copyOf(probabilities);
        }
    }

    /**
     * What turned out true.
     *
     * @param label the class; the empty string for regression
     * @param value the number; NaN for classification
     * @param knownAt when it became known
     */
    public record Truth(String label, double value, Instant knownAt) {
        public Truth {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(knownAt, "knownAt");
        }
    }

    public Row {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(answer, "answer");
    }

    public Optional<Truth> truthIfAny() {
        return Optional.ofNullable(truth);
    }
}
