// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.rank;

import io.halflife.statistics.distribution.CompensatedSum;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ExactProducts;

/**
 * The Cramér–von Mises statistic of two samples.
 *
 * @param statistic T without what ties alone add; for equal tied samples it may be below 0 by less
 *     than 1/(12·min(n, m))
 * @param ofTies what mid-ranks add to it; 0 without ties or for equal sizes and counts
 * @param isConstant whether all values are equal
 */
record SquaredDistance(double statistic, double ofTies, boolean isConstant) {

    /** Both must hold values. */
    static SquaredDistance of(EmpiricalDistribution first, EmpiricalDistribution second) {
        double n = first.size();
        double m = second.size();
        PooledRuns runs = new PooledRuns(first, second);
        CompensatedSum squares = new CompensatedSum();
        CompensatedSum cubes = new CompensatedSum();
        double before = 0;
        int values = 0;
        while (runs.next()) {
            double after = difference(runs, first.size(), second.size());
            double a = runs.firstAt();
            double b = runs.secondAt();
            squares.add((a / n + b / m) * (before * before + after * after));
            cubes.add(a * (a / n) * a - b * (b / m) * b);
            before = after;
            values++;
        }
        double pooled = n + m;
        double sizes = (n - m) / (12 * n * m);
        double t = n / pooled * m * squares.value() / 4 - sizes * ((n - m) / pooled);
        return new SquaredDistance(t, sizes * cubes.value(), values == 1);
    }

    /** F − G after this value. */
    private static double difference(PooledRuns runs, long n, long m) {
        return ExactProducts.difference(runs.firstUpTo(), m, runs.secondUpTo(), n)
                / ((double) n * (double) m);
    }
}
