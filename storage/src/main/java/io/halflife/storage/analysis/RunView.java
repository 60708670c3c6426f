// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What a run may see of a version's log: rows of one environment that were available at its clock.
 *
 * @param maxLabelDelay a label without its prediction's time belongs to predictions of its id that
 *     are at most this far from when it was observed
 */
public record RunView(
        int modelId, int versionId, String environment, Instant asOf, Duration maxLabelDelay)
        implements Serializable {

    public RunView {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(maxLabelDelay, "maxLabelDelay");
    }
}
