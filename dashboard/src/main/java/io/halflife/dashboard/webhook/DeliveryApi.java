// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.webhook;

import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.monitor.model.Violation;
import io.halflife.storage.webhook.Deliveries;
import io.halflife.storage.webhook.Delivery;
import io.halflife.storage.webhook.DeliveryQueue.DeadReason;
import io.halflife.storage.webhook.DeliveryState;
import io.halflife.storage.webhook.WebhookEndpoint;
import io.halflife.storage.webhook.WebhookEndpoints;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** What was sent to an endpoint, and people's wishes about it. Blocking. */
final class DeliveryApi {

    private final Deliveries deliveries;
    private final WebhookEndpoints endpoints;
    private final Clock clock;

    DeliveryApi(Deliveries deliveries, WebhookEndpoints endpoints, Clock clock) {
        this.deliveries = deliveries;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /**
     * Newest first.
     *
     * @param state null: all
     */
    List<Delivery> list(WebhookEndpoint endpoint, DeliveryState state, String before, int limit) {
        return deliveries.ofEndpoint(endpoint.id(), state, before, limit);
    }

    /** By the name of a state; null reads as null. */
    static DeliveryState state(String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(DeliveryState.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problems.invalid(
                                                List.of(
                                                        new Violation(
                                                                "/state",
                                                                "invalid_enum",
                                                                "must be one of PENDING,"
                                                                        + " DELIVERED, DEAD")))));
    }

    Delivery require(WebhookEndpoint endpoint, String messageId) {
        return deliveries
                .find(messageId)
                .filter(delivery -> delivery.endpointId().equals(endpoint.id()))
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.of(
                                                404,
                                                "unknown_delivery",
                                                "the endpoint has no such delivery")));
    }

    /** The message is sent again, under its id; one whose time is over, or request, is not. */
    void replay(WebhookEndpoint endpoint, Delivery delivery, String actor) {
        requireOn(endpoint);
        if (delivery.expiresAt() != null && !clock.instant().isBefore(delivery.expiresAt())) {
            throw conflict(
                    "message_expired",
                    "its time is over, and a stale order is worse than none: make a request by"
                            + " hand instead");
        }
        if (DeadReason.CANCELLED.text().equals(delivery.reason())) {
            throw conflict("request_cancelled", "the request that it is about was called off");
        }
        endpoints.replay(delivery, actor);
    }

    /** A trial message is sent; its number. */
    long test(WebhookEndpoint endpoint, String actor) {
        requireOn(endpoint);
        return endpoints.test(endpoint.id(), actor);
    }

    Deliveries reads() {
        return deliveries;
    }

    private static void requireOn(WebhookEndpoint endpoint) {
        if (!endpoint.isOn()) {
            throw conflict("endpoint_off", "the endpoint is off: set its state to ACTIVE first");
        }
    }

    private static ProblemException conflict(String code, String detail) {
        return new ProblemException(Problem.of(409, code, detail));
    }
}
