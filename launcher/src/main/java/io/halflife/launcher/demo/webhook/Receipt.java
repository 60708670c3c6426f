// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.webhook;

import java.time.Instant;
import java.util.Objects;

/**
 * A message that came with a signature that fits. One per message, however often it came.
 *
 * @param messageId the {@code webhook-id}
 * @param type for example {@code retraining.requested}
 * @param requestId of the request that it is about; the empty string for other messages
 * @param forecastOrNull the forecast in its evidence; null where it has none
 * @param receivedAt by the wall clock, the first time
 */
public record Receipt(
        String messageId,
        String type,
        String requestId,
        Forecast forecastOrNull,
        Instant receivedAt) {

    /**
     * When the metric will cross its threshold.
     *
     * @param low the early end of its 95 % interval
     * @param highOrNull the late end; null where the interval has none
     */
    public record Forecast(Instant at, Instant low, Instant highOrNull) {

        public boolean covers(Instant instant) {
            return !instant.isBefore(low) && (highOrNull == null || !instant.isAfter(highOrNull));
        }
    }

    public Receipt {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(receivedAt, "receivedAt");
    }

    /** Whether it is the call to retrain of that request. */
    public boolean isCallOf(String request) {
        return type.equals("retraining.requested") && requestId.equals(request);
    }
}
