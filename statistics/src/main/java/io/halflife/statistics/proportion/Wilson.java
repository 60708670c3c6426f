// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.proportion;

import io.halflife.statistics.figure.Interval;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Score interval of a proportion, without continuity correction: the default for accuracy and its
 * like.
 *
 * <p>With k successes in n trials, p̂ = k/n, z the normal quantile and s = z²/n, the ends are the
 * roots of (1 + s)x² − (2p̂ + s)x + p̂² = 0: (p̂ + s/2 ± √(s·p̂(1 − p̂) + s²/4)) / (1 + s). The
 * lower root is taken as product over upper root, so it keeps its digits however small p̂ is; ends
 * are right to about 10⁻¹⁵ relative plus the error of z.
 *
 * <p>The lower end is exactly 0 for k = 0, the upper exactly 1 for k = n; n = 0 gives [0, 1], all
 * there is to know. NaN, an infinite count, k &lt; 0 and k &gt; n are refused. The smallest
 * coverage of the nominal 95 % interval over all p is 0.85 at n = 10 and 0.92 at n = 100; use
 * {@link ClopperPearson} where at least 0.95 is claimed.
 *
 * <p>Source: Wilson 1927, doi:10.1080/01621459.1927.10502953; Brown, Cai &amp; DasGupta 2001,
 * doi:10.1214/ss/1009213286.
 */
public final class Wilson {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Wilson() {}

    /**
     * The two-sided interval, always defined.
     *
     * @param successes 0 to trials
     * @param trials at least 0
     * @param confidence in (0, 1), for example 0.95
     * @throws IllegalArgumentException for anything else
     */
    public static Interval interval(long successes, long trials, double confidence) {
        Checks.counts("successes", successes, "trials", trials);
        Checks.confidence(confidence);
        double z = NORMAL.inverseSurvivalProbability((1 - confidence) / 2);
        return Interval.of(
                lowerRoot((double) successes, (double) trials, z),
                upperRoot((double) successes, (double) trials, z));
    }

    /**
     * The upper end of the one-sided interval [0, upper].
     *
     * @param successes not necessarily whole: counts may have been divided by a dispersion
     * @param trials finite, at least the successes
     * @param confidence in (0, 1)
     * @throws IllegalArgumentException for anything else
     */
    public static double upper(double successes, double trials, double confidence) {
        Checks.amounts(successes, trials);
        return oneSided(successes, trials, confidence, true);
    }

    /**
     * The lower end of the one-sided interval [lower, 1]; arguments as of {@link #upper}.
     *
     * @throws IllegalArgumentException as {@link #upper} does
     */
    public static double lower(double successes, double trials, double confidence) {
        Checks.amounts(successes, trials);
        return oneSided(successes, trials, confidence, false);
    }

    /** Below a confidence of one half z is negative, and the ends change places. */
    private static double oneSided(double k, double n, double confidence, boolean up) {
        Checks.confidence(confidence);
        double z = NORMAL.inverseSurvivalProbability(1 - confidence);
        return (z >= 0) == up ? upperRoot(k, n, Math.abs(z)) : lowerRoot(k, n, Math.abs(z));
    }

    private static double upperRoot(double k, double n, double z) {
        if (k == n) {
            return 1;
        }
        double p = k / n;
        double s = z * z / n;
        double root = (p + s / 2 + Math.sqrt(s * p * (1 - p) + s * s / 4)) / (1 + s);
        return Math.min(1, root);
    }

    private static double lowerRoot(double k, double n, double z) {
        if (k == 0) {
            return 0;
        }
        double p = k / n;
        double s = z * z / n;
        double upper = p + s / 2 + Math.sqrt(s * p * (1 - p) + s * s / 4);
        return Math.min(p, p * p / upper);
    }
}
