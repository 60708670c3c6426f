// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * P(|T| ≥ |t|) of Student's t distribution, I_x(df/2, ½) at x = df/(df + t²), and its logarithm
 * where it underflows.
 */
public final class StudentTail {

    private static final int ROUNDS = 10_000;

    private StudentTail() {}

    static double p(double t, double df) {
        double square = t * t;
        // From the other end: 1 − x keeps the digits of t when df is large.
        return Double.isInfinite(square)
                ? 0
                : RegularizedBeta.complement(square / (df + square), 0.5, df / 2);
    }

    /** log₁₀ of p as {@link #p} gives it; finite where t is, also where p underflows. */
    public static double log10(double t, double df, double p) {
        return (p < Double.MIN_NORMAL ? log(t, df) : Math.log(p)) / Math.log(10);
    }

    /** ln x^a·√(1 − x)/(a·B(a, ½)) and the continued fraction that belongs to it, a = df/2. */
    private static double log(double t, double df) {
        double a = df / 2;
        // 1/x = 1 + t²/df, for any t.
        double logInverse = 2 * Math.log(Math.hypot(1, t / Math.sqrt(df)));
        double x = Math.exp(-logInverse);
        return -a * logInverse
                + Math.log(-Math.expm1(-logInverse)) / 2
                - Math.log(a)
                - LogBeta.value(a, 0.5)
                - Math.log(fraction(a, x));
    }

    /**
     * 1 + d₁/(1 + d₂/(1 + …)) of the incomplete beta function, DLMF 8.17.22, by Lentz's method
     * (1976, doi:10.1364/AO.15.000668).
     */
    private static double fraction(double a, double x) {
        double b = 0.5;
        double c = 1;
        double d = 0;
        double value = 1;
        for (int k = 1; k < ROUNDS; k++) {
            int half = k / 2;
            double numerator =
                    k % 2 == 0
                            ? half * (b - half) * x / ((a + k - 1) * (a + k))
                            : -(a + half) * (a + b + half) * x / ((a + k - 1) * (a + k));
            d = 1 / (1 + numerator * d);
            c = 1 + numerator / c;
            value *= c * d;
            if (Math.abs(c * d - 1) < 1e-15) {
                break;
            }
        }
        return value;
    }
}
