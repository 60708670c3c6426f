// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.rehearsal;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.window.Window;
import java.util.Objects;

/**
 * An alarm of a column, from the window that raised it to the one that cleared it.
 *
 * @param label of the raising window
 * @param cleared the first window after it; null while it stands
 * @param clearedLabel null while it stands
 * @param reason of the verdict that raised it
 */
public record AlarmSpan(
        Column column,
        Window raised,
        String label,
        Window cleared,
        String clearedLabel,
        String reason) {

    public AlarmSpan {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(raised, "raised");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(reason, "reason");
    }

    AlarmSpan clearedBy(Window window, String windowLabel) {
        return new AlarmSpan(column, raised, label, window, windowLabel, reason);
    }
}
