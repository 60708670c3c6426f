// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.rehearsal;

import io.halflife.monitor.window.Window;
import java.util.Objects;

/**
 * What a policy made of one window.
 *
 * @param rows of the window, as far as its columns tell: the most values, present and missing, that
 *     one of them has
 * @param columns that were judged
 * @param drifted how many of them drifted
 * @param inconclusive how many could not be judged
 * @param raised alarms that it raised
 */
public record WindowTally(
        Window window,
        String label,
        long rows,
        long columns,
        long drifted,
        long inconclusive,
        long raised) {

    public WindowTally {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(label, "label");
    }

    WindowTally withRaised(long count) {
        return new WindowTally(window, label, rows, columns, drifted, inconclusive, count);
    }
}
