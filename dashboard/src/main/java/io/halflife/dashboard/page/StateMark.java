// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.Verdict;

/**
 * A state as every page shows it: shape, word and colour together, so that no meaning hangs on
 * colour alone.
 */
public enum StateMark {
    ALARM("▲", "bad"),
    WATCH("◆", "caution"),
    CLEAR("●", "good"),
    INCONCLUSIVE("◌", "open");

    private final String shape;
    private final String style;

    StateMark(String shape, String style) {
        this.shape = shape;
        this.style = style;
    }

    public String shape() {
        return shape;
    }

    public String word() {
        return name();
    }

    /** The class of the style sheet that holds the colour. */
    public String style() {
        return style;
    }

    /**
     * The mark of a column. An inconclusive window changes no alarm: what stands is shown, and a
     * column of which nothing stands yet is inconclusive.
     */
    public static StateMark of(AlarmState alarm, Verdict verdict) {
        return switch (alarm) {
            case ALARM -> ALARM;
            case WATCH -> WATCH;
            case CLEAR -> verdict == Verdict.INCONCLUSIVE ? INCONCLUSIVE : CLEAR;
        };
    }
}
