// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.serving;

import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.Objects;

/**
 * A version to look at.
 *
 * @param now what counts as now: ours, or the clock of its newest run where its time is replayed
 * @param limitSeconds above it a latency is slow; NaN where nothing is promised
 */
public record ServingPlace(VersionScope scope, Instant now, double limitSeconds) {

    public ServingPlace {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(now, "now");
    }
}
