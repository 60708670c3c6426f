// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import io.halflife.storage.webhook.AttemptOutcome;
import io.halflife.storage.webhook.AttemptResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What delivery counts. Thread-safe. */
final class WebhookMetrics {

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(50),
        Duration.ofMillis(200),
        Duration.ofMillis(1000),
        Duration.ofMillis(5000),
        Duration.ofMillis(15000)
    };

    private final Map<AttemptOutcome, Counter> attempts = new EnumMap<>(AttemptOutcome.class);
    private final Timer durations;
    private final Counter deadLetters;

    WebhookMetrics(MeterRegistry registry) {
        for (AttemptOutcome outcome : AttemptOutcome.values()) {
            if (outcome.isEnd()) {
                attempts.put(outcome, attempts(registry, outcome));
            }
        }
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

    /** There from the start, so that the first failure is seen as a rise. */
    private static Counter attempts(MeterRegistry registry, AttemptOutcome outcome) {
        return Counter.builder("halflife.webhook.attempts")
                .description("Attempts to deliver a message, by how they ended.")
                .tag("outcome", outcome.text())
                .register(registry);
    }

    void attempted(AttemptResult result) {
        attempts.get(result.outcome()).increment();
        durations.record(result.took());
    }

    void died() {
        deadLetters.increment();
    }

    void died(List<String> reasons) {
        deadLetters.increment(reasons.size());
    }
}
