// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.server.Exchange;
import io.halflife.storage.json.Json;
import io.halflife.storage.webhook.Deliveries;
import io.halflife.storage.webhook.Delivery;
import io.halflife.storage.webhook.DeliveryAttempt;
import io.halflife.storage.webhook.DeliveryState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Waits for a trial that the service retraining makes. The answer holds the status class and the
 * time, never the receiver's words.
 */
final class Trial {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Exchange exchange;
    private final Deliveries deliveries;
    private final long number;
    private final long endNanos = System.nanoTime() + PATIENCE.toNanos();
    private final Promise<ObjectNode> promise = Promise.promise();

    Trial(Exchange exchange, Deliveries deliveries, long number) {
        this.exchange = exchange;
        this.deliveries = deliveries;
        this.number = number;
    }

    /** How it went; PENDING when it is not known in time. */
    Future<ObjectNode> result() {
        look();
        return promise.future();
    }

    private void look() {
        exchange.blocking(this::state)
                .onSuccess(
                        state -> {
                            boolean over = System.nanoTime() - endNanos > 0;
                            if (over || !state.path("state").asText().equals("PENDING")) {
                                promise.tryComplete(state);
                            } else {
                                exchange.vertx().setTimer(LOOK_EVERY.toMillis(), id -> look());
                            }
                        })
                .onFailure(promise::tryFail);
    }

    private ObjectNode state() {
        Optional<Delivery> trial = deliveries.ofTrial(number);
        ObjectNode json = Json.object();
        json.put("id", trial.map(Delivery::messageId).orElse(null));
        json.put("state", trial.map(Delivery::state).orElse(DeliveryState.PENDING).name());
        List<DeliveryAttempt> attempts =
                trial.map(t -> deliveries.attempts(t.messageId())).orElse(List.of());
        Optional<DeliveryAttempt> last =
                attempts.isEmpty()
                        ? Optional.empty()
                        : Optional.of(attempts.get(attempts.size() - 1));
        json.put("outcome", last.map(a -> a.outcome().text()).orElse(null));
        json.put("status_class", last.map(Trial::classOf).orElse(null));
        json.set("seconds", Json.number(last.map(DeliveryAttempt::seconds).orElse(Double.NaN)));
        return json;
    }

    private static String classOf(DeliveryAttempt attempt) {
        return attempt.status() == null ? null : attempt.status() / 100 + "xx";
    }
}
