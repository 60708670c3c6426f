// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Exact interval of a proportion: covers the true value at least as often as it says, at every p.
 * Used where a guarantee is claimed; wider than {@link Wilson}.
 *
 * <p>With α = 1 − confidence: low is the α/2 quantile of Beta(k, n − k + 1), 0 for k = 0; high is
 * the 1 − α/2 quantile of Beta(k + 1, n − k), 1 for k = n. n = 0 gives [0, 1]. Relative error of
 * the quantiles about 2·10⁻⁹.
 *
 * <p>Source: Clopper &amp; Pearson 1934, doi:10.1093/biomet/26.4.404.
 */
public final class ClopperPearson {

    private ClopperPearson() {}

    /**
     * The two-sided interval.
     *
     * @param successes 0 to trials
     * @param confidence in (0, 1), for example 0.95
     */
    public static Interval interval(long successes, long trials, double confidence) {
        double tail = (1 - confidence) / 2;
        return new Interval(lowerAt(successes, trials, tail), upperAt(successes, trials, tail));
    }

    /** The upper end of the one-sided interval [0, upper]. */
    public static double upper(long successes, long trials, double confidence) {
        return upperAt(successes, trials, 1 - confidence);
    }

    /** The lower end of the one-sided interval [lower, 1]. */
    public static double lower(long successes, long trials, double confidence) {
        return lowerAt(successes, trials, 1 - confidence);
    }

    private static double lowerAt(long k, long n, double tail) {
        check(k, n, tail);
        return k == 0
                ? 0
                : BetaDistribution.of((double) k, n - k + 1.0).inverseCumulativeProbability(tail);
    }

    private static double upperAt(long k, long n, double tail) {
        check(k, n, tail);
        return k == n
                ? 1
                : BetaDistribution.of(k + 1.0, (double) (n - k)).inverseSurvivalProbability(tail);
    }

    private static void check(long k, long n, double tail) {
        if (k < 0 || k > n || !(tail > 0 && tail < 1)) {
            throw new IllegalArgumentException(
                    "not a proportion: " + k + " of " + n + " with " + tail + " outside");
        }
    }
}
