// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.outline;

import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.window.Window;
import java.util.Objects;

/**
 * What one window said about one column.
 *
 * @param test the primary test
 * @param statistic of that test; NaN where undefined
 * @param effect NaN where undefined
 */
public record HistoryPoint(
        Window window,
        Column column,
        String test,
        double statistic,
        double effect,
        Verdict verdict,
        AlarmState alarmState) {

    public HistoryPoint {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(test, "test");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(alarmState, "alarmState");
    }
}
