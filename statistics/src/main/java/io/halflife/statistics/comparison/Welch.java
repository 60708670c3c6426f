// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Welch's t test: do the current values have another mean than the reference? The variances may
 * differ.
 *
 * <p>t = (x̄ − ȳ)/√(s_x²/n + s_y²/m), x the current and y the reference values, s² the sample
 * variances. Null hypothesis: equal means; |t| large is extreme, two-sided. Degrees of freedom by
 * Satterthwaite: (a + b)²/(a²/(n − 1) + b²/(m − 1)), a = s_x²/n, b = s_y²/m. The interval holds the
 * difference of the means with 95 % confidence. Cohen's d is the difference in pooled standard
 * deviations, √((m2_x + m2_y)/(n + m − 2)).
 *
 * <p>Infinite values are left out and counted in {@code nonFinite}. Fewer than two finite values on
 * a side: all but the difference {@link Status#INSUFFICIENT_DATA}; none: that too. No spread on
 * both sides: {@link Status#DEGENERATE}. Moments, t or d that do not fit into a double: {@link
 * Status#ERROR}. Ties do not matter. Compacted samples: exact, moments survive compaction.
 *
 * <p>Error: from samples the mean is taken of the values less the first one, so that t keeps its
 * digits at an offset of 10⁹ (10⁻⁹ relative; from {@link Moments} alone 10⁻⁶ there, because the
 * mean itself is rounded). p by the incomplete beta function, some 10⁻¹³; its logarithm is finite
 * also where p underflows.
 *
 * <p>Source: Welch 1947, doi:10.1093/biomet/34.1-2.28; Satterthwaite 1946, doi:10.2307/3002019;
 * Cohen 1988, Statistical Power Analysis for the Behavioral Sciences.
 */
public final class Welch {

    private static final double TAIL = 0.025;

    private Welch() {}

    /**
     * What the test gives.
     *
     * @param difference mean of the current values less that of the reference
     * @param t in standard errors
     * @param df degrees of freedom
     * @param p two-sided
     * @param log10P its decimal logarithm, finite also where p underflows
     * @param interval of the difference, 95 %
     * @param cohensD the difference in pooled standard deviations
     * @param nonFinite infinite values of both sides, which are left out
     */
    public record Result(
            Figure difference,
            Figure t,
            Figure df,
            Figure p,
            Figure log10P,
            Interval interval,
            Figure cohensD,
            long nonFinite)
            implements Serializable {

        static Result undefined(Figure difference, Status why, long nonFinite) {
            Figure none = Figure.undefined(why);
            return new Result(
                    difference, none, none, none, none, Interval.undefined(why), none, nonFinite);
        }
    }

    /** Compares the current values with the reference. */
    public static Result compare(EmpiricalDistribution reference, EmpiricalDistribution current) {
        long nonFinite = Wasserstein.nonFinite(reference) + Wasserstein.nonFinite(current);
        boolean whole = reference.rankErrorMax() == 0 && current.rankErrorMax() == 0;
        if (!whole || reference.moments().n() == 0 || current.moments().n() == 0) {
            return compare(reference.moments(), current.moments(), nonFinite);
        }
        double origin = reference.value(reference.firstFinite());
        return compare(
                ShiftedMoments.of(reference, origin),
                ShiftedMoments.of(current, origin),
                nonFinite);
    }

    /** As {@link #compare(EmpiricalDistribution, EmpiricalDistribution)} from merged moments. */
    public static Result compare(Moments reference, Moments current) {
        return compare(reference, current, 0);
    }

    private static Result compare(Moments reference, Moments current, long nonFinite) {
        return compare(
                new ShiftedMoments(reference.n(), reference.mean().orElse(0), reference.m2()),
                new ShiftedMoments(current.n(), current.mean().orElse(0), current.m2()),
                nonFinite);
    }

    private static Result compare(
            ShiftedMoments reference, ShiftedMoments current, long nonFinite) {
        double gap = current.mean() - reference.mean();
        if (reference.n() == 0 || current.n() == 0) {
            Figure none = Figure.undefined(Status.INSUFFICIENT_DATA);
            return Result.undefined(none, Status.INSUFFICIENT_DATA, nonFinite);
        }
        if (!Double.isFinite(gap)) {
            return Result.undefined(Figure.undefined(Status.ERROR), Status.ERROR, nonFinite);
        }
        if (reference.n() == 1 || current.n() == 1) {
            return Result.undefined(Figure.of(gap), Status.INSUFFICIENT_DATA, nonFinite);
        }
        double ofReference = reference.errorSquared();
        double ofCurrent = current.errorSquared();
        double error = Math.sqrt(ofReference + ofCurrent);
        if (!(error > 0) || Double.isInfinite(error)) {
            Status why = error == 0 ? Status.DEGENERATE : Status.ERROR;
            return Result.undefined(Figure.of(gap), why, nonFinite);
        }
        double share = ofReference / (ofReference + ofCurrent);
        double df =
                1
                        / (share * share / (reference.n() - 1)
                                + (1 - share) * (1 - share) / (current.n() - 1));
        double t = gap / error;
        double cohensD = gap / reference.pooledStd(current);
        if (Double.isInfinite(t) || !Double.isFinite(cohensD)) {
            return Result.undefined(Figure.of(gap), Status.ERROR, nonFinite);
        }
        double p = StudentTail.p(t, df);
        double quantile = TDistribution.of(df).inverseSurvivalProbability(TAIL);
        return new Result(
                Figure.of(gap),
                Figure.of(t),
                Figure.of(df),
                Figure.of(p),
                Figure.of(StudentTail.log10(t, df, p)),
                Interval.of(gap - quantile * error, gap + quantile * error),
                Figure.of(cohensD),
                nonFinite);
    }
}
