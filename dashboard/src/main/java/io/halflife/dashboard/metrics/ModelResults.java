// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The newest results of all models, read at once.
 *
 * @param readAt by the wall clock
 * @param took how long reading took
 * @param versions by model and environment
 * @param judgedModels how many models have predictions, by origin
 */
record ModelResults(
        Instant readAt,
        Duration took,
        List<VersionResults> versions,
        Map<String, Long> judgedModels) {

    ModelResults {
        Objects.requireNonNull(readAt, "readAt");
        Objects.requireNonNull(took, "took");
        versions = List.copyOf(versions);
        judgedModels = Map.copyOf(judgedModels);
    }
}
