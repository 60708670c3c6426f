// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.rank;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ExactProducts;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * Mann–Whitney (Wilcoxon rank sum) test: do the current values tend to lie higher or lower than the
 * reference?
 *
 * <p>U = #{x &gt; y} + ½·#{x = y} over the n·m pairs of a reference value x and a current value y;
 * AUC = U/(n·m) is the chance that the reference value is the larger one. Null hypothesis: both
 * samples come from one distribution; U far from n·m/2 is extreme, two-sided. AUC below ½: the
 * current values lie higher.
 *
 * <p>p is exact when nothing is tied and n·m ≤ {@value #EXACT_MAX}: the share of the C(n + m, n)
 * orders. Otherwise normal with mid-ranks: z = (|U − n·m/2| − ½)/σ, σ² = n·m/12·((N + 1) − Σ(t³ −
 * t)/(N(N − 1))), N = n + m, t the sizes of the ties.
 *
 * <p>A side without values: {@link Status#INSUFFICIENT_DATA}. All values tied, also a single value
 * against its equal: AUC ½, p = 1. One value against one: p = 1. Infinities are ordinary values.
 * Compacted samples: U is off by at most both rank errors times n·m, and the distance from n·m/2 is
 * taken less by that much before p.
 *
 * <p>Error: U and AUC are exact while 2·n·m fits into 63 bits, else to 10⁻¹⁵; the exact p to 10⁻¹³;
 * the normal one is an approximation, off by some percent of itself for samples of ten.
 *
 * <p>Source: Mann &amp; Whitney 1947, doi:10.1214/aoms/1177730491.
 */
public final class MannWhitney {

    /** Up to this n·m p is exact unless values are tied. */
    public static final int EXACT_MAX = 900;

    private MannWhitney() {}

    /**
     * What the test gives.
     *
     * @param u #{x &gt; y} + ½·#{x = y}, x of the reference
     * @param auc u/(n·m), in [0, 1]
     * @param p two-sided; exact for few values without ties, else {@code pAsymptotic}
     * @param pAsymptotic by the normal approximation
     * @param log10P decimal logarithm of p, finite also where p underflows
     */
    public record Result(Figure u, Figure auc, Figure p, Figure pAsymptotic, Figure log10P)
            implements Serializable {

        static Result undefined(Status why) {
            Figure none = Figure.undefined(why);
            return new Result(none, none, none, none, none);
        }
    }

    /** Compares the current values with the reference. */
    public static Result compare(EmpiricalDistribution reference, EmpiricalDistribution current) {
        if (reference.isEmpty() || current.isEmpty()) {
            return Result.undefined(Status.INSUFFICIENT_DATA);
        }
        RankSum ranks = RankSum.of(reference, current);
        long n = reference.size();
        long m = current.size();
        double pairs = (double) n * (double) m;
        double rankError = reference.rankErrorMax() + current.rankErrorMax();
        double certain = Math.max(0, Math.abs(ranks.excess()) - rankError * pairs);
        double z = ranks.spread() > 0 ? (certain - 0.5) / ranks.spread() : 0;
        double asymptotic = NormalTail.twoSided(z);
        boolean exact =
                !ranks.tied() && rankError == 0 && ExactProducts.fits(n, m) && n * m <= EXACT_MAX;
        double p = exact ? RankSumTail.twoSided((int) n, (int) m, ranks.excess()) : asymptotic;
        return new Result(
                Figure.of(ranks.u()),
                Figure.of(ranks.u() / pairs),
                Figure.of(p),
                Figure.of(asymptotic),
                Figure.of(exact ? Math.log10(p) : NormalTail.log10(z, p)));
    }
}
