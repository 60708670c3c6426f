// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.CompensatedSum;
import io.halflife.statistics.distribution.ExactProducts;

/**
 * Counts of the reference and of the current values in the same cells, and the distances between
 * their shares. Shares are subtracted as exact products of counts, so nearly equal ones keep their
 * digits. All distances are NaN when a side is empty.
 */
final class CountPairs {

    /** Shares of zero become this in the definition that other tools use. */
    private static final double ZERO_SHARE = 1e-4;

    /** Below this the direct form of Jensen–Shannon loses digits. */
    private static final double SERIES_MAX = 0.1;

    private final long[] reference;
    private final long[] current;
    private final long n;
    private final long m;

    /** The arrays are kept and must not change. */
    CountPairs(long[] reference, long[] current) {
        this.reference = reference;
        this.current = current;
        this.n = total(reference);
        this.m = total(current);
    }

    private static long total(long[] counts) {
        long total = 0;
        for (long count : counts) {
            total = Math.addExact(total, count);
        }
        return total;
    }

    int cells() {
        return reference.length;
    }

    long reference(int cell) {
        return reference[cell];
    }

    long current(int cell) {
        return current[cell];
    }

    long n() {
        return n;
    }

    long m() {
        return m;
    }

    boolean isDefined() {
        return n > 0 && m > 0;
    }

    /** Share of the reference less share of the current values. */
    double shareDifference(int cell) {
        return ExactProducts.difference(reference[cell], m, current[cell], n)
                / ((double) n * (double) m);
    }

    /** ½·Σ|p − q|. */
    double totalVariation() {
        double sum = 0;
        for (int cell = 0; cell < cells(); cell++) {
            sum += Math.abs(shareDifference(cell));
        }
        return isDefined() ? sum / 2 : Double.NaN;
    }

    /** max|p − q|. */
    double largestDifference() {
        double largest = 0;
        for (int cell = 0; cell < cells(); cell++) {
            largest = Math.max(largest, Math.abs(shareDifference(cell)));
        }
        return isDefined() ? largest : Double.NaN;
    }

    /** X² of the 2×K table, Σ(p − q)²·n·m/(count of the cell); cells must not be empty. */
    double chiSquare() {
        CompensatedSum sum = new CompensatedSum();
        for (int cell = 0; cell < cells(); cell++) {
            double difference = shareDifference(cell);
            double both = (double) reference[cell] + (double) current[cell];
            sum.add(difference * difference * (n / both) * m);
        }
        return isDefined() ? sum.value() : Double.NaN;
    }

    /** The smallest expected count of the 2×K table; cells must not be empty. */
    double smallestExpected() {
        double smallest = Double.POSITIVE_INFINITY;
        for (int cell = 0; cell < cells(); cell++) {
            smallest = Math.min(smallest, (double) reference[cell] + (double) current[cell]);
        }
        return smallest * Math.min(n, m) / ((double) n + (double) m);
    }

    /** √(½·Σ(√p − √q)²), with √p − √q = (p − q)/(√p + √q). */
    double hellinger() {
        if (!isDefined()) {
            return Double.NaN;
        }
        CompensatedSum sum = new CompensatedSum();
        for (int cell = 0; cell < cells(); cell++) {
            double roots =
                    Math.sqrt((double) reference[cell] / n) + Math.sqrt((double) current[cell] / m);
            double difference = roots == 0 ? 0 : shareDifference(cell) / roots;
            sum.add(difference * difference);
        }
        return Math.min(1, Math.sqrt(sum.value() / 2));
    }

    /** √ of the Jensen–Shannon divergence to base 2. */
    double jensenShannon() {
        if (!isDefined()) {
            return Double.NaN;
        }
        CompensatedSum divergence = new CompensatedSum();
        for (int cell = 0; cell < cells(); cell++) {
            double p = (double) reference[cell] / n;
            double q = (double) current[cell] / m;
            if (p + q > 0) {
                divergence.add((p + q) / 4 * entropyGap(shareDifference(cell) / (p + q)));
            }
        }
        return Math.sqrt(Math.min(1, divergence.value() / Math.log(2)));
    }

    /** (1 + d)·ln(1 + d) + (1 − d)·ln(1 − d) = Σ d²ᵏ/(k(2k − 1)), for |d| ≤ 1. */
    private static double entropyGap(double d) {
        double size = Math.min(1, Math.abs(d));
        if (size == 1) {
            return 2 * Math.log(2);
        }
        if (size > SERIES_MAX) {
            return (1 + size) * Math.log1p(size) + (1 - size) * Math.log1p(-size);
        }
        double sum = 0;
        double power = 1;
        for (int k = 1; k <= 8; k++) {
            power *= size * size;
            sum += power / (k * (2 * k - 1));
        }
        return sum;
    }

    /** Σ(q − p)·ln(q/p) with p = (c + ½)/(N + ½B) on both sides. */
    double stability() {
        if (!isDefined()) {
            return Double.NaN;
        }
        CompensatedSum sum = new CompensatedSum();
        double half = cells() / 2.0;
        for (int cell = 0; cell < cells(); cell++) {
            double p = (reference[cell] + 0.5) / (n + half);
            double q = (current[cell] + 0.5) / (m + half);
            sum.add((q - p) * Math.log(q / p));
        }
        return sum.value();
    }

    /** Σ(q − p)·ln(q/p) of the raw shares, zeros replaced by 10⁻⁴ and nothing rescaled. */
    double plainStability() {
        if (!isDefined()) {
            return Double.NaN;
        }
        CompensatedSum sum = new CompensatedSum();
        for (int cell = 0; cell < cells(); cell++) {
            double p = reference[cell] == 0 ? ZERO_SHARE : (double) reference[cell] / n;
            double q = current[cell] == 0 ? ZERO_SHARE : (double) current[cell] / m;
            sum.add((q - p) * Math.log(q / p));
        }
        return sum.value();
    }
}
