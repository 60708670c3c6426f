// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.decay.PerformanceDirections;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.PerformanceSettings;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Set;

/** Performance, its decay, and what the analyzer decided from them, as samples. */
final class PerformanceSamples {

    private static final double SECONDS_PER_DAY = 86_400;

    /** Counts and shares that neither rise nor fall when a model gets worse. */
    private static final Set<String> NO_QUALITIES =
            Set.of(
                    "tp",
                    "fp",
                    "fn",
                    "tn",
                    "positive_rate",
                    "predicted_positive_rate",
                    "mean_error");

    private PerformanceSamples() {}

    static void add(VersionResults results, Samples samples) {
        Labels labels = results.labels();
        results.performance().stream()
                .filter(value -> isQuality(value.metric()))
                .forEach(value -> add(results, value, samples));
        addThreshold(results, samples);
        results.coverage().ifPresent(c -> samples.add(Family.LABEL_COVERAGE, labels, c.ratio()));
        results.last()
                .labelled()
                .ifPresent(
                        at ->
                                samples.add(Family.LABELLED_UNTIL, labels, at)
                                        .add(
                                                Family.LABEL_DELAY,
                                                labels,
                                                results.policy().maxLabelDelay().toSeconds()));
        // A poor fit has figures, but no page promises a date by it, and neither does an alert.
        results.decay().stream()
                .filter(fit -> fit.status() == DecayFit.Status.OK)
                .filter(fit -> isQuality(fit.metric()))
                .forEach(fit -> add(labels.add("metric", fit.metric()), fit, samples));
        String decision = results.version().run().decision();
        samples.add(Family.RETRAIN_NOW, labels, decision.equals("RETRAIN_NOW"))
                .add(Family.RETRAIN_PREDICTED, labels, decision.equals("RETRAIN_PREDICTED"));
    }

    private static boolean isQuality(String metric) {
        return !NO_QUALITIES.contains(metric);
    }

    private static void add(VersionResults results, PerformanceValue value, Samples samples) {
        Labels labels = results.labels().add("metric", value.metric());
        double reference = reference(results, value.metric());
        samples.add(Family.PERFORMANCE, labels, value.value())
                .add(Family.PERFORMANCE_LABELS, labels, value.labelled())
                .add(Family.PERFORMANCE_DROP, labels, drop(value, reference));
    }

    /** Undefined without a reference, and where the reference is 0. */
    private static double drop(PerformanceValue value, double reference) {
        if (Double.isNaN(reference) || reference == 0) {
            return Double.NaN;
        }
        double change = (value.value() - reference) / Math.abs(reference);
        return PerformanceDirections.lowerIsBetter(value.metric()) ? change : -change;
    }

    private static void addThreshold(VersionResults results, Samples samples) {
        PerformanceSettings settings = results.policy().performance();
        settings.threshold()
                .resolve(reference(results, settings.metric()))
                .ifPresent(
                        value ->
                                samples.add(
                                        Family.PERFORMANCE_THRESHOLD,
                                        results.labels().add("metric", settings.metric()),
                                        value));
    }

    private static void add(Labels labels, DecayFit fit, Samples samples) {
        fit.crossingIfAny().ifPresent(c -> samples.add(Family.FORECAST_BREACH, labels, c.at()));
        fit.halfLife()
                .ifPresent(days -> samples.add(Family.HALF_LIFE, labels, days * SECONDS_PER_DAY));
    }

    private static double reference(VersionResults results, String metric) {
        return results.reference().getOrDefault(metric, Double.NaN);
    }
}
