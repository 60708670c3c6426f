// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;

/**
 * The exact P(D ≥ d) given how often the pooled values are tied: over all ways to deal the pooled
 * values to two samples of these sizes.
 *
 * <p>A dealing is a lattice path. Its distance is looked at only where a block of equal values
 * ends, so with q(i, j) the share of paths to (i, j) that have been out at the end of a block: q =
 * 1 where a block ends outside the band |i·m − j·n| &lt; d·n·m, else i/(i + j)·q(i − 1, j) + j/(i +
 * j)·q(i, j − 1). Only positive terms are added, so the relative error stays below 2(n + m)·2⁻⁵³
 * however small p is. O((n + m)·min(n, m)) time, O(min(n, m)) memory.
 *
 * <p>Source: Schröer &amp; Trenkler 1995, doi:10.1016/0167-9473(94)00040-P; the recursion for the
 * tail: Viehmann 2021, arXiv:2102.08037.
 */
final class TiedTail {

    private final int n;
    private final int m;
    private final double steps;
    private final double[] out;

    private TiedTail(int n, int m, double steps) {
        this.n = n;
        this.m = m;
        this.steps = steps;
        this.out = new double[n + 1];
    }

    /**
     * The probability; n·m must not exceed {@link KolmogorovSmirnov#TIES_MAX}.
     *
     * @param steps d·n·m
     */
    static double p(EmpiricalDistribution few, EmpiricalDistribution many, long steps) {
        if (few.size() > many.size()) {
            return p(many, few, steps);
        }
        TiedTail tail = new TiedTail((int) few.size(), (int) many.size(), steps);
        EmpiricalDistribution pooled = few.merge(many);
        int dealt = 0;
        for (int block = 0; block < pooled.distinct(); block++) {
            int end = (int) pooled.cumulativeCount(block);
            while (dealt < end) {
                tail.deal(++dealt);
            }
            tail.look(dealt);
        }
        return tail.out[tail.n];
    }

    /** One value more: the paths with i + j = dealt. */
    private void deal(int dealt) {
        double share = 1.0 / dealt;
        for (int i = Math.min(dealt, n); i >= Math.max(1, dealt - m); i--) {
            out[i] = (i * out[i - 1] + (dealt - i) * out[i]) * share;
        }
    }

    private void look(int dealt) {
        for (int i = Math.max(0, dealt - m); i <= Math.min(dealt, n); i++) {
            if (Math.abs((double) i * m - (double) (dealt - i) * n) >= steps) {
                out[i] = 1;
            }
        }
    }
}
