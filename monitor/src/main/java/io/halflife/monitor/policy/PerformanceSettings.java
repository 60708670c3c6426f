// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.policy;

import io.halflife.monitor.model.Task;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Which metric decides, and the value below which (for errors: above which) the model is too bad.
 *
 * @param metric the metric that decides
 * @param threshold absolute, or as a ratio of the reference's value
 */
public record PerformanceSettings(String metric, Threshold threshold) {

    public PerformanceSettings {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(threshold, "threshold");
    }

    /** A limit on a metric. */
    public sealed interface Threshold permits Absolute, Ratio {
        /**
         * The limit in the metric's own unit; empty when it is a ratio and the reference has no
         * performance.
         *
         * @param reference the reference's value of the metric; NaN when unknown
         */
        OptionalDouble resolve(double reference);
    }

    /** The limit itself. */
    public record Absolute(double value) implements Threshold {
        @Override
        public OptionalDouble resolve(double reference) {
            return OptionalDouble.of(value);
        }
    }

    /** The limit as a multiple of the reference's value; above 0. */
    public record Ratio(double ratio) implements Threshold {
        public Ratio {
            if (!(ratio > 0)) {
                throw new IllegalArgumentException("ratio is not positive: " + ratio);
            }
        }

        @Override
        public OptionalDouble resolve(double reference) {
            return Double.isNaN(reference)
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(ratio * reference);
        }
    }

    /** accuracy or macro F1 at 0.95 of the reference, MAE at 1.25 of it. */
    public static PerformanceSettings defaults(Task task) {
        return switch (task) {
            case BINARY_CLASSIFICATION -> new PerformanceSettings("accuracy", new Ratio(0.95));
            case MULTICLASS_CLASSIFICATION -> new PerformanceSettings("macro_f1", new Ratio(0.95));
            case REGRESSION -> new PerformanceSettings("mae", new Ratio(1.25));
        };
    }
}
