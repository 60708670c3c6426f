// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.proportion;

import io.halflife.statistics.distribution.ExactProducts;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Whether two shares differ: missing rates, error rates.
 *
 * <p>With p̂₁ = k₁/n₁, p̂₂ = k₂/n₂ and p̄ = (k₁ + k₂)/(n₁ + n₂): z = (p̂₁ − p̂₂)/√(p̄(1 − p̄)(1/n₁
 * + 1/n₂)); null hypothesis: one share; under it z is about standard normal; large |z| is extreme,
 * p is two-sided. When nobody or everybody succeeded z = 0 and p = 1. The interval of p̂₁ − p̂₂ is
 * {@link Newcombe}'s.
 *
 * <p>A side without trials: everything undefined, INSUFFICIENT_DATA. The difference is formed from
 * exact products of counts, so z keeps 15 digits however near the shares are and however large the
 * counts. The normal approximation is rough when an expected count is below 5; {@link #decidingP}
 * then is exact.
 *
 * <p>Source: Fleiss, Levin &amp; Paik 2003, Statistical Methods for Rates and Proportions,
 * doi:10.1002/0471445428, §3.1.
 */
public final class TwoProportions {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double CONFIDENCE = 0.95;

    /** Below this count in a cell, and this many trials, Fisher's test decides. */
    private static final long EXACT_CELL = 5;

    private static final long EXACT_TRIALS = 4000;

    /** Beyond this z its tail is computed by an asymptotic series. */
    private static final double SERIES_MIN = 37;

    private TwoProportions() {}

    /**
     * What the comparison gives; all of it is undefined when a side has no trials.
     *
     * @param difference p̂₁ − p̂₂
     * @param z the difference over its pooled error; 0 when nobody or everybody succeeded
     * @param p two-sided, of z
     * @param log10P its decimal logarithm, also where p underflows
     * @param errorPooled √(p̄(1 − p̄)(1/n₁ + 1/n₂)), the error when both shares are one
     * @param errorUnpooled √(p̂₁(1 − p̂₁)/n₁ + p̂₂(1 − p̂₂)/n₂), the error when they are not
     * @param interval of the difference, 95 %
     */
    public record Result(
            Figure difference,
            Figure z,
            Figure p,
            Figure log10P,
            Figure errorPooled,
            Figure errorUnpooled,
            Interval interval)
            implements Serializable {

        /** No figure at all, for this reason. */
        public static Result undefined(Status why) {
            Figure none = Figure.undefined(why);
            return new Result(none, none, none, none, none, none, Interval.undefined(why));
        }
    }

    /**
     * Compares k₁ of n₁ with k₂ of n₂.
     *
     * @throws IllegalArgumentException for a negative count and for k above n
     */
    public static Result compare(long k1, long n1, long k2, long n2) {
        Checks.counts("k1", k1, "n1", n1);
        Checks.counts("k2", k2, "n2", n2);
        if (n1 == 0 || n2 == 0) {
            return Result.undefined(Status.INSUFFICIENT_DATA);
        }
        double difference = difference(k1, n1, k2, n2);
        double total = (double) n1 + (double) n2;
        double successes = (double) k1 + (double) k2;
        double failures = (double) (n1 - k1) + (double) (n2 - k2);
        double pooled = Math.sqrt(successes / n1 * (failures / n2) / total);
        double unpooled = Math.sqrt(variance(k1, n1) + variance(k2, n2));
        double z = pooled > 0 ? difference / pooled : 0;
        double p = Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(z)));
        return new Result(
                Figure.of(difference),
                Figure.of(z),
                Figure.of(p),
                Figure.of(log10(Math.abs(z), p)),
                Figure.of(pooled),
                Figure.of(unpooled),
                Newcombe.interval(k1, n1, k2, n2, CONFIDENCE));
    }

    /**
     * The p to decide by: {@link FisherExact}'s where a cell of the 2×2 table is below 5 and there
     * are fewer than 4 000 trials, else the p of {@link #compare}.
     *
     * @throws IllegalArgumentException as {@link #compare} does
     */
    public static Figure decidingP(long k1, long n1, long k2, long n2) {
        Result normal = compare(k1, n1, k2, n2);
        long smallest = Math.min(Math.min(k1, n1 - k1), Math.min(k2, n2 - k2));
        boolean exact = smallest < EXACT_CELL && n1 < EXACT_TRIALS - n2;
        return exact ? FisherExact.compare(k1, n1, k2, n2).p() : normal.p();
    }

    /** k₁/n₁ − k₂/n₂ without cancellation; both n above 0. */
    static double difference(long k1, long n1, long k2, long n2) {
        return ExactProducts.difference(k1, n2, k2, n1) / ((double) n1 * (double) n2);
    }

    private static double variance(long k, long n) {
        return (double) k / n * ((double) (n - k) / n) / n;
    }

    /** log₁₀(2·(1 − Φ(z))) with 1 − Φ(z) ≈ φ(z)/z·(1 − 1/z² + 3/z⁴) far out. */
    private static double log10(double z, double p) {
        if (z < SERIES_MIN) {
            return Math.log10(p);
        }
        double inverse = 1 / (z * z);
        double series = 1 - inverse * (1 - 3 * inverse);
        double ln = -z * z / 2 - Math.log(z * Math.sqrt(Math.PI / 2)) + Math.log(series);
        return ln / Math.log(10);
    }
}
