// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.retraining;

import java.util.Locale;

/** Why a model should be retrained. */
public enum RetrainingReason {
    /** Performance is below its threshold. */
    DECAY,
    /** Performance is about to fall below its threshold. */
    FORECAST,
    /** The inputs moved, under a policy that retrains on drift. */
    DRIFT,
    /** A person asked. */
    MANUAL;

    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
