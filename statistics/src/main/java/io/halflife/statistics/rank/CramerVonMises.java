// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.rank;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * Two-sample Cramér–von Mises test: the mean squared distance of two distribution functions.
 *
 * <p>T = n·m/N²·Σ(F − G)² over the N = n + m pooled values when nothing is tied, F the share of the
 * reference and G that of the current values at or below. Null hypothesis: both samples come from
 * one continuous distribution; large T is extreme. Against {@code KolmogorovSmirnov} it weighs the
 * whole range, not one point.
 *
 * <p>With ties T is the mean over both ends of every block of equal values, T = n·m/(4N)·Σ(a/n +
 * b/m)(δ₀² + δ₁²) − (n − m)²/(12·n·m·N), with a and b values in the block and δ = F − G before and
 * after it: the same as above where nothing is tied, and about 0 for equal samples. The customary
 * definition by mid-ranks, {@code tMidrank}, adds (n² − m²)/(12·n·m·N)·(Σa³/n − Σb³/m), which for
 * sizes that differ is large even when nothing changed; its p is given for comparison with other
 * tools only.
 *
 * <p>p is exact for up to {@value #EXACT_MAX} values a side: the share of the C(N, n) orders;
 * otherwise the limit distribution at T made to have the mean and variance of the limit. With ties
 * p is that of no ties and only approximate, the more so the fewer and the more tied the values
 * are; T may exceed all that untied values reach, then p is that of the largest, so an exact p is
 * never below 1/C(N, n).
 *
 * <p>A side without values: {@link Status#INSUFFICIENT_DATA}. All values tied: p = 1. Infinities
 * are ordinary values. Compacted samples: T is that of the compacted values, and p is {@link
 * Status#ERROR}, because no honest bound of it is known.
 *
 * <p>Error: T to some 10⁻¹⁵, no terms cancel. The exact p to 10⁻¹⁵; the limit to 10⁻¹³ of itself,
 * but as an approximation of the exact one it is off by some 10⁻³ absolute at 21 values a side.
 *
 * <p>Source: Anderson 1962, doi:10.1214/aoms/1177704477; the exact distribution: Xiao, Gordon &amp;
 * Yakovlev 2006, doi:10.18637/jss.v017.i08; the limit: Csörgő &amp; Faraway 1996,
 * doi:10.1111/j.2517-6161.1996.tb02077.x.
 */
public final class CramerVonMises {

    /** With at most this many values on both sides p is exact. */
    public static final int EXACT_MAX = 20;

    private CramerVonMises() {}

    /**
     * What the test gives.
     *
     * @param t the statistic, free of what ties alone add
     * @param p exact for few values, else by the limit distribution
     * @param log10P decimal logarithm of p, finite also where p underflows
     * @param tMidrank the statistic by mid-ranks; t where nothing is tied
     * @param pMidrank its p; p where nothing is tied
     */
    public record Result(Figure t, Figure p, Figure log10P, Figure tMidrank, Figure pMidrank)
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
        SquaredDistance distance = SquaredDistance.of(reference, current);
        double t = Math.max(0, distance.statistic());
        double midrank = distance.statistic() + distance.ofTies();
        if (reference.rankErrorMax() > 0 || current.rankErrorMax() > 0) {
            Figure none = Figure.undefined(Status.ERROR);
            return new Result(Figure.of(t), none, none, Figure.of(midrank), none);
        }
        CramerVonMisesTail tail = new CramerVonMisesTail(reference.size(), current.size());
        boolean constant = distance.isConstant();
        return new Result(
                Figure.of(t),
                Figure.of(constant ? 1 : tail.p(t)),
                Figure.of(constant ? 0 : tail.log10(t)),
                Figure.of(midrank),
                Figure.of(constant ? 1 : tail.p(midrank)));
    }
}
