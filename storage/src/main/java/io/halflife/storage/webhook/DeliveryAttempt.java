// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import java.time.Instant;
import java.util.Objects;

/**
 * One POST of a message.
 *
 * @param number from 1 on
 * @param seconds NaN while it is under way or when it was lost
 * @param status null without an answer
 * @param error one sentence; null after a success
 * @param response the first bytes of the answer, without what looks like a secret; null without one
 */
public record DeliveryAttempt(
        int number,
        Instant startedAt,
        AttemptOutcome outcome,
        double seconds,
        Integer status,
        String error,
        String response) {

    public DeliveryAttempt {
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(outcome, "outcome");
    }
}
