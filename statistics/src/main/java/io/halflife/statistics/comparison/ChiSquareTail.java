// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * P(χ² ≥ x), the upper tail of the chi-square distribution, and its logarithm where it underflows.
 *
 * <p>No degrees of freedom: 1, the table has no freedom to differ. The tail has the library's
 * relative error, about 10⁻¹³; its logarithm below 10⁻²⁹⁰ comes from a continued fraction, right to
 * about 10⁻¹⁴.
 */
public final class ChiSquareTail {

    private static final double SMALLEST = 1e-290;

    private ChiSquareTail() {}

    /**
     * P(χ² ≥ x).
     *
     * @param x at least 0
     * @param dof at least 0
     */
    static double p(double x, long dof) {
        return dof == 0 ? 1 : ChiSquaredDistribution.of((double) dof).survivalProbability(x);
    }

    /** log₁₀ of P(χ² ≥ x), also where that underflows; x and dof at least 0. */
    public static double log10(double x, long dof) {
        double p = p(x, dof);
        return p < SMALLEST ? logUpperGamma(dof / 2.0, x / 2) / Math.log(10) : Math.log10(p);
    }

    /**
     * ln Q(a, x) for x well above a, by Legendre's continued fraction x + 1 − a − 1(1 − a)/(x + 3 −
     * a − …), evaluated with Lentz's method (1976, doi:10.1364/AO.15.000668).
     */
    private static double logUpperGamma(double a, double x) {
        double b = x + 1 - a;
        double c = Double.MAX_VALUE;
        double d = 1 / b;
        double h = d;
        double step = 0;
        for (int i = 1; Math.abs(step - 1) > 1e-15 && i < 10_000; i++) {
            double numerator = -i * (i - a);
            b += 2;
            d = 1 / (numerator * d + b);
            c = b + numerator / c;
            step = c * d;
            h *= step;
        }
        return -x + a * Math.log(x) - LogGamma.value(a) + Math.log(h);
    }
}
