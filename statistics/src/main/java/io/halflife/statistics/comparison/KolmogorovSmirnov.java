// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ExactProducts;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * Two-sample Kolmogorov–Smirnov test: the largest distance between two distribution functions.
 *
 * <p>D = max_z |F(z) − G(z)| over the pooled distinct values, F the share of the reference and G
 * that of the current values at or below z. With n and m values D = max|i·m − j·n|/(n·m), i and j
 * how many are at or below, is formed from whole numbers: values are compared, never subtracted,
 * and the one error is the division at the end, however large the counts are. Null hypothesis: both
 * samples come from one continuous distribution; large D is extreme. Alternative: the distributions
 * differ, or, of one sign, {@link Alternative#GREATER} or {@link Alternative#LESS}.
 *
 * <p>An empty side: everything {@link Status#INSUFFICIENT_DATA}, sign 0. Single values are allowed:
 * one against m has p = #{j in 0..m : max(j, m − j) ≥ D·m}/(m + 1); one against one p = 1. Equal or
 * constant equal samples: D = 0, p = 1. Disjoint samples: D = 1, p = 2/C(n + m, n). Infinities are
 * ordinary values, −0.0 equals 0.0, NaN is refused by the distribution. Ties make p conservative: a
 * nominal 5 % becomes about 0.5 % with two distinct values; {@link #pGivenTies} is exact.
 *
 * <p>Compacted distributions: D is that of the compacted values, off by at most both rank errors,
 * and the p-values are those of D less both rank errors. Law: compaction never makes p smaller.
 *
 * <p>Source: Hodges 1958, doi:10.1007/BF02589501; p-values: {@link KolmogorovTail}.
 */
public final class KolmogorovSmirnov {

    /** With at most this many values on both sides p is exact. */
    public static final int EXACT_MAX = 10_000;

    /** Up to this n·m {@link #pGivenTies} is offered; it takes a second then. */
    public static final long TIES_MAX = 100_000_000;

    /** What is held against the hypothesis that nothing changed. */
    public enum Alternative {
        /** D = max|F − G|. */
        TWO_SIDED(0),
        /** D⁺ = max(F − G): the current values lie higher. */
        GREATER(1),
        /** D⁻ = max(G − F): the current values lie lower. */
        LESS(-1);

        private final int sign;

        Alternative(int sign) {
            this.sign = sign;
        }
    }

    private KolmogorovSmirnov() {}

    /**
     * What the test gives.
     *
     * @param d the statistic, in [0, 1]
     * @param p exact up to {@link #EXACT_MAX} values a side, else {@code pAsymptotic}
     * @param pAsymptotic the large-sample tail at every size, see {@link KolmogorovTail}; undefined
     *     for n = m = 1, two-sided
     * @param log10P decimal logarithm of p, finite also where p itself underflows
     * @param location the smallest value at which the distance is D
     * @param sign 1 when F is above G there (the current values lie higher), −1 when below, 0 for D
     *     = 0
     */
    public record Result(
            Figure d, Figure p, Figure pAsymptotic, Figure log10P, Figure location, int sign)
            implements Serializable {

        static Result undefined(Status why) {
            Figure none = Figure.undefined(why);
            return new Result(none, none, none, none, none, 0);
        }
    }

    /** Compares the current values with the reference, two-sided. */
    public static Result compare(EmpiricalDistribution reference, EmpiricalDistribution current) {
        return compare(reference, current, Alternative.TWO_SIDED);
    }

    /** Compares the current values with the reference. */
    public static Result compare(
            EmpiricalDistribution reference,
            EmpiricalDistribution current,
            Alternative alternative) {
        if (reference.isEmpty() || current.isEmpty()) {
            return Result.undefined(Status.INSUFFICIENT_DATA);
        }
        LargestDistance distance = LargestDistance.between(reference, current, alternative.sign);
        return alternative == Alternative.TWO_SIDED
                ? result(reference, current, distance)
                : oneSided(reference, current, distance);
    }

    static Result result(
            EmpiricalDistribution reference,
            EmpiricalDistribution current,
            LargestDistance distance) {
        Evidence evidence = Evidence.of(reference, current, distance);
        long n = evidence.n;
        long m = evidence.m;
        Figure asymptotic = KolmogorovTail.asymptotic(n, m, evidence.d);
        double p =
                evidence.exact
                        ? KolmogorovTail.exact((int) n, (int) m, evidence.steps)
                        : asymptotic.value();
        double log10 = KolmogorovTail.log10(n, m, evidence.d, p);
        return result(distance, p, asymptotic, log10);
    }

    private static Result oneSided(
            EmpiricalDistribution reference,
            EmpiricalDistribution current,
            LargestDistance distance) {
        Evidence evidence = Evidence.of(reference, current, distance);
        long n = evidence.n;
        long m = evidence.m;
        double asymptotic = KolmogorovTail.asymptoticOneSided(n, m, evidence.d);
        double p =
                evidence.exact
                        ? KolmogorovTail.exactOneSided((int) n, (int) m, evidence.steps)
                        : asymptotic;
        double log10 = KolmogorovTail.log10OneSided(n, m, evidence.d, p);
        return result(distance, p, Figure.of(asymptotic), log10);
    }

    private static Result result(
            LargestDistance distance, double p, Figure asymptotic, double log10) {
        return new Result(
                Figure.of(distance.value()),
                Figure.of(p),
                asymptotic,
                Figure.of(log10),
                Figure.of(distance.location()),
                distance.sign());
    }

    /** What is certain of a distance, and by how many steps of 1/lcm(n, m) it is reached. */
    private record Evidence(long n, long m, double d, boolean exact, long steps) {

        /** Less than a step, more than what is rounded away below {@link #EXACT_MAX}. */
        private static final double ROUNDING = 1e-12;

        static Evidence of(
                EmpiricalDistribution reference,
                EmpiricalDistribution current,
                LargestDistance distance) {
            long n = reference.size();
            long m = current.size();
            double rankError = reference.rankErrorMax() + current.rankErrorMax();
            double d = Math.max(0, distance.value() - rankError);
            boolean exact = Math.max(n, m) <= EXACT_MAX;
            if (!exact || rankError == 0) {
                return new Evidence(n, m, d, exact, exact ? distance.latticeSteps() : 0);
            }
            double steps = d * LatticePath.lcm((int) n, (int) m);
            return new Evidence(n, m, d, true, (long) Math.ceil(steps * (1 - ROUNDING)));
        }
    }

    /**
     * The exact two-sided P(D ≥ d) given the ties: over all ways to deal the pooled values to
     * samples of these sizes. Where nothing is tied it equals the exact p; where much is, it is
     * smaller and keeps its nominal size. Relative error below 2(n + m)·2⁻⁵³.
     *
     * <p>{@link Status#INSUFFICIENT_DATA} for an empty side, {@link Status#ERROR} for compacted
     * distributions, whose ties are not those of the samples.
     *
     * @throws IllegalArgumentException for n·m above {@link #TIES_MAX}
     */
    public static Figure pGivenTies(
            EmpiricalDistribution reference, EmpiricalDistribution current) {
        if (reference.isEmpty() || current.isEmpty()) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        if (reference.rankErrorMax() > 0 || current.rankErrorMax() > 0) {
            return Figure.undefined(Status.ERROR);
        }
        long n = reference.size();
        long m = current.size();
        if (!ExactProducts.fits(n, m) || n * m > TIES_MAX) {
            throw new IllegalArgumentException(
                    "n·m is above " + TIES_MAX + ": n " + n + ", m " + m);
        }
        long steps = LargestDistance.between(reference, current).steps();
        return Figure.of(TiedTail.p(reference, current, steps));
    }
}
