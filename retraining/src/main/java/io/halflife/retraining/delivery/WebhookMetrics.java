// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import io.halflife.storage.webhook.AttemptResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/** What delivery counts. Thread-safe. */
final class WebhookMetrics {

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(50),
        Duration.ofMillis(200),
        Duration.ofMillis(1000),
        Duration.ofMillis(5000),
        Duration.ofMillis(15000)
    };

    private final MeterRegistry registry;
    private final Timer durations;
    private final Counter deadLetters;

    WebhookMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.durations =
                Timer.builder("halflife.webhook.attempt.duration")
                        .description("How long attempts to deliver a message took.")
                        .serviceLevelObjectives(BOUNDS)
                        .register(registry);
        this.deadLetters =
                Counter.builder("halflife.webhook.dead.letters")
                        .description("Messages given up without having been delivered.")
                        .register(registry);
    }

    void attempted(AttemptResult result) {
        Counter.builder("halflife.webhook.attempts")
                .description("Attempts to deliver a message, by how they ended.")
                .tag("outcome", result.outcome().text())
                .register(registry)
                .increment();
        durations.record(result.took());
    }

    void died() {
        deadLetters.increment();
    }

    void died(List<String> reasons) {
        deadLetters.increment(reasons.size());
    }
}
