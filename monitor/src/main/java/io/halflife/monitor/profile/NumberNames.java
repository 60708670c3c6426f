// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.profile;

import java.math.BigDecimal;

/**
 * Names numbers as categories: the shortest decimal without exponent where that is short, so that
 * {@code 1.0} is {@code 1} and two different numbers never share a name.
 */
public final class NumberNames {

    private static final double PLAIN_MIN = 1e-6;
    private static final double PLAIN_MAX = 1e15;

    private NumberNames() {}

    /** The name of this number; {@code NaN} and the infinities by their names in Java. */
    public static String of(double value) {
        double size = Math.abs(value);
        if (size != 0 && !(size >= PLAIN_MIN && size < PLAIN_MAX)) {
            return Double.toString(value);
        }
        return size == 0
                ? "0"
                : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
