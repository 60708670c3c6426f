// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All fits of a run, and where the deciding metric stands.
 *
 * @param standingOrNull null when the metric cannot be held against a threshold
 * @param noStanding why it cannot be, in words; the empty string when it can
 */
public record DecayReport(List<DecayFit> fits, Standing standingOrNull, String noStanding) {

    public DecayReport {
        fits = List.copyOf(fits);
        Objects.requireNonNull(noStanding, "noStanding");
    }

    public Optional<Standing> standing() {
        return Optional.ofNullable(standingOrNull);
    }
}
