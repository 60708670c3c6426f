// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.monitor.policy.ServiceLevelObjective.Kind;
import io.halflife.storage.latency.LatencyStep;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import java.util.List;

/** How a version serves, as samples. */
final class ServingSamples {

    private static final List<Double> QUANTILES = List.of(0.5, 0.95, 0.99);

    private ServingSamples() {}

    static void add(VersionResults results, Samples samples) {
        Labels labels = results.labels();
        results.policy().slos().stream()
                .filter(slo -> slo.kind() == Kind.LATENCY)
                .mapToDouble(ServiceLevelObjective::thresholdSeconds)
                .min()
                .ifPresent(seconds -> samples.add(Family.SERVING_OBJECTIVE, labels, seconds));
        results.latency().ifPresent(step -> add(labels, step, samples));
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
