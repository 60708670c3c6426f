// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import io.halflife.monitor.estimation.EstimateProfile;
import io.halflife.monitor.estimation.Estimator;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.statistics.distribution.ScoreTable;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * The sufficient statistics of a model's performance in one window: predictions counted, labels
 * compared.
 *
 * <p>Law: {@link #merge} is associative and commutative, and merging the halves equals the whole. A
 * window without labels has all its metrics, undefined. Immutable.
 */
public final class PerformanceProfile implements Serializable {

    private static final long serialVersionUID = 2;

    private final OutputSpec output;
    private final long n;
    private final long labelled;
    private final Outcomes outcomes;
    private final EstimateProfile estimates;

    private PerformanceProfile(
            OutputSpec output,
            long n,
            long labelled,
            Outcomes outcomes,
            EstimateProfile estimates) {
        this.output = output;
        this.n = n;
        this.labelled = labelled;
        this.outcomes = outcomes;
        this.estimates = estimates;
    }

    /** Without estimates. */
    public static Builder builder(OutputSpec output) {
        return builder(output, null);
    }

    /**
     * Of rows of this output.
     *
     * @param estimatorOrNull what estimates the performance of all rows, labelled or not
     */
    public static Builder builder(OutputSpec output, Estimator estimatorOrNull) {
        return new Builder(output, estimatorOrNull);
    }

    /** Predictions. */
    public long n() {
        return n;
    }

    /** How many of them have ground truth. */
    public long labelled() {
        return labelled;
    }

    /** Every metric of the task, in the order in which they are shown. */
    public List<MetricValue> metrics() {
        MetricValues values = new MetricValues(n, labelled);
        outcomes.addTo(values);
        return values.list();
    }

    /**
     * What can be estimated of all rows that carry a score, which are {@code n} here; empty without
     * an estimator. Low and high are the band of ±3 deviations that the chance of labels leaves,
     * which is no confidence interval.
     */
    public List<MetricValue> estimates() {
        return estimates.estimates().stream().map(this::estimated).toList();
    }

    private MetricValue estimated(EstimateProfile.Estimate estimate) {
        return new MetricValue(
                estimate.metric(),
                estimate.value(),
                estimate.low(),
                estimate.high(),
                estimate.deviation(),
                -1,
                -1,
                estimates.n(),
                labelled);
    }

    /**
     * The scores of labelled rows, from which an {@link Estimator} learns: of positive rows
     * (multi-class: of rightly predicted ones) and of all others; empty for regression.
     */
    public ScoreTable calibrationScores() {
        return outcomes.calibrationScores();
    }

    /**
     * Both together.
     *
     * @throws IllegalArgumentException when the outputs mean different things
     */
    public PerformanceProfile merge(PerformanceProfile other) {
        if (!output.equals(other.output)) {
            throw new IllegalArgumentException(
                    "performance of different outputs does not merge: "
                            + output
                            + " and "
                            + other.output);
        }
        return new PerformanceProfile(
                output,
                n + other.n,
                labelled + other.labelled,
                outcomes.merge(other.outcomes),
                estimates.merge(other.estimates));
    }

    /** Takes rows one by one. Used by one thread. */
    public static final class Builder {

        private final OutputSpec output;
        private final Outcomes.Collector outcomes;
        private final EstimateProfile.Builder estimates;
        private long n;
        private long labelled;

        private Builder(OutputSpec output, Estimator estimatorOrNull) {
            this.output = Objects.requireNonNull(output, "output");
            this.estimates = new EstimateProfile.Builder(output, estimatorOrNull);
            this.outcomes =
                    switch (output.task()) {
                        case BINARY_CLASSIFICATION -> new BinaryOutcomes.Collector(output);
                        case MULTICLASS_CLASSIFICATION -> new ClassOutcomes.Collector(output);
                        case REGRESSION -> new NumberOutcomes.Collector();
                    };
        }

        /**
         * Takes a prediction, and its ground truth when that is known.
         *
         * @param predictedClass null when the model only gave a score
         * @param score probability of the positive class, or of the predicted one; NaN for none
         * @param value the predicted number; NaN for classes
         * @param actualClass null when not known
         * @param actualValue NaN when not known
         */
        public Builder add(
                String predictedClass,
                double score,
                double value,
                String actualClass,
                double actualValue) {
            n++;
            estimates.add(predictedClass, score);
            boolean known =
                    output.task().isClassification()
                            ? actualClass != null
                            : !Double.isNaN(actualValue);
            if (known) {
                labelled++;
                outcomes.add(predictedClass, score, value, actualClass, actualValue);
            }
            return this;
        }

        /**
         * Takes the probabilities of all classes of the prediction that was added last, where the
         * task has many classes.
         *
         * @param probabilitiesOrNull in the order of the classes; read and not kept
         * @param actualClass null when not known
         */
        public Builder addProbabilities(double[] probabilitiesOrNull, String actualClass) {
            if (actualClass != null) {
                outcomes.addProbabilities(probabilitiesOrNull, actualClass);
            }
            return this;
        }

        /** Takes a prediction whose ground truth is not known. */
        public Builder addUnlabelled() {
            n++;
            return this;
        }

        public PerformanceProfile build() {
            return new PerformanceProfile(
                    output, n, labelled, outcomes.outcomes(), estimates.build());
        }
    }
}
