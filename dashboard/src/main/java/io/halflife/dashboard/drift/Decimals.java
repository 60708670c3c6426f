// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

/** How many decimals figures of a range need to tell its parts from each other. */
final class Decimals {

    private static final int DIGITS = 3;
    private static final int MAX = 6;

    private Decimals() {}

    /** None for a range of thousands, three for one of 1. */
    static int over(double range) {
        if (!(range > 0) || Double.isInfinite(range)) {
            return DIGITS;
        }
        int magnitude = (int) Math.floor(Math.log10(range));
        return Math.max(0, Math.min(MAX, DIGITS - magnitude));
    }
}
