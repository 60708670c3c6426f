// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.picture;

import java.util.ArrayList;
import java.util.List;

/** Round places along an axis of values: steps of 1, 2, 2.5 or 5 times a power of ten. */
final class Ticks {

    private static final double[] STEPS = {1, 2, 2.5, 5, 10};
    private static final double[] WHOLE_STEPS = {1, 2, 5, 10};
    private static final double SLACK = 1e-9;
    private static final int DECIMALS_MAX = 6;

    private final double step;
    private final List<Double> values = new ArrayList<>();

    /**
     * Ticks between two values, with them.
     *
     * @param most at most so many steps
     * @param whole no step below 1: there is no half of what is counted
     */
    Ticks(double low, double high, int most, boolean whole) {
        this.step = step((high - low) / most, whole);
        long last = (long) Math.floor(high / step + SLACK);
        for (long i = (long) Math.ceil(low / step - SLACK); i <= last; i++) {
            values.add(i * step);
        }
    }

    private static double step(double least, boolean whole) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double digit : whole ? WHOLE_STEPS : STEPS) {
            if (digit * power >= least * (1 - SLACK)) {
                return whole ? Math.max(1, digit * power) : digit * power;
            }
        }
        return 10 * power;
    }

    List<Double> values() {
        return List.copyOf(values);
    }

    /** How many the labels need: none for steps of 2, one for 2.5, two for 0.25. */
    int decimals() {
        int decimals = 0;
        double scaled = step;
        while (decimals < DECIMALS_MAX && Math.abs(scaled - Math.rint(scaled)) > 1e-6) {
            decimals++;
            scaled = step * Math.pow(10, decimals);
        }
        return decimals;
    }
}
