// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import io.halflife.dashboard.serving.ServingCount;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.monitor.policy.ServiceLevelObjective.Kind;
import io.halflife.storage.latency.LatencyStep;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How a version serves, as samples. */
final class ServingSamples {

    private static final List<Double> QUANTILES = List.of(0.5, 0.95, 0.99);

    private ServingSamples() {}

    static void add(VersionResults results, Samples samples) {
        Labels labels = results.labels();
        latency(results.policy())
                .ifPresent(
                        slo -> {
                            samples.add(Family.SERVING_OBJECTIVE, labels, slo.thresholdSeconds());
                            promise(slo, labels, samples);
                        });
        availability(results.policy()).ifPresent(slo -> promise(slo, labels, samples));
        results.serving().lately().ifPresent(step -> add(labels, step, samples));
        add(labels, results.serving().counted(), samples);
    }

    /** Of several the tightest. */
    static Optional<ServiceLevelObjective> latency(MonitoringPolicy policy) {
        return policy.slos().stream()
                .filter(slo -> slo.kind() == Kind.LATENCY)
                .min(Comparator.comparingDouble(ServiceLevelObjective::thresholdSeconds));
    }

    private static Optional<ServiceLevelObjective> availability(MonitoringPolicy policy) {
        return policy.slos().stream()
                .filter(slo -> slo.kind() == Kind.AVAILABILITY)
                .max(Comparator.comparingDouble(ServiceLevelObjective::objective));
    }

    private static void promise(ServiceLevelObjective slo, Labels labels, Samples samples) {
        Labels named = labels.add("slo", "serving-" + slo.kind().jsonName());
        samples.add(Family.SERVING_PROMISE, named, slo.objective());
    }

    private static void add(Labels labels, ServingCount count, Samples samples) {
        count.answers()
                .forEach(
                        (kind, n) ->
                                samples.count(
                                        Family.SERVING_ANSWERS, labels.add("class", kind), n));
        samples.count(Family.SERVING_MEASURED, labels, count.measured())
                .count(Family.SERVING_SLOW, labels, count.slow());
    }

    private static void add(Labels labels, LatencyStep step, Samples samples) {
        samples.add(Family.SERVING_REQUESTS, labels, step.count())
                .add(Family.SERVING_ERRORS, labels, step.responses().errorRatio());
        if (step.count() > 0) {
            Quantiles.Builder quantiles = Quantiles.builder();
            QUANTILES.forEach(q -> quantiles.quantile(new Quantile(q, step.quantile(q))));
            samples.latency(labels, quantiles.build());
        }
    }
}
