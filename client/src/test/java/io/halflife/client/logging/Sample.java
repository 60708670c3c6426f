// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import io.halflife.client.ClientSettings;
import io.halflife.client.Prediction;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** What the tests log, and impatient settings. */
final class Sample {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private Sample() {}

    static Prediction prediction(String id) {
        return Prediction.builder(id, null)
                .model("credit-risk", "7")
                .features(Map.of("age", 41, "income", 52_300.5, "region", "north"))
                .label("default")
                .score(0.83)
                .build();
    }

    /**
     * Retries after at most 20 ms; batches of at most 10, cut by flushing or by their size: how
     * many there are does not hang on the scheduler.
     */
    static LoggerSettings hasty(URI collector) {
        return LoggerSettings.of(collector, "")
                .withSending(hastySending(collector, Duration.ofMinutes(15)))
                .withBatchDelay(Duration.ofMinutes(1));
    }

    /** The same, whose batches wait 20 ms. */
    static LoggerSettings soon(URI collector) {
        return hasty(collector).withBatchDelay(Duration.ofMillis(20));
    }

    static ClientSettings hastySending(URI collector, Duration retryFor) {
        return new ClientSettings(
                collector,
                "",
                10,
                1 << 20,
                1 << 10,
                Duration.ofMillis(500),
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                retryFor);
    }
}
