// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.serving;

import io.halflife.storage.latency.LatencyStep;
import java.util.Objects;
import java.util.Optional;

/**
 * How a version serves.
 *
 * @param lately what was measured over the last minutes; empty where nothing was
 * @param counted since this process began to look
 */
public record Served(Optional<LatencyStep> lately, ServingCount counted) {

    /** Nothing was ever measured. */
    public static final Served NOTHING = new Served(Optional.empty(), ServingCount.NONE);

    public Served {
        Objects.requireNonNull(lately, "lately");
        Objects.requireNonNull(counted, "counted");
    }
}
