// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.estimation;

import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Task;
import io.halflife.statistics.estimation.Expectation;
import io.halflife.statistics.estimation.ExpectedOutcomes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the scores of a window's rows lead one to expect, labelled or not: merging the halves gives
 * the whole, to the bit.
 *
 * <p>Binary: the metrics that follow from the table of right and wrong, and the area under the ROC
 * curve. Multi-class: the accuracy alone, since the highest probability says whether the predicted
 * class is right, and nothing of which other class is. Regression, log loss, Brier score and
 * calibration error: not offered; the last three would be told by the calibration itself.
 */
public final class EstimateProfile implements Serializable {

    private static final long serialVersionUID = 1;

    private final Task task;
    private final ExpectedOutcomes outcomes;

    private EstimateProfile(Task task, ExpectedOutcomes outcomes) {
        this.task = task;
        this.outcomes = outcomes;
    }

    /** Nothing to estimate with. */
    public static EstimateProfile none(OutputSpec output) {
        return new EstimateProfile(output.task(), ExpectedOutcomes.EMPTY);
    }

    /** Both together. */
    public EstimateProfile merge(EstimateProfile other) {
        return new EstimateProfile(task, outcomes.merge(other.outcomes));
    }

    /** Rows that carry a score: what the estimates rest on. */
    public long n() {
        return outcomes.n();
    }

    /** One metric of it; value, band and deviation are NaN where undefined. */
    public record Estimate(String metric, double value, double low, double high, double deviation)
            implements Serializable {

        private static Estimate of(String metric, Expectation expected) {
            return new Estimate(
                    metric,
                    expected.value().orElse(Double.NaN),
                    expected.band().lower().orElse(Double.NaN),
                    expected.band().upper().orElse(Double.NaN),
                    expected.deviation().orElse(Double.NaN));
        }
    }

    /** What can be estimated; empty when no row carries a score. */
    public List<Estimate> estimates() {
        List<Estimate> estimates = new ArrayList<>();
        if (outcomes.n() == 0) {
            return estimates;
        }
        estimates.add(Estimate.of("accuracy", outcomes.accuracy()));
        if (task == Task.BINARY_CLASSIFICATION) {
            estimates.add(Estimate.of("precision", outcomes.precision()));
            estimates.add(Estimate.of("recall", outcomes.recall()));
            estimates.add(Estimate.of("specificity", outcomes.specificity()));
            estimates.add(Estimate.of("f1", outcomes.f1()));
            estimates.add(Estimate.of("balanced_accuracy", outcomes.balancedAccuracy()));
            estimates.add(Estimate.of("roc_auc", outcomes.rocAuc()));
            estimates.add(Estimate.of("positive_rate", outcomes.positiveRate()));
        }
        return estimates;
    }

    /** Takes rows one by one. Used by one thread. */
    public static final class Builder {

        private final OutputSpec output;
        private final Estimator estimatorOrNull;
        private final ExpectedOutcomes.Accumulator outcomes;

        /**
         * Of one version.
         *
         * @param estimatorOrNull null when there is nothing to estimate with
         */
        public Builder(OutputSpec output, Estimator estimatorOrNull) {
            this.output = Objects.requireNonNull(output, "output");
            this.estimatorOrNull = estimatorOrNull;
            this.outcomes =
                    estimatorOrNull == null || !output.task().isClassification()
                            ? null
                            : new ExpectedOutcomes.Accumulator();
        }

        /**
         * Takes a prediction; one without a score counts for nothing.
         *
         * @param predictedClass null when the model only gave a score
         * @param score as the model gave it; NaN for none
         */
        public Builder add(String predictedClass, double score) {
            if (outcomes == null) {
                return this;
            }
            double probability = estimatorOrNull.probability(score);
            if (!Double.isNaN(probability)) {
                outcomes.add(probability, isPositive(predictedClass, score));
            }
            return this;
        }

        private boolean isPositive(String predictedClass, double score) {
            if (output.task() != Task.BINARY_CLASSIFICATION) {
                return true;
            }
            return predictedClass == null
                    ? score >= output.decisionThreshold()
                    : predictedClass.equals(output.positiveLabel());
        }

        public EstimateProfile build() {
            return new EstimateProfile(
                    output.task(), outcomes == null ? ExpectedOutcomes.EMPTY : outcomes.outcomes());
        }
    }
}
