// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import java.time.Instant;
import java.util.Objects;

/**
 * A message that whoever holds this may send now, until the lease ends.
 *
 * @param attempt the number of this attempt, from 1 on; nobody else has it
 * @param roundAttempt the number since the message was made or last replayed, from 1 on
 * @param roundStartedAt when the first attempt of this round was made
 * @param trial whether it is a test that a person asked for: it is tried once
 * @param message the event as the outbox holds it, JSON
 * @param expiresAt null for never
 */
public record DueDelivery(
        String messageId,
        String endpointId,
        String url,
        int attempt,
        int roundAttempt,
        Instant roundStartedAt,
        String type,
        boolean trial,
        String message,
        Instant expiresAt,
        EndpointSecrets secrets) {

    public DueDelivery {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(endpointId, "endpointId");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(roundStartedAt, "roundStartedAt");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(secrets, "secrets");
    }
}
