// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.pages;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.window.Window;
import java.util.Objects;

/**
 * An alarm of a column, from the window that raised it to the window that cleared it.
 *
 * @param column of which column
 * @param raised the first window in alarm
 * @param label that window's label
 * @param cleared the first window that was clean again; null while the alarm stands
 * @param clearedLabel null while it stands
 * @param test the primary test that raised it, with its figures; NaN where undefined
 * @param reason the words of the verdict that raised it
 */
public record Alarm(
        Column column,
        Window raised,
        String label,
        Window cleared,
        String clearedLabel,
        String test,
        long referenceId,
        long nReference,
        long n,
        double statistic,
        double pAdjusted,
        double effect,
        String reason) {

    public Alarm {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(raised, "raised");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(test, "test");
        Objects.requireNonNull(reason, "reason");
    }

    public boolean isStanding() {
        return cleared == null;
    }
}
