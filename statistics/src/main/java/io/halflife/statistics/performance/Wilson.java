// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Score interval of a proportion, without continuity correction: the default for accuracy and its
 * like.
 *
 * <p>With p̂ = k/n and z the normal quantile: (p̂ + z²/2n ± z·√(p̂(1 − p̂)/n + z²/4n²)) / (1 +
 * z²/n). The lower end is exactly 0 for k = 0, the upper exactly 1 for k = n; n = 0 gives [0, 1].
 * The smallest coverage of the nominal 95 % interval over all p is 0.85 at n = 10 and 0.92 at n =
 * 100.
 *
 * <p>Source: Wilson 1927, doi:10.1080/01621459.1927.10502953; Brown, Cai &amp; DasGupta 2001,
 * doi:10.1214/ss/1009213286.
 */
public final class Wilson {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Wilson() {}

    /**
     * The two-sided interval.
     *
     * @param successes 0 to trials
     * @param confidence in (0, 1), for example 0.95
     */
    public static Interval interval(long successes, long trials, double confidence) {
        double k = successes;
        double n = trials;
        double z = quantile((1 - confidence) / 2);
        return new Interval(bound(k, n, -z, confidence), bound(k, n, z, confidence));
    }

    /**
     * The upper end of the one-sided interval [0, upper].
     *
     * @param successes not necessarily whole: counts may have been divided by a dispersion
     * @param confidence in (0, 1)
     */
    public static double upper(double successes, double trials, double confidence) {
        return bound(successes, trials, quantile(1 - confidence), confidence);
    }

    /** The lower end of the one-sided interval [lower, 1]. */
    public static double lower(double successes, double trials, double confidence) {
        return bound(successes, trials, -quantile(1 - confidence), confidence);
    }

    private static double quantile(double tail) {
        return NORMAL.inverseSurvivalProbability(tail);
    }

    private static double bound(double k, double n, double z, double confidence) {
        if (!(k >= 0 && k <= n) || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "not a proportion: " + k + " of " + n + " at confidence " + confidence);
        }
        if (n == 0 || (z < 0 && k == 0)) {
            return z < 0 ? 0 : 1;
        }
        if (z > 0 && k == n) {
            return 1;
        }
        double p = k / n;
        double square = z * z / n;
        double half = z * Math.sqrt(p * (1 - p) / n + square / (4 * n));
        return (p + square / 2 + half) / (1 + square);
    }
}
