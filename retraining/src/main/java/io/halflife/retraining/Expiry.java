// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining;

import io.halflife.storage.retraining.RetrainingRequests;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends requests that nobody answered in time, also those of models that no run looks at any more. A
 * round that fails is left to the next one.
 */
final class Expiry {

    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);
    private static final String WRITER = "retraining";

    private final Vertx vertx;
    private final RetrainingRequests requests;
    private final Counter expired;
    private final AtomicBoolean running = new AtomicBoolean();

    Expiry(Vertx vertx, RetrainingRequests requests, MeterRegistry registry) {
        this.vertx = vertx;
        this.requests = requests;
        this.expired =
                Counter.builder("halflife.retraining.requests.expired")
                        .description("Requests to retrain that nobody answered in time.")
                        .register(registry);
    }

    /** At once, and then again and again until the event loops end. */
    void every(Duration interval) {
        vertx.setPeriodic(0, interval.toMillis(), timer -> round());
    }

    private void round() {
        if (running.compareAndSet(false, true)) {
            vertx.executeBlocking(() -> requests.expireOutlived(WRITER), false)
                    .onSuccess(expired::increment)
                    .onFailure(e -> LOG.warn("requests could not be expired: {}", e.toString()))
                    .onComplete(done -> running.set(false));
        }
    }
}
