// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import java.time.Duration;
import java.util.Objects;

/**
 * How an attempt ended.
 *
 * @param status null without an answer
 * @param error one sentence; null after a success
 * @param response the first bytes of the answer, redacted; null without one
 */
public record AttemptResult(
        AttemptOutcome outcome, Duration took, Integer status, String error, String response) {

    public AttemptResult {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(took, "took");
    }
}
