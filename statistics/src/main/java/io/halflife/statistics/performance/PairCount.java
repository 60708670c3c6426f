// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import java.math.BigInteger;

/**
 * An exact sum of products of counts, below 2¹²⁷: as many pairs as two sides of 2⁶³ − 1 rows have.
 * Not safe for use by several threads.
 */
final class PairCount {

    private long high;
    private long low;

    /** Adds a·b; neither is negative. */
    void add(long a, long b) {
        long product = a * b;
        low += product;
        high += Math.multiplyHigh(a, b) + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
    }

    /** The sum, rounded once. */
    double value() {
        if (high == 0 && low >= 0) {
            return (double) low;
        }
        return BigInteger.valueOf(high)
                .shiftLeft(Long.SIZE)
                .add(BigInteger.valueOf(low >>> 1).shiftLeft(1))
                .add(BigInteger.valueOf(low & 1))
                .doubleValue();
    }
}
