// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.rank;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ExactProducts;

/**
 * The Mann–Whitney statistic and its spread when nothing changed.
 *
 * @param u pairs in which the first sample is larger, equal ones by half
 * @param excess u − n·m/2
 * @param spread standard deviation of u; 0 when all values are tied
 * @param tied whether any two values are equal
 */
record RankSum(double u, double excess, double spread, boolean tied) {

    /** Both must hold values. */
    static RankSum of(EmpiricalDistribution first, EmpiricalDistribution second) {
        long n = first.size();
        long m = second.size();
        boolean fits = ExactProducts.fits(n, m) && n * m <= Long.MAX_VALUE / 2;
        PooledRuns runs = new PooledRuns(first, second);
        double pooled = (double) n + (double) m;
        long whole = 0;
        double broad = 0;
        double ties = 0;
        boolean tied = false;
        while (runs.next()) {
            double at = (double) runs.firstAt() + (double) runs.secondAt();
            tied |= at > 1;
            ties += at / pairsOf(pooled) * (at * at - 1);
            if (fits) {
                whole += runs.firstAt() * (runs.secondBelow() + runs.secondUpTo());
            } else {
                broad +=
                        (double) runs.firstAt() * (runs.secondBelow() + (double) runs.secondUpTo());
            }
        }
        double pairs = (double) n * (double) m;
        double excess = fits ? (whole - n * m) / 2.0 : (broad - pairs) / 2;
        double variance = pairs / 12 * (pooled + 1 - ties);
        boolean spread =
                !(isConstant(first) && isConstant(second) && first.value(0) == second.value(0));
        return new RankSum(
                fits ? whole / 2.0 : broad / 2,
                excess,
                spread ? Math.sqrt(Math.max(0, variance)) : 0,
                tied);
    }

    private static double pairsOf(double pooled) {
        return pooled * (pooled - 1);
    }

    private static boolean isConstant(EmpiricalDistribution sample) {
        return sample.distinct() == 1;
    }
}
