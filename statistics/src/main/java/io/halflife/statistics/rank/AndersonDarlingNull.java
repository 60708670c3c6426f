// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.rank;

/**
 * What the Anderson–Darling statistic of k samples is when nothing changed: its mean k − 1, its
 * standard deviation and its critical values.
 *
 * <p>The double sum g of the variance, Σ 1/((N − i)·j) over 1 ≤ i &lt; j &lt; N, is H⁽²⁾_N − (2·H_N
 * − 1/N)/N with the harmonic numbers H, so that its cost does not grow with N.
 */
final class AndersonDarlingNull {

    /** Chances of the critical values. */
    private static final double[] CHANCES = {
        0.25, 0.1, 0.05, 0.025, 0.01, 0.005, AndersonDarling.P_MIN
    };

    /** Scholz and Stephens, table 2: critical values are b₀ + b₁/√(k − 1) + b₂/(k − 1). */
    private static final double[][] COEFFICIENTS = {
        {0.675, -0.245, -0.105},
        {1.281, 0.25, -0.305},
        {1.645, 0.678, -0.362},
        {1.96, 1.149, -0.391},
        {2.326, 1.822, -0.396},
        {2.573, 2.364, -0.345},
        {3.085, 3.615, -0.154},
    };

    /** From here on harmonic numbers come from their asymptotic series, right to 10⁻¹⁶. */
    private static final long SERIES_MIN = 1000;

    private static final double EULER = 0.5772156649015329;

    private final int k;
    private final double spread;

    /**
     * For so many samples and values.
     *
     * @param inverseSizes Σ 1/n_i
     */
    AndersonDarlingNull(int k, long pooled, double inverseSizes) {
        this.k = k;
        this.spread = Math.sqrt(variance(k, pooled, inverseSizes));
    }

    /** σ² of Scholz and Stephens, eq. 4, each term divided by N³. */
    private static double variance(double k, long pooled, double inverse) {
        double all = pooled;
        double h = harmonic(pooled) - 1 / all;
        double g = squareHarmonic(pooled) - (2 * harmonic(pooled) - 1 / all) / all;
        double a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * inverse;
        double b =
                (2 * g - 4) * k * k
                        + 8 * h * k
                        + (2 * g - 14 * h - 4) * inverse
                        - 8 * h
                        + 4 * g
                        - 6;
        double c =
                (6 * h + 2 * g - 2) * k * k
                        + (4 * h - 4 * g + 6) * k
                        + (2 * h - 6) * inverse
                        + 4 * h;
        double d = (2 * h + 6) * k * k - 4 * h * k;
        return (a + (b + (c + d / all) / all) / all)
                / ((1 - 1 / all) * (1 - 2 / all) * (1 - 3 / all));
    }

    /** 1 + 1/2 + … + 1/n. */
    private static double harmonic(long n) {
        if (n >= SERIES_MIN) {
            double inverse = 1.0 / n;
            double square = inverse * inverse;
            return Math.log((double) n) + EULER + inverse / 2 - square / 12 + square * square / 120;
        }
        double sum = 0;
        for (long i = n; i > 0; i--) {
            sum += 1.0 / i;
        }
        return sum;
    }

    /** 1 + 1/2² + … + 1/n². */
    private static double squareHarmonic(long n) {
        if (n >= SERIES_MIN) {
            double inverse = 1.0 / n;
            double square = inverse * inverse;
            return Math.PI * Math.PI / 6
                    - inverse
                    + square / 2
                    - square * inverse / 6
                    + square * square * inverse / 30;
        }
        double sum = 0;
        for (long i = n; i > 0; i--) {
            sum += 1.0 / i / i;
        }
        return sum;
    }

    double normalised(double statistic) {
        return (statistic - (k - 1)) / spread;
    }

    /** The chance of a normalised statistic at least as large, in [0.001, 0.25]. */
    double p(double normalised) {
        double[] critical = new double[CHANCES.length];
        double[] logs = new double[CHANCES.length];
        double m = k - 1.0;
        for (int i = 0; i < critical.length; i++) {
            double[] b = COEFFICIENTS[i];
            critical[i] = b[0] + b[1] / Math.sqrt(m) + b[2] / m;
            logs[i] = Math.log(CHANCES[i]);
        }
        int last = critical.length - 1;
        if (normalised < critical[0]) {
            return CHANCES[0];
        }
        if (normalised > critical[last]) {
            return CHANCES[last];
        }
        double p = Math.exp(Parabola.fitted(critical, logs).at(normalised));
        return Math.max(CHANCES[last], Math.min(CHANCES[0], p));
    }
}
