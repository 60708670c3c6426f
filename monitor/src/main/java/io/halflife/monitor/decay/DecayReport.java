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
 * @param warning what the newest estimate says before labels are in; the empty string for nothing
 */
public record DecayReport(
        List<DecayFit> fits, Standing standingOrNull, String noStanding, String warning) {

    public DecayReport {
        fits = List.copyOf(fits);
        Objects.requireNonNull(noStanding, "noStanding");
        Objects.requireNonNull(warning, "warning");
    }

    public Optional<Standing> standing() {
        return Optional.ofNullable(standingOrNull);
    }
}
