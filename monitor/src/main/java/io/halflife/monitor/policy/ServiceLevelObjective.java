// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.policy;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * A promise about serving.
 *
 * @param kind latency or availability
 * @param objective the share of good events that is promised, in (0, 1)
 * @param thresholdSeconds latency only: an event within it is good; NaN otherwise
 * @param window the period the promise is about
 */
public record ServiceLevelObjective(
        Kind kind, double objective, double thresholdSeconds, Duration window) {

    /** What is promised. */
    public enum Kind {
        LATENCY,
        AVAILABILITY;

        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ServiceLevelObjective {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(window, "window");
        if (!(objective > 0 && objective < 1)) {
            throw new IllegalArgumentException("objective is not in (0, 1): " + objective);
        }
        if (kind == Kind.LATENCY && !(thresholdSeconds > 0)) {
            throw new IllegalArgumentException(
                    "a latency objective needs a positive threshold: " + thresholdSeconds);
        }
    }
}
