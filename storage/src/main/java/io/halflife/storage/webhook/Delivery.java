// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import java.time.Instant;
import java.util.Objects;

/**
 * One message on its way to one endpoint.
 *
 * @param messageId the {@code webhook-id}, the same for every attempt
 * @param url of the endpoint now
 * @param requestId of the request that the message is about; null for other messages
 * @param reason why it is DEAD: expired, attempts_used, gone, endpoint_off, endpoint_deleted,
 *     cancelled or test_failed; else null
 * @param attempts made so far, over all replays
 * @param lastStatus HTTP status of the last attempt; null when there was no answer
 * @param lastError what went wrong in the last attempt, one sentence; null when it succeeded
 * @param firstAttemptAt null before the first
 * @param nextAttemptAt null unless PENDING
 * @param deliveredAt the first success; null before
 * @param expiresAt null for never
 */
public record Delivery(
        String messageId,
        String endpointId,
        String url,
        String type,
        String requestId,
        DeliveryState state,
        String reason,
        int attempts,
        Integer lastStatus,
        String lastError,
        Instant firstAttemptAt,
        Instant nextAttemptAt,
        Instant deliveredAt,
        Instant createdAt,
        Instant expiresAt) {

    public Delivery {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(endpointId, "endpointId");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
    }
}
