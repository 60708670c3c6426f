// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.quality;

/** What a check of data quality says. No data is not health: it is {@link #INCONCLUSIVE}. */
public enum Finding {
    /** Look at it: the figure is beyond the check's level. */
    FLAGGED,
    /** The figure is within the check's level. */
    CLEAR,
    /** There are too few data for the check. */
    INCONCLUSIVE;

    static Finding of(boolean flagged) {
        return flagged ? FLAGGED : CLEAR;
    }
}
