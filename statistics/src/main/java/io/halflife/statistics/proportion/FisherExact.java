// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.proportion;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * Fisher's exact test that two shares are one: for counts too small for {@link TwoProportions}.
 *
 * <p>Given the margins of the 2×2 table, k₁ of n₁ is hypergeometric when both shares are one, the
 * null hypothesis: P(x) = C(n₁, x)·C(n₂, K − x)/C(n₁ + n₂, K), K = k₁ + k₂. Two-sided p = ΣP(x)
 * over all x with P(x) ≤ P(k₁)·(1 + 10⁻⁷), the margin for tables that are equally likely but for
 * rounding, as in R's {@code fisher.test} and scipy; improbable tables are extreme.
 *
 * <p>A side without trials: undefined, INSUFFICIENT_DATA. Nobody or everybody succeeded: p = 1, the
 * only table. Ratios of neighbouring probabilities are summed as logarithms from the most probable
 * table outwards: relative error of p below 10⁻¹¹ for 10⁴ trials, and log₁₀ p goes on where p
 * underflows. Time grows with the smaller margin; no memory.
 *
 * <p>Source: Fisher 1935, doi:10.2307/2342435.
 */
public final class FisherExact {

    /** With more trials than this use {@link TwoProportions}. */
    public static final long TRIALS_MAX = 10_000_000;

    /** How much more likely a table may be than the one seen and still count as equally likely. */
    private static final double MARGIN = Math.log1p(1e-7);

    private final long n1;
    private final long n2;
    private final long successes;

    private FisherExact(long n1, long n2, long successes) {
        this.n1 = n1;
        this.n2 = n2;
        this.successes = successes;
    }

    /**
     * What the test gives.
     *
     * @param p two-sided
     * @param log10P its decimal logarithm, also where p underflows
     */
    public record Result(Figure p, Figure log10P) implements Serializable {

        /** No figure at all, for this reason. */
        public static Result undefined(Status why) {
            return new Result(Figure.undefined(why), Figure.undefined(why));
        }
    }

    /**
     * Compares k₁ of n₁ with k₂ of n₂.
     *
     * @throws IllegalArgumentException for a negative count, k above n, and more than {@link
     *     #TRIALS_MAX} trials together
     */
    public static Result compare(long k1, long n1, long k2, long n2) {
        Checks.counts("k1", k1, "n1", n1);
        Checks.counts("k2", k2, "n2", n2);
        if (n1 > TRIALS_MAX - n2) {
            throw new IllegalArgumentException(
                    "n1 + n2 must be at most " + TRIALS_MAX + ", not " + n1 + " + " + n2);
        }
        if (n1 == 0 || n2 == 0) {
            return Result.undefined(Status.INSUFFICIENT_DATA);
        }
        double ln = new FisherExact(n1, n2, k1 + k2).logTwoSided(k1);
        return new Result(Figure.of(Math.exp(ln)), Figure.of(ln / Math.log(10)));
    }

    /** ln of the two-sided p. */
    private double logTwoSided(long seen) {
        long mode = (long) ((n1 + 1.0) * (successes + 1.0) / (n1 + n2 + 2.0));
        double observed = logWeight(mode, seen);
        double all = 1;
        double extreme = isExtreme(0, observed) ? Math.exp(-observed) : 0;
        for (int step = -1; step <= 1; step += 2) {
            double weight = 0;
            for (long x = mode; isPossible(x + step); x += step) {
                weight += logRatio(x, step);
                all += Math.exp(weight);
                extreme += isExtreme(weight, observed) ? Math.exp(weight - observed) : 0;
            }
        }
        return Math.min(0, observed + Math.log(extreme) - Math.log(all));
    }

    private static boolean isExtreme(double logWeight, double observed) {
        return logWeight <= observed + MARGIN;
    }

    /** ln P(x)/P(mode). */
    private double logWeight(long mode, long x) {
        double weight = 0;
        int step = Long.signum(x - mode);
        for (long at = mode; at != x; at += step) {
            weight += logRatio(at, step);
        }
        return weight;
    }

    private boolean isPossible(long x) {
        return x >= Math.max(0, successes - n2) && x <= Math.min(n1, successes);
    }

    /** ln P(x + step)/P(x) for a step of ±1. */
    private double logRatio(long x, int step) {
        long from = step > 0 ? x : x - 1;
        double up = (double) (n1 - from) * (successes - from);
        double down = (from + 1.0) * (n2 - successes + from + 1.0);
        return step * Math.log(up / down);
    }
}
