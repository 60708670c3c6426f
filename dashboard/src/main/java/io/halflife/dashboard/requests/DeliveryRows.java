// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.requests;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.requests.RequestPage.AttemptRow;
import io.halflife.dashboard.requests.RequestPage.DeliveryRow;
import io.halflife.storage.webhook.Delivery;
import io.halflife.storage.webhook.DeliveryAttempt;
import io.halflife.storage.webhook.DeliveryState;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Deliveries in words. */
final class DeliveryRows {

    static final String NONE =
            "Nobody was told: no endpoint was registered for this model when it happened. Register"
                    + " one with POST /v1/webhook-endpoints.";

    private static final String CANCELLED = "cancelled";

    private DeliveryRows() {}

    /**
     * A delivery in words.
     *
     * @param canReplay whether the reader may send it again
     */
    static DeliveryRow row(
            Delivery delivery, List<DeliveryAttempt> attempts, boolean canReplay, Instant now) {
        return new DeliveryRow(
                delivery.messageId(),
                delivery.type(),
                host(delivery.url()),
                RequestMark.ofDelivery(delivery.state()),
                next(delivery),
                canReplay && isWorthReplaying(delivery, now) ? replayPath(delivery) : "",
                attempts.stream().map(DeliveryRows::attempt).toList());
    }

    /** A stale order is worse than none; what is on its way needs no wish. */
    private static boolean isWorthReplaying(Delivery delivery, Instant now) {
        boolean isOver = delivery.expiresAt() != null && !now.isBefore(delivery.expiresAt());
        return delivery.state() != DeliveryState.PENDING
                && !isOver
                && !CANCELLED.equals(delivery.reason());
    }

    private static String replayPath(Delivery delivery) {
        return "/v1/webhook-endpoints/"
                + Links.encoded(delivery.endpointId())
                + "/deliveries/"
                + Links.encoded(delivery.messageId())
                + ":replay";
    }

    /** Scheme, host and port: path and query of a webhook are often its secret. */
    private static String host(String url) {
        URI uri = URI.create(url);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port;
    }

    private static String next(Delivery delivery) {
        return switch (delivery.state()) {
            case DELIVERED ->
                    "arrived "
                            + Figures.minute(delivery.deliveredAt())
                            + ", "
                            + Figures.counted(delivery.attempts(), "attempt");
            case PENDING -> "next attempt " + Figures.minute(delivery.nextAttemptAt());
            case DEAD ->
                    "given up after "
                            + Figures.counted(delivery.attempts(), "attempt")
                            + (delivery.reason() == null
                                    ? ""
                                    : ": " + delivery.reason().replace('_', ' '));
        };
    }

    private static AttemptRow attempt(DeliveryAttempt attempt) {
        return new AttemptRow(
                Integer.toString(attempt.number()),
                Figures.minute(attempt.startedAt()),
                attempt.outcome().text().replace('_', ' '),
                attempt.status() == null ? Figures.NONE : attempt.status().toString(),
                Double.isNaN(attempt.seconds())
                        ? Figures.NONE
                        : Figures.number(attempt.seconds() * 1000, 0) + " ms",
                attempt.error() == null ? "" : attempt.error());
    }
}
