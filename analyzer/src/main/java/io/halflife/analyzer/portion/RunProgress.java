// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.portion;

import io.halflife.monitor.model.ModelVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * How far a run of many windows is.
 *
 * @param windows that are written, those of an earlier attempt included
 * @param windowsTotal that the run has
 * @param rows predictions in those written
 * @param took since the run began
 */
public record RunProgress(
        ModelVersion version,
        String environment,
        Instant asOf,
        int windows,
        int windowsTotal,
        long rows,
        Duration took) {

    public RunProgress {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(took, "took");
    }
}
