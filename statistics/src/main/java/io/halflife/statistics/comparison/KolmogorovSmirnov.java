// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * Two-sample Kolmogorov–Smirnov test: the largest distance between two distribution functions.
 *
 * <p>D = max_z |F(z) − G(z)| over the pooled distinct values, F the share of the reference and G
 * that of the current values at or below z. Null hypothesis: both samples come from one continuous
 * distribution; large D is extreme, the alternative is two-sided. With n and m values D = max|i·m −
 * j·n|/(n·m) is formed from whole numbers, exact however large the counts are.
 *
 * <p>An empty side: everything NaN, sign 0. Single values are allowed. Equal samples: D = 0, p = 1.
 * Infinities are ordinary values. Ties make p conservative: 5 % becomes about 0.5 % with two
 * distinct values. Compacted distributions: D is that of the compacted values, and the p-values are
 * those of D less both rank errors, so that compaction never makes a difference look significant.
 *
 * <p>Source: Hodges 1958, doi:10.1007/BF02589501; p-values: {@link KolmogorovTail}.
 */
public final class KolmogorovSmirnov {

    /** With at most this many values on both sides p is exact. */
    public static final int EXACT_MAX = 10_000;

    private KolmogorovSmirnov() {}

    /**
     * What the test gives.
     *
     * @param d the statistic, in [0, 1]
     * @param p exact up to {@link #EXACT_MAX} values a side, else {@code pAsymptotic}
     * @param pAsymptotic the tail of the one-sample distribution at n·m/(n + m), at every size; NaN
     *     for n = m = 1
     * @param log10P decimal logarithm of p, also where p itself underflows
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

    /** Compares the current values with the reference. */
    public static Result compare(EmpiricalDistribution reference, EmpiricalDistribution current) {
        if (reference.isEmpty() || current.isEmpty()) {
            return Result.undefined(Status.INSUFFICIENT_DATA);
        }
        return result(reference, current, LargestDistance.between(reference, current));
    }

    static Result result(
            EmpiricalDistribution reference,
            EmpiricalDistribution current,
            LargestDistance distance) {
        long n = reference.size();
        long m = current.size();
        double rankError = reference.rankErrorMax() + current.rankErrorMax();
        double d = distance.value();
        double certain = Math.max(0, d - rankError);
        double asymptotic = KolmogorovTail.asymptotic(n, m, certain);
        boolean exact = rankError == 0 && Math.max(n, m) <= EXACT_MAX;
        double p =
                exact
                        ? KolmogorovTail.exact((int) n, (int) m, distance.latticeSteps())
                        : asymptotic;
        return new Result(
                Figure.of(d),
                figure(p),
                figure(asymptotic),
                Figure.of(KolmogorovTail.log10(n, m, certain, p)),
                Figure.of(distance.location()),
                distance.sign());
    }

    private static Figure figure(double p) {
        return Double.isNaN(p) ? Figure.undefined(Status.INSUFFICIENT_DATA) : Figure.of(p);
    }
}
