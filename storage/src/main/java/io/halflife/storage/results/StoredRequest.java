// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import io.halflife.monitor.retraining.RetrainingRequest;
import java.time.Instant;
import java.util.Objects;

/**
 * A retraining request and where it stands.
 *
 * @param state REQUESTED, SENT, ACKNOWLEDGED, RUNNING (open); SUCCEEDED, FAILED, EXPIRED, CANCELLED
 * @param createdAt by the wall clock
 * @param expiresAt by the wall clock
 */
public record StoredRequest(
        RetrainingRequest request, String state, Instant createdAt, Instant expiresAt) {

    public StoredRequest {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    public boolean isOpen() {
        return switch (state) {
            case "REQUESTED", "SENT", "ACKNOWLEDGED", "RUNNING" -> true;
            default -> false;
        };
    }
}
