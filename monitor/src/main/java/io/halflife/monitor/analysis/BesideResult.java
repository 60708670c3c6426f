// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.drift.DriftResult;
import java.util.Objects;

/**
 * A column of a window compared with the windows before it, beside its reference: one row of {@code
 * drift_beside}. No alarm and no decision rests on it.
 *
 * @param comparison {@code previous}, or {@code trailing:} and a length
 * @param result the test that a verdict would rest on, with that verdict; its alarm state is CLEAR
 *     and its reference id -1
 */
public record BesideResult(String comparison, DriftResult result) {

    public BesideResult {
        Objects.requireNonNull(comparison, "comparison");
        if (!result.primary()) {
            throw new IllegalArgumentException("not a test with a verdict: " + result.test());
        }
    }
}
