// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.ExactProducts;
import io.halflife.statistics.performance.Interval;
import io.halflife.statistics.performance.Wilson;
import java.io.Serializable;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Whether two shares differ: missing rates, error rates.
 *
 * <p>z = (p₁ − p₂)/√(p̄(1 − p̄)(1/n₁ + 1/n₂)), p̄ the share of both together; null hypothesis: one
 * share; two-sided. When nobody or everybody succeeded z = 0 and p = 1. The 95 % interval of p₁ −
 * p₂ is Newcombe's hybrid score interval, which stays honest at shares of 0 and 1. A side without
 * trials: everything NaN. The normal approximation is rough when an expected count is below 5.
 *
 * <p>Source: Newcombe 1998,
 * doi:10.1002/(SICI)1097-0258(19980430)17:8&lt;873::AID-SIM779&gt;3.0.CO;2-I (method 10).
 */
public final class TwoProportions {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double CONFIDENCE = 0.95;

    /** Beyond this z its tail is computed by an asymptotic series. */
    private static final double SERIES_MIN = 37;

    private TwoProportions() {}

    /**
     * What the comparison gives.
     *
     * @param difference p₁ − p₂
     * @param z its pooled z-score
     * @param p two-sided
     * @param log10P its decimal logarithm, also where p underflows
     * @param interval of the difference, 95 %
     */
    public record Result(double difference, double z, double p, double log10P, Interval interval)
            implements Serializable {

        static final Result UNDEFINED =
                new Result(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Interval.UNKNOWN);
    }

    /** Compares k₁ of n₁ with k₂ of n₂. */
    public static Result compare(long k1, long n1, long k2, long n2) {
        if (k1 < 0 || k1 > n1 || k2 < 0 || k2 > n2) {
            throw new IllegalArgumentException(
                    "not two proportions: " + k1 + " of " + n1 + ", " + k2 + " of " + n2);
        }
        if (n1 == 0 || n2 == 0) {
            return Result.UNDEFINED;
        }
        double difference = ExactProducts.difference(k1, n2, k2, n1) / ((double) n1 * (double) n2);
        double pooled = ((double) k1 + (double) k2) / ((double) n1 + (double) n2);
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / n1 + 1.0 / n2));
        double z = error > 0 ? difference / error : 0;
        double p = Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(z)));
        return new Result(
                difference, z, p, log10(Math.abs(z), p), newcombe(k1, n1, k2, n2, difference));
    }

    private static Interval newcombe(long k1, long n1, long k2, long n2, double difference) {
        Interval first = Wilson.interval(k1, n1, CONFIDENCE);
        Interval second = Wilson.interval(k2, n2, CONFIDENCE);
        double p1 = (double) k1 / n1;
        double p2 = (double) k2 / n2;
        return new Interval(
                difference - Math.hypot(p1 - first.low(), second.high() - p2),
                difference + Math.hypot(first.high() - p1, p2 - second.low()));
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
