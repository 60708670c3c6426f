// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import java.math.BigInteger;

/**
 * Differences of products of counts, without losing digits when the products nearly cancel or do
 * not fit into 64 bits.
 */
public final class ExactProducts {

    private ExactProducts() {}

    /** a·b − c·d, exact before one rounding to double. */
    public static double difference(long a, long b, long c, long d) {
        if (fits(a, b) && fits(c, d)) {
            long first = a * b;
            long second = c * d;
            long difference = first - second;
            boolean overflowed = ((first ^ second) & (first ^ difference)) < 0;
            if (!overflowed) {
                return difference;
            }
        }
        return BigInteger.valueOf(a)
                .multiply(BigInteger.valueOf(b))
                .subtract(BigInteger.valueOf(c).multiply(BigInteger.valueOf(d)))
                .doubleValue();
    }

    /** Whether a·b fits into a long. */
    public static boolean fits(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        return high == (a * b) >> 63;
    }
}
