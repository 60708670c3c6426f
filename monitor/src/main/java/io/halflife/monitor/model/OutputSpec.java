// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.model;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * What a version's output means.
 *
 * @param task what the model answers
 * @param positiveLabel binary: the class whose probability {@code score} is; else the empty string
 * @param classes every class that can be predicted or true; binary: negative first; empty when not
 *     stated or regression
 * @param decisionThreshold binary: a score at or above it predicts the positive class when no label
 *     is sent; in [0, 1], by default 0.5
 */
public record OutputSpec(
        Task task, String positiveLabel, List<String> classes, double decisionThreshold)
        implements Serializable {

    public static final double DECISION_THRESHOLD_DEFAULT = 0.5;

    public OutputSpec {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(positiveLabel, "positiveLabel");
        classes = List.copyOf(classes);
        if (!(decisionThreshold >= 0 && decisionThreshold <= 1)) {
            throw new IllegalArgumentException(
                    "decision threshold is not in [0, 1]: " + decisionThreshold);
        }
    }

    /**
     * Binary: the class that was sent, else the one that the score decides.
     *
     * @param sent may be null
     * @param score NaN when not sent
     * @return null when neither was sent
     */
    public String predictedClass(String sent, double score) {
        if (sent != null || Double.isNaN(score)) {
            return sent;
        }
        return score >= decisionThreshold ? positiveLabel : negativeLabel();
    }

    /**
     * Multi-class: the class that was sent, else the most probable.
     *
     * @param sent may be null
     * @param probabilities one for each of the classes; may be null
     * @return null when neither was sent
     */
    public String predictedClass(String sent, double[] probabilities) {
        if (sent != null || probabilities == null) {
            return sent;
        }
        int best = -1;
        for (int i = 0; i < Math.min(probabilities.length, classes.size()); i++) {
            boolean better = best < 0 || probabilities[i] > probabilities[best];
            best = better && !Double.isNaN(probabilities[i]) ? i : best;
        }
        return best < 0 ? null : classes.get(best);
    }

    /**
     * Binary: the other class, whatever its name; {@code not …} where the classes are not stated.
     */
    private String negativeLabel() {
        return classes.stream()
                .filter(name -> !name.equals(positiveLabel))
                .findFirst()
                .orElse("not " + positiveLabel);
    }
}
