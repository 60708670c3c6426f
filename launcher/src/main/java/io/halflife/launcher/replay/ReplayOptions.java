// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.replay;

import io.halflife.launcher.source.WindowChoice;
import java.util.Objects;
import java.util.Optional;

/**
 * What the command line says about a replay.
 *
 * @param windows how production is cut; null: as schema.json says
 * @param threshold when the model is too bad; null: the default of its task
 * @param decayRange windows {@code A..B} that are fitted beside all; the empty string: none
 */
public record ReplayOptions(WindowChoice windows, Threshold threshold, String decayRange) {

    /** What is asked for when nothing is said. */
    public static final ReplayOptions DEFAULTS = new ReplayOptions(null, null, "");

    /** An absolute limit of a metric. */
    public record Threshold(String metric, double value) {
        public Threshold {
            Objects.requireNonNull(metric, "metric");
        }
    }

    public ReplayOptions {
        Objects.requireNonNull(decayRange, "decayRange");
    }

    Optional<WindowChoice> windowsIfAny() {
        return Optional.ofNullable(windows);
    }

    Optional<Threshold> thresholdIfAny() {
        return Optional.ofNullable(threshold);
    }
}
