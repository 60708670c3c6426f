// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.proportion;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Quantiles of the beta distribution for any counts.
 *
 * <p>Up to a + b = 10¹⁰ the library's. Above, where its continued fraction loses digits and at last
 * fails: with the smaller of a and b, say a, below 10⁶, −ln(1 − X)·(b + (a − 1)/2) is about a gamma
 * variable with shape a; else X is about normal with the first Cornish–Fisher term for its skew, μ
 * + σ(z + γ(z² − 1)/6).
 *
 * <p>Error in units of the distance to the mean, at tails of 2.5 %: the library's below 2·10⁻⁸, the
 * gamma form below 10⁻⁸ and the normal form below 10⁻⁶; further out the normal form's grows with
 * z²/min(a, b).
 *
 * <p>Source: Abramowitz &amp; Stegun 1964, Handbook of Mathematical Functions, §26.5 and §26.2.
 */
final class BetaQuantile {

    private static final double LIBRARY_MAX = 1e10;
    private static final double GAMMA_MAX = 1e6;

    private BetaQuantile() {}

    /** x with P(X ≤ x) = tail. */
    static double lower(double a, double b, double tail) {
        if (a + b <= LIBRARY_MAX) {
            return BetaDistribution.of(a, b).inverseCumulativeProbability(tail);
        }
        if (Math.min(a, b) < GAMMA_MAX) {
            return a < b
                    ? small(a, b, gamma(a, tail, false))
                    : 1 - small(b, a, gamma(b, tail, true));
        }
        return normal(a, b, NormalDistribution.of(0, 1).inverseCumulativeProbability(tail));
    }

    /** x with P(X &gt; x) = tail. */
    static double upper(double a, double b, double tail) {
        if (a + b <= LIBRARY_MAX) {
            return BetaDistribution.of(a, b).inverseSurvivalProbability(tail);
        }
        if (Math.min(a, b) < GAMMA_MAX) {
            return a < b
                    ? small(a, b, gamma(a, tail, true))
                    : 1 - small(b, a, gamma(b, tail, false));
        }
        return normal(a, b, NormalDistribution.of(0, 1).inverseSurvivalProbability(tail));
    }

    private static double gamma(double shape, double tail, boolean upper) {
        GammaDistribution gamma = GammaDistribution.of(shape, 1);
        return upper
                ? gamma.inverseSurvivalProbability(tail)
                : gamma.inverseCumulativeProbability(tail);
    }

    private static double small(double a, double b, double gamma) {
        return -Math.expm1(-gamma / (b + (a - 1) / 2));
    }

    private static double normal(double a, double b, double z) {
        double both = a + b;
        double deviation = Math.sqrt(a / both * (b / both) / (both + 1));
        double skew = 2 * (b - a) / (both + 2) * Math.sqrt(both + 1) / Math.sqrt(a) / Math.sqrt(b);
        double quantile = a / both + deviation * (z + skew * (z * z - 1) / 6);
        return Math.max(0, Math.min(1, quantile));
    }
}
