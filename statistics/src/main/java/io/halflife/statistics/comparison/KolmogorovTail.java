// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.ExactProducts;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.PValueMethod;

/**
 * P(D ≥ d) of the two-sample Kolmogorov–Smirnov statistic when both samples come from one
 * continuous distribution.
 *
 * <p>Exact: the share of lattice paths that leave a band, by commons-statistics with the method set
 * to EXACT; relative error about 10⁻¹⁵. Asymptotic, with en = n·m/(n + m): up to en = 10⁵ the exact
 * tail of the one-sample statistic at round-half-even(en), which is what scipy's {@code ks_2samp}
 * does; above, 2·Σ(−1)^(k−1)·e^(−2k²t²) at t = √en·d + 1/(6√en), within 5·10⁻⁵ of it at p = 10⁻³
 * and 3·10⁻⁴ at 3·10⁻⁸.
 *
 * <p>Source: Viehmann 2021, arXiv:2102.08037; Simard &amp; L'Ecuyer 2011,
 * doi:10.18637/jss.v039.i11; the bound: Wei &amp; Dudley 2012, doi:10.1016/j.spl.2011.11.012; the
 * correction 1/(6√en): Vrbik 2018, Pioneer J. Theor. Appl. Stat. 15.
 */
public final class KolmogorovTail {

    private static final double ONE_SAMPLE_MAX = 1e5;

    /** From here on p and its logarithm come from the leading term. */
    private static final double UNDERFLOW = 370;

    /** From here on p is below the smallest double: it is at most e·e^(−2·en·d²). */
    private static final double ZERO = 373;

    private static final double SERIES_MIN = 0.3;

    private static final KolmogorovSmirnovTest EXACT =
            KolmogorovSmirnovTest.withDefaults().with(PValueMethod.EXACT);

    private KolmogorovTail() {}

    /**
     * The exact P(D ≥ steps/lcm(n, m)). Cost grows with n·m unless n = m: 50 to 130 ms at 10⁴.
     *
     * @param steps d·lcm(n, m); a value between two possible ones counts as the next one
     */
    public static double exact(int n, int m, long steps) {
        if (n < 1 || m < 1) {
            throw new IllegalArgumentException("an empty sample: " + n + ", " + m);
        }
        if (n == 1 || m == 1) {
            return single(Math.max(n, m), steps);
        }
        double d = (double) steps / LatticePath.lcm(n, m);
        if (d > 1 || effectiveSize(n, m) * d * d > ZERO) {
            return 0;
        }
        return LatticePath.reaching(n, m, steps)
                .map(path -> EXACT.test(path.first(), path.second()).getPValue())
                .orElse(1.0);
    }

    /** One value against m: its rank is uniform, so D ≥ d for #{j : max(j, m − j) ≥ d·m} ranks. */
    private static double single(int m, long steps) {
        // max(j, m − j) ≥ steps holds for j ≥ steps and for j ≤ m − steps.
        long ranks = Math.min(m + 1L, 2 * Math.max(0, m + 1 - steps));
        return (double) ranks / (m + 1);
    }

    /** The asymptotic P(D ≥ d); NaN for n = m = 1. */
    public static double asymptotic(long n, long m, double d) {
        double effective = effectiveSize(n, m);
        if (effective * d * d > ZERO) {
            return 0;
        }
        if (effective <= ONE_SAMPLE_MAX) {
            return oneSample(Math.rint(effective), d);
        }
        double root = Math.sqrt(effective);
        return limit(root * d + 1 / (6 * root));
    }

    private static double effectiveSize(long n, long m) {
        return ExactProducts.fits(n, m)
                ? (double) (n * m) / ((double) n + (double) m)
                : (double) m / ((double) n + (double) m) * (double) n;
    }

    /** The exact tail of the one-sample statistic, from a sample that has just this D. */
    private static double oneSample(double size, double d) {
        if (size < 1) {
            return d > 0 ? Double.NaN : 1;
        }
        if (d >= 1) {
            return 0;
        }
        if (d * size <= 0.5) {
            return 1;
        }
        if (size == 1) {
            return Math.min(1, 2 * (1 - d));
        }
        double[] sample = new double[(int) size];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = Math.max(0, (i + 1) / size - d);
        }
        return EXACT.test(sample, x -> x).getPValue();
    }

    private static double limit(double t) {
        if (t < SERIES_MIN) {
            return 1;
        }
        double sum = 0;
        double term = 1;
        for (int k = 1; term > 1e-18 * sum; k++) {
            term = Math.exp(-2.0 * k * k * t * t);
            sum += k % 2 == 1 ? term : -term;
        }
        return Math.min(1, 2 * sum);
    }

    /**
     * log₁₀ p; where p underflows its leading term (ln 2 − 2·en·d²)/ln 10, good for ranking.
     *
     * @param p what {@link #exact} or {@link #asymptotic} gave
     */
    static double log10(long n, long m, double d, double p) {
        boolean underflows = effectiveSize(n, m) * d * d > UNDERFLOW;
        return underflows || p == 0 ? leadingLog10(n, m, d) : Math.log10(p);
    }

    /** (ln 2 − 2·en·d²)/ln 10. */
    static double leadingLog10(long n, long m, double d) {
        return (Math.log(2) - 2 * effectiveSize(n, m) * d * d) / Math.log(10);
    }
}
