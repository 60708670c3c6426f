// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.pages;

import io.halflife.monitor.retraining.RetrainingReason;
import java.time.Instant;
import java.util.Objects;

/**
 * The last call to retrain of a model in an environment, as its newest event tells.
 *
 * @param asOf of that event
 */
public record LastRequest(
        int modelId,
        String environment,
        String requestId,
        String state,
        RetrainingReason reason,
        Instant asOf) {

    public LastRequest {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(asOf, "asOf");
    }

    public boolean isOpen() {
        return switch (state) {
            case "REQUESTED", "SENT", "ACKNOWLEDGED", "RUNNING" -> true;
            default -> false;
        };
    }
}
