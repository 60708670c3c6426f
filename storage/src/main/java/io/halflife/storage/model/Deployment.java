// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import java.time.Instant;
import java.util.Objects;

/**
 * A version was put to work, moved or taken away.
 *
 * @param version the version's name
 * @param artifactDigest of that version; the empty string when not stated
 * @param action deployed, promoted, traffic_shifted, rolled_back or retired
 * @param alias may be null, like stage, trafficRatio and actor
 */
public record Deployment(
        String version,
        String artifactDigest,
        String environment,
        String action,
        String alias,
        String stage,
        Double trafficRatio,
        Instant occurredAt,
        String actor) {

    public Deployment {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(artifactDigest, "artifactDigest");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(occurredAt, "occurredAt");
    }
}
