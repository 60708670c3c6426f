// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.CompensatedSum;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ExactProducts;

/**
 * One walk over two sorted runs that gives the largest distance of the two distribution functions
 * and the area between them.
 *
 * <p>Neighbouring pooled values contribute |i·m − j·n|·gap, with i of n and j of m finite values at
 * or below: whole numbers, so that equal stretches weigh exactly nothing. The gap is a difference
 * of two values and right to half a unit in its last place; the sum is compensated.
 *
 * <p>Values near the largest double make sums overflow; then the walk is made once more with values
 * scaled by 2⁻²⁸⁰, and only what does not fit into a double is infinite in the end. No allocation
 * per value.
 */
final class DistanceWalk {

    /** (n·m)² < 2²⁵² and a gap below 2¹⁰²⁵ stay below the largest double with this. */
    private static final double SCALE = 0x1p-280;

    private final EmpiricalDistribution reference;
    private final EmpiricalDistribution current;
    private final LargestDistance largest;
    private final long n;
    private final long m;
    private final boolean squared;
    private double scale = 1;
    private CompensatedSum area = new CompensatedSum();
    private int x;
    private int y;
    private long i;
    private long j;

    private DistanceWalk(
            EmpiricalDistribution reference, EmpiricalDistribution current, boolean squared) {
        this.reference = reference;
        this.current = current;
        this.largest = new LargestDistance(reference, current);
        this.n = finite(reference);
        this.m = finite(current);
        this.squared = squared;
    }

    /** The area between the functions. Both must hold values. */
    static DistanceWalk over(EmpiricalDistribution reference, EmpiricalDistribution current) {
        return new DistanceWalk(reference, current, false).walked();
    }

    /** The area under the squared distance. Both must hold values. */
    static DistanceWalk overSquares(
            EmpiricalDistribution reference, EmpiricalDistribution current) {
        return new DistanceWalk(reference, current, true).walked();
    }

    private static long finite(EmpiricalDistribution distribution) {
        int end = distribution.finiteEnd();
        return end == 0 ? 0 : distribution.cumulativeCount(end - 1) - belowFinite(distribution);
    }

    /** How many values are −∞. */
    private static long belowFinite(EmpiricalDistribution distribution) {
        return distribution.value(0) == Double.NEGATIVE_INFINITY
                ? distribution.cumulativeCount(0)
                : 0;
    }

    private DistanceWalk walked() {
        walk();
        if (!Double.isFinite(area.value()) && n > 0 && m > 0) {
            area = new CompensatedSum();
            scale = SCALE;
            walk();
        }
        return this;
    }

    private void walk() {
        i = belowFinite(reference);
        j = belowFinite(current);
        x = i > 0 ? 1 : 0;
        y = j > 0 ? 1 : 0;
        if (largest.fits()) {
            if (i > 0 || j > 0) {
                largest.narrow(Double.NEGATIVE_INFINITY, i, j);
            }
            narrow();
        } else {
            if (i > 0 || j > 0) {
                largest.wide(Double.NEGATIVE_INFINITY, i, j);
            }
            wide();
        }
    }

    private void narrow() {
        int xEnd = reference.finiteEnd();
        int yEnd = current.finiteEnd();
        long i0 = i;
        long j0 = j;
        double left = x < xEnd ? reference.value(x) : Double.POSITIVE_INFINITY;
        double right = y < yEnd ? current.value(y) : Double.POSITIVE_INFINITY;
        double previous = left < right ? left : right;
        while (x < xEnd || y < yEnd) {
            double at = left < right ? left : right;
            double rows = (i - i0) * m - (j - j0) * n;
            add(rows, at * scale - previous * scale);
            if (left == at) {
                i = reference.cumulativeCount(x++);
                left = x < xEnd ? reference.value(x) : Double.POSITIVE_INFINITY;
            }
            if (right == at) {
                j = current.cumulativeCount(y++);
                right = y < yEnd ? current.value(y) : Double.POSITIVE_INFINITY;
            }
            largest.narrow(at, i, j);
            previous = at;
        }
    }

    /** As {@link #narrow} where n·m does not fit into 63 bits. */
    private void wide() {
        int xEnd = reference.finiteEnd();
        int yEnd = current.finiteEnd();
        long i0 = i;
        long j0 = j;
        double previous = Double.NaN;
        while (x < xEnd || y < yEnd) {
            double left = x < xEnd ? reference.value(x) : Double.POSITIVE_INFINITY;
            double right = y < yEnd ? current.value(y) : Double.POSITIVE_INFINITY;
            double at = Math.min(left, right);
            if (i > i0 || j > j0) {
                double rows = ExactProducts.difference(i - i0, m, j - j0, n);
                add(rows, at * scale - previous * scale);
            }
            if (left == at) {
                i = reference.cumulativeCount(x++);
            }
            if (right == at) {
                j = current.cumulativeCount(y++);
            }
            largest.wide(at, i, j);
            previous = at;
        }
    }

    private void add(double rows, double gap) {
        area.add(squared ? rows * rows * gap : Math.abs(rows) * gap);
    }

    LargestDistance largest() {
        return largest;
    }

    /** How many infinite values on both sides the area leaves out. */
    long nonFinite() {
        return Math.addExact(reference.size() - n, current.size() - m);
    }

    /** Whether both sides have finite values, without which there is no area. */
    boolean hasArea() {
        return n > 0 && m > 0;
    }

    /** ∫|F − G|dx, or ∫(F − G)²dx; infinite when it does not fit into a double. */
    double area() {
        double rows = (double) n * (double) m;
        double sum = squared ? area.value() / rows / rows : area.value() / rows;
        return sum / scale;
    }
}
