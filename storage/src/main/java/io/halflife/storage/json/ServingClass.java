// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import io.halflife.monitor.policy.ServiceLevelObjective;
import java.time.Duration;
import java.util.Locale;

/** What is promised about latency where nothing else is stated: a class of serving. */
enum ServingClass {
    BATCH(Duration.ofSeconds(1), 0.999),
    REAL_TIME(Duration.ofMillis(100), 0.9999),
    STREAMING(Duration.ofMillis(10), 0.9999),
    EDGE(Duration.ofMillis(5), 0.999);

    private final Duration threshold;
    private final double promised;

    ServingClass(Duration threshold, double promised) {
        this.threshold = threshold;
        this.promised = promised;
    }

    String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    ServiceLevelObjective objective() {
        return new ServiceLevelObjective(
                ServiceLevelObjective.Kind.LATENCY,
                promised,
                threshold.toMillis() / 1000.0,
                ObjectiveJson.WINDOW_DEFAULT);
    }
}
