// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ExactProducts;
import java.math.BigInteger;

/**
 * Where two distribution functions are farthest apart, in whole numbers: the largest |i·m − j·n|
 * over the pooled distinct values, i of n and j of m values at or below.
 *
 * <p>One pass over both sorted runs. It ends with the shorter run: from there on one function is 1
 * and the distance only shrinks.
 */
final class LargestDistance {

    private final EmpiricalDistribution reference;
    private final EmpiricalDistribution current;
    private final long n;
    private final long m;

    /** |i·m − j·n| where it is largest; exact below 2⁵³ or when the products fit 63 bits. */
    private double largest;

    private long largestSteps;
    private double location;
    private int sign;

    private LargestDistance(EmpiricalDistribution reference, EmpiricalDistribution current) {
        this.reference = reference;
        this.current = current;
        this.n = reference.size();
        this.m = current.size();
        this.location = Math.min(reference.min(), current.min());
    }

    /** Both must hold values. */
    static LargestDistance between(EmpiricalDistribution reference, EmpiricalDistribution current) {
        LargestDistance distance = new LargestDistance(reference, current);
        if (ExactProducts.fits(distance.n, distance.m)) {
            distance.walk();
        } else {
            distance.walkWide();
        }
        return distance;
    }

    private void walk() {
        int x = 0;
        int y = 0;
        long i = 0;
        long j = 0;
        while (x < reference.distinct() && y < current.distinct()) {
            double left = reference.value(x);
            double right = current.value(y);
            double at = Math.min(left, right);
            if (left == at) {
                i = reference.cumulativeCount(x++);
            }
            if (right == at) {
                j = current.cumulativeCount(y++);
            }
            long difference = i * m - j * n;
            if (Math.abs(difference) > largestSteps) {
                largestSteps = Math.abs(difference);
                location = at;
                sign = Long.signum(difference);
            }
        }
        largest = largestSteps;
    }

    /** As {@link #walk} where n·m does not fit into 63 bits. */
    private void walkWide() {
        int x = 0;
        int y = 0;
        long i = 0;
        long j = 0;
        while (x < reference.distinct() && y < current.distinct()) {
            double left = reference.value(x);
            double right = current.value(y);
            double at = Math.min(left, right);
            if (left == at) {
                i = reference.cumulativeCount(x++);
            }
            if (right == at) {
                j = current.cumulativeCount(y++);
            }
            double difference = ExactProducts.difference(i, m, j, n);
            if (Math.abs(difference) > largest) {
                largest = Math.abs(difference);
                location = at;
                sign = (int) Math.signum(difference);
            }
        }
    }

    /** D, in [0, 1]. */
    double value() {
        return Math.min(1, largest / ((double) n * (double) m));
    }

    /** D·lcm(n, m), a whole number; only where n·m fits into 63 bits. */
    long latticeSteps() {
        return largestSteps / BigInteger.valueOf(n).gcd(BigInteger.valueOf(m)).longValue();
    }

    double location() {
        return location;
    }

    int sign() {
        return sign;
    }
}
