// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ExactProducts;
import java.math.BigInteger;

/**
 * Where two distribution functions are farthest apart, in whole numbers: the largest |i·m − j·n|
 * over the pooled distinct values, i of n and j of m values at or below.
 *
 * <p>Both sorted runs are walked together. The walk ends with the shorter run: from there on one
 * function is 1 and the distance only shrinks.
 */
final class LargestDistance {

    private final EmpiricalDistribution reference;
    private final EmpiricalDistribution current;
    private final long n;
    private final long m;
    private final int only;

    /** |i·m − j·n| where it is largest; exact below 2⁵³ or when the products fit 63 bits. */
    private double largest;

    private long largestSteps;
    private double location;
    private int sign;

    /** Nothing looked at yet: distance 0 at the smallest value. Both must hold values. */
    LargestDistance(EmpiricalDistribution reference, EmpiricalDistribution current) {
        this(reference, current, 0);
    }

    private LargestDistance(
            EmpiricalDistribution reference, EmpiricalDistribution current, int only) {
        this.reference = reference;
        this.current = current;
        this.n = reference.size();
        this.m = current.size();
        this.location = Math.min(reference.value(0), current.value(0));
        this.only = only;
    }

    /** Both must hold values. */
    static LargestDistance between(EmpiricalDistribution reference, EmpiricalDistribution current) {
        return between(reference, current, 0);
    }

    /**
     * As {@link #between(EmpiricalDistribution, EmpiricalDistribution)} of one sign only.
     *
     * @param only 1: where the reference's function is above, −1: where it is below, 0: either
     */
    static LargestDistance between(
            EmpiricalDistribution reference, EmpiricalDistribution current, int only) {
        LargestDistance distance = new LargestDistance(reference, current, only);
        distance.walk(distance.fits() ? distance::narrow : distance::wide);
        return distance;
    }

    /** Whether n·m fits into 63 bits, so that {@link #narrow} may be used. */
    boolean fits() {
        return ExactProducts.fits(n, m);
    }

    /**
     * Between two values of one side only the other's function rises, so the distance is largest at
     * an end of that stretch: stretches are skipped, and a small window costs little against a
     * large reference.
     */
    private void walk(Meeting meeting) {
        int x = 0;
        int y = 0;
        while (x < reference.distinct() && y < current.distinct()) {
            double left = reference.value(x);
            double right = current.value(y);
            if (left < right) {
                x = firstAtLeast(reference, x, right);
                meeting.at(reference.value(x - 1), before(reference, x), before(current, y));
            } else if (right < left) {
                y = firstAtLeast(current, y, left);
                meeting.at(current.value(y - 1), before(reference, x), before(current, y));
            } else {
                meeting.at(left, before(reference, ++x), before(current, ++y));
            }
        }
    }

    /** What is done where i values of the reference and j of the current ones are at or below z. */
    private interface Meeting {
        void at(double z, long i, long j);
    }

    /** Looks at a value z with i and j values at or below it. */
    void narrow(double z, long i, long j) {
        long difference = i * m - j * n;
        long size = only == 0 ? Math.abs(difference) : only * difference;
        if (size > largestSteps) {
            largestSteps = size;
            largest = largestSteps;
            location = z;
            sign = Long.signum(difference);
        }
    }

    /** As {@link #narrow} where n·m does not fit into 63 bits. */
    void wide(double z, long i, long j) {
        double difference = ExactProducts.difference(i, m, j, n);
        double size = only == 0 ? Math.abs(difference) : only * difference;
        if (size > largest) {
            largest = size;
            location = z;
            sign = (int) Math.signum(difference);
        }
    }

    private static long before(EmpiricalDistribution distribution, int index) {
        return index == 0 ? 0 : distribution.cumulativeCount(index - 1);
    }

    /** First index after {@code from} whose value is at least z, in steps that double. */
    private static int firstAtLeast(EmpiricalDistribution distribution, int from, double z) {
        int low = from;
        int step = 1;
        while (low + step < distribution.distinct() && distribution.value(low + step) < z) {
            low += step;
            step <<= 1;
        }
        int high = Math.min(low + step, distribution.distinct());
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (distribution.value(middle) < z) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** D, in [0, 1]. */
    double value() {
        return Math.min(1, largest / ((double) n * (double) m));
    }

    /** D·n·m, a whole number; only where n·m fits into 63 bits. */
    long steps() {
        return largestSteps;
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
