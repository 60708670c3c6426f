// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.window.Window;
import java.util.Objects;

/**
 * A column's current alarm was raised or cleared by a run: what {@code alarm.raised} and {@code
 * alarm.cleared} tell. The past never makes one.
 *
 * @param window the newest window of the column
 * @param raised false when it was cleared
 * @param reason the words of the verdict on that window
 */
public record AlarmChange(
        Column column, Window window, String label, boolean raised, String reason) {

    public AlarmChange {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(reason, "reason");
    }
}
