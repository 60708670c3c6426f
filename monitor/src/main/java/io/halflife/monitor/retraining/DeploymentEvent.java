// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.retraining;

import java.time.Instant;
import java.util.Objects;

/**
 * A version of the model was put to work, moved or taken away in the environment that is analysed.
 *
 * @param version the version's name
 * @param artifactDigest the empty string when not stated
 * @param action deployed, promoted, traffic_shifted, rolled_back or retired
 */
public record DeploymentEvent(
        String version, String artifactDigest, String action, Instant occurredAt) {

    public DeploymentEvent {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(artifactDigest, "artifactDigest");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(occurredAt, "occurredAt");
    }

    /** Whether it puts a version in place of all others: a share of traffic or an end does not. */
    public boolean replacesOthers() {
        return switch (action) {
            case "deployed", "promoted", "rolled_back" -> true;
            default -> false;
        };
    }

    /** Whether another artifact than this one was put to work; without digests, another version. */
    public boolean isOtherThan(String thatVersion, String thatDigest) {
        if (artifactDigest.isEmpty() || thatDigest.isEmpty()) {
            return !version.equals(thatVersion);
        }
        return !artifactDigest.equals(thatDigest);
    }
}
