// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.proportion;

import io.halflife.statistics.figure.Interval;

/**
 * Exact interval of a proportion: covers the true value at least as often as it says, at every p.
 * Used where a guarantee is claimed; wider than {@link Wilson}.
 *
 * <p>With k successes in n trials and α = 1 − confidence: low is the α/2 quantile of Beta(k, n − k
 * + 1), 0 for k = 0; high is the 1 − α/2 quantile of Beta(k + 1, n − k), 1 for k = n. n = 0 gives
 * [0, 1]. k &lt; 0, k &gt; n and a confidence outside (0, 1) are refused.
 *
 * <p>Error: that of the library's beta quantiles, about 2·10⁻⁹ relative; beyond 10¹⁰ trials, by
 * approximations, below 10⁻⁶ of the distance from the end to k/n at 95 %.
 *
 * <p>Source: Clopper &amp; Pearson 1934, doi:10.1093/biomet/26.4.404.
 */
public final class ClopperPearson {

    private ClopperPearson() {}

    /**
     * The two-sided interval, always defined.
     *
     * @param successes 0 to trials
     * @param trials at least 0
     * @param confidence in (0, 1), for example 0.95
     * @throws IllegalArgumentException for anything else
     */
    public static Interval interval(long successes, long trials, double confidence) {
        double tail = (1 - confidence) / 2;
        return Interval.of(
                lowerAt(successes, trials, confidence, tail),
                upperAt(successes, trials, confidence, tail));
    }

    /**
     * The upper end of the one-sided interval [0, upper]; arguments as of {@link #interval}.
     *
     * @throws IllegalArgumentException as {@link #interval} does
     */
    public static double upper(long successes, long trials, double confidence) {
        return upperAt(successes, trials, confidence, 1 - confidence);
    }

    /**
     * The lower end of the one-sided interval [lower, 1]; arguments as of {@link #interval}.
     *
     * @throws IllegalArgumentException as {@link #interval} does
     */
    public static double lower(long successes, long trials, double confidence) {
        return lowerAt(successes, trials, confidence, 1 - confidence);
    }

    private static double lowerAt(long k, long n, double confidence, double tail) {
        Checks.counts("successes", k, "trials", n);
        Checks.confidence(confidence);
        return k == 0 ? 0 : BetaQuantile.lower((double) k, n - k + 1.0, tail);
    }

    private static double upperAt(long k, long n, double confidence, double tail) {
        Checks.counts("successes", k, "trials", n);
        Checks.confidence(confidence);
        return k == n ? 1 : BetaQuantile.upper(k + 1.0, (double) (n - k), tail);
    }
}
