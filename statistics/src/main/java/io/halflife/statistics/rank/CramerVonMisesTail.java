// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.rank;

/** P(T ≥ t) of the two-sample Cramér–von Mises statistic without ties. */
final class CramerVonMisesTail {

    /** Below this the limit distribution has nothing that a double could tell from 0. */
    private static final double SMALLEST = 0.003;

    private final long n;
    private final long m;

    CramerVonMisesTail(long n, long m) {
        this.n = n;
        this.m = m;
    }

    double p(double t) {
        if (isExact()) {
            return new SquaredHeights((int) n, (int) m).reaching(t);
        }
        double limit = standardised(t);
        return limit < SMALLEST ? 1 : Math.min(1, CramerVonMisesLimit.tail(limit));
    }

    /** log₁₀ P(T ≥ t), finite. */
    double log10(double t) {
        if (isExact()) {
            return Math.log10(p(t));
        }
        double limit = standardised(t);
        return limit < SMALLEST ? 0 : Math.min(0, CramerVonMisesLimit.log10Tail(limit));
    }

    private boolean isExact() {
        return Math.max(n, m) <= CramerVonMises.EXACT_MAX;
    }

    /** T with the mean ⅙ and the variance 1/45 of the limit instead of its own. */
    private double standardised(double t) {
        double pooled = (double) n + (double) m;
        double mean = (1 + 1 / pooled) / 6;
        // 45·Var T = (N + 1)(4nmN − 3(n² + m²) − 2nm)/(4nmN²)
        double ratios = (double) n / m + (double) m / n;
        double variance = (1 + 1 / pooled) * (1 - (3 * ratios + 2) / (4 * pooled));
        return 1.0 / 6 + (t - mean) / Math.sqrt(variance);
    }
}
