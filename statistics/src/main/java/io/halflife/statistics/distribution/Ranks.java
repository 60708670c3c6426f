// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Ranks of quantiles. */
final class Ranks {

    private Ranks() {}

    /**
     * max(1, ⌈q·n⌉) with q taken as the decimal it prints as, so that a share such as 0.07 of 100
     * does not become 7.000000000000001.
     */
    static long nearest(double q, long n) {
        BigDecimal rank = new BigDecimal(Double.toString(q)).multiply(BigDecimal.valueOf(n));
        return Math.max(1, rank.setScale(0, RoundingMode.CEILING).longValueExact());
    }
}
