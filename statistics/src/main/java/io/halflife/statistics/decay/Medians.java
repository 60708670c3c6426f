// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import java.util.Arrays;

/** Medians. */
final class Medians {

    private Medians() {}

    /** The middle value, the mean of the middle two; NaN for none. The array is not changed. */
    static double of(double[] values) {
        double[] ascending = values.clone();
        Arrays.sort(ascending);
        int half = ascending.length / 2;
        if (ascending.length == 0) {
            return Double.NaN;
        }
        return ascending.length % 2 == 1
                ? ascending[half]
                : (ascending[half - 1] + ascending[half]) / 2;
    }
}
