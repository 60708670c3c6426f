// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.rank;

/**
 * The exact distribution of the Mann–Whitney statistic without ties.
 *
 * <p>The largest value is of the first sample with chance n/(n + m) and then above all m others, so
 * P(n, m, u) = n/(n + m)·P(n − 1, m, u − m) + m/(n + m)·P(n, m − 1, u). Only positive terms are
 * added: relative error below 2(n + m)·2⁻⁵³ in either tail. O((n·m)²) at most.
 */
final class RankSumTail {

    private RankSumTail() {}

    /** P(|U − n·m/2| ≥ |excess|). */
    static double twoSided(int n, int m, double excess) {
        double[] chances = chances(n, m);
        // U is n·m/2 ± excess; the distribution is symmetric.
        int u = (int) Math.round(n * m / 2.0 + Math.abs(excess));
        double tail = 0;
        for (int k = n * m; k >= u; k--) {
            tail += chances[k];
        }
        return Math.min(1, 2 * tail);
    }

    /** P(U = u) for u in 0..n·m. */
    private static double[] chances(int n, int m) {
        double[][] of = new double[m + 1][n * m + 1];
        for (double[] one : of) {
            one[0] = 1;
        }
        for (int i = 1; i <= n; i++) {
            for (int j = 1; j <= m; j++) {
                double first = (double) i / (i + j);
                for (int u = i * j; u >= 0; u--) {
                    double above = u >= j ? of[j][u - j] : 0;
                    of[j][u] = first * above + (1 - first) * of[j - 1][u];
                }
            }
        }
        return of[m];
    }
}
