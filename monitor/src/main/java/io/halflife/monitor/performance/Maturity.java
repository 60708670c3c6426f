// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import io.halflife.monitor.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * When enough labels of a window are known for it to enter a decay fit: at {@code coverage} of its
 * predictions, or once {@code labelDelayMax} has passed since its end. Waiting ends then; a later
 * label is still taken.
 *
 * @param coverage in (0, 1]
 */
public record Maturity(double coverage, Duration labelDelayMax) {

    public Maturity {
        Objects.requireNonNull(labelDelayMax, "labelDelayMax");
        if (!(coverage > 0 && coverage <= 1)) {
            throw new IllegalArgumentException("coverage is not in (0, 1]: " + coverage);
        }
    }

    public boolean isMature(Window window, long n, long labelled, Instant asOf) {
        boolean covered = n > 0 && labelled >= coverage * n;
        return covered || !asOf.isBefore(window.end().plus(labelDelayMax));
    }
}
