// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import io.halflife.monitor.model.OutputSpec;
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

    private static final long serialVersionUID = 1;

    private final OutputSpec output;
    private final long n;
    private final long labelled;
    private final Outcomes outcomes;

    private PerformanceProfile(OutputSpec output, long n, long labelled, Outcomes outcomes) {
        this.output = output;
        this.n = n;
        this.labelled = labelled;
        this.outcomes = outcomes;
    }

    public static Builder builder(OutputSpec output) {
        return new Builder(output);
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
                output, n + other.n, labelled + other.labelled, outcomes.merge(other.outcomes));
    }

    /** Takes rows one by one. Used by one thread. */
    public static final class Builder {

        private final OutputSpec output;
        private final Outcomes.Collector outcomes;
        private long n;
        private long labelled;

        private Builder(OutputSpec output) {
            this.output = Objects.requireNonNull(output, "output");
            this.outcomes =
                    switch (output.task()) {
                        case BINARY_CLASSIFICATION -> new BinaryOutcomes.Collector(output);
                        case MULTICLASS_CLASSIFICATION -> new ClassOutcomes.Collector();
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

        /** Takes a prediction whose ground truth is not known. */
        public Builder addUnlabelled() {
            n++;
            return this;
        }

        public PerformanceProfile build() {
            return new PerformanceProfile(output, n, labelled, outcomes.outcomes());
        }
    }
}
