// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import io.halflife.storage.webhook.AttemptOutcome;
import io.halflife.storage.webhook.AttemptResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How an attempt ended, and what the receiver wants.
 *
 * @param notBefore until when it asks to be left alone
 */
record Answered(AttemptResult result, Optional<Instant> notBefore) {

    /** An attempt without an answer. */
    static Answered without(AttemptOutcome outcome, Duration took, String error) {
        return new Answered(new AttemptResult(outcome, took, null, error, null), Optional.empty());
    }

    /** An attempt that was answered; only 2xx is a success. */
    static Answered with(int status, Duration took, String response, Optional<Instant> notBefore) {
        AttemptOutcome outcome = outcomeOf(status);
        return new Answered(
                new AttemptResult(outcome, took, status, errorOf(outcome, status), response),
                outcome == AttemptOutcome.DELIVERED ? Optional.empty() : notBefore);
    }

    private static AttemptOutcome outcomeOf(int status) {
        if (status >= 200 && status < 300) {
            return AttemptOutcome.DELIVERED;
        }
        if (status == 410) {
            return AttemptOutcome.GONE;
        }
        return status >= 300 && status < 400 ? AttemptOutcome.REDIRECTED : AttemptOutcome.REFUSED;
    }

    private static String errorOf(AttemptOutcome outcome, int status) {
        return switch (outcome) {
            case DELIVERED -> null;
            case REDIRECTED -> "answered " + status + "; redirects are not followed";
            case GONE -> "answered 410: the endpoint is gone";
            default -> "answered " + status;
        };
    }
}
