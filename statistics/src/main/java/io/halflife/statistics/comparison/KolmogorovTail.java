// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.ExactProducts;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.PValueMethod;

/**
 * P(D ≥ d) of the two-sample Kolmogorov–Smirnov statistic when both samples come from one
 * continuous distribution: small is extreme, large d are evidence against the hypothesis.
 *
 * <p>Exact, for up to 10⁴ values a side: the share of lattice paths that leave a band, by
 * commons-statistics with the method set to EXACT; one value against m by counting ranks; relative
 * error about 10⁻¹⁵. Asymptotic, with en = n·m/(n + m): up to en = 10⁵ the tail of the one-sample
 * statistic at round-half-even(en), as scipy's {@code ks_2samp} takes it: exact, but for en above
 * 140 and p above about 0.02, where an expansion gives more than five digits; above,
 * 2·Σ(−1)^(k−1)·e^(−2k²t²) at t = √en·d + 1/(6√en), relative to it within 6·10⁻⁶ at p = 0.05,
 * 5·10⁻⁵ at 10⁻³ and 3·10⁻⁴ at 3·10⁻⁸. Of one sign (D⁺ or D⁻, equally distributed): exact likewise;
 * asymptotic e^(−2z² − (2/3)·z·(N + 2M)/√(N·M·(N + M))), z = √en·d, N the larger size.
 *
 * <p>Decimal logarithms are finite for every d in [0, 1], also where p underflows: up to en = 10⁵
 * within 0.01 (see {@link LatticeTail}), above by the leading term (ln 2 − 2·en·d²)/ln 10, and
 * never above the logarithm of the smallest normal double, so that a p that underflows never ranks
 * behind one that does not.
 *
 * <p>Source: Viehmann 2021, arXiv:2102.08037; Simard &amp; L'Ecuyer 2011,
 * doi:10.18637/jss.v039.i11; the bound: Wei &amp; Dudley 2012, doi:10.1016/j.spl.2011.11.012; one
 * sign: Hodges 1958, doi:10.1007/BF02589501; the correction 1/(6√en): Vrbik 2018, Pioneer J. Theor.
 * Appl. Stat. 15.
 */
public final class KolmogorovTail {

    /** More values on a side are refused by {@link #exact}, which would take hours. */
    public static final int EXACT_MAX = 1_000_000;

    private static final double ONE_SAMPLE_MAX = 1e5;

    /** From here on p is below the smallest double: it is at most e·e^(−2·en·d²). */
    private static final double ZERO = 373;

    private static final double SERIES_MIN = 0.3;

    /**
     * Of more values than these, from this n·d² on, both signs at once are rarer than ten digits of
     * p show (Simard &amp; L'Ecuyer), and commons-statistics and scipy double one sign too.
     */
    private static final int SMALL = 140;

    private static final double TWICE_ONE_SIDED = 2.2;

    /** From this n·d^1.5 on p is taken from an expansion; below, it is 1 but for some digits. */
    private static final double EXPANSION_MIN = 1.4;

    private static final KolmogorovSmirnovTest EXACT =
            KolmogorovSmirnovTest.withDefaults().with(PValueMethod.EXACT);

    private KolmogorovTail() {}

    /**
     * The exact P(D ≥ steps/lcm(n, m)). Cost grows with n·m unless n = m: 50 to 130 ms at 10⁴.
     *
     * @param n values of one side, 1 to {@value #EXACT_MAX}
     * @param m values of the other side, likewise
     * @param steps d·lcm(n, m); a value between two possible ones counts as the next one
     * @throws IllegalArgumentException for other sizes
     */
    public static double exact(int n, int m, long steps) {
        checkExact("n", n);
        checkExact("m", m);
        if (n == 1 || m == 1) {
            return single(Math.max(n, m), steps);
        }
        return isZero(n, m, steps)
                ? 0
                : LatticePath.reaching(n, m, steps)
                        .map(path -> EXACT.test(path.first(), path.second()).getPValue())
                        .orElse(1.0);
    }

    private static boolean isZero(int n, int m, long steps) {
        double d = (double) steps / LatticePath.lcm(n, m);
        return d > 1 || effectiveSize(n, m) * d * d > ZERO;
    }

    /** One value against m: its rank is uniform, so D ≥ d for #{j : max(j, m − j) ≥ d·m} ranks. */
    private static double single(int m, long steps) {
        // max(j, m − j) ≥ steps holds for j ≥ steps and for j ≤ m − steps.
        long ranks = Math.min(m + 1L, 2 * Math.max(0, m + 1 - steps));
        return (double) ranks / (m + 1);
    }

    /** As {@link #exact} of the signed distance D⁺, the largest i/n − j/m; D⁻ has the same. */
    static double exactOneSided(int n, int m, long steps) {
        checkExact("n", n);
        checkExact("m", m);
        if (steps <= 0) {
            return 1;
        }
        if (n == 1 || m == 1) {
            long ranks = Math.max(n, m) + 1L;
            return Math.max(0, ranks - steps) / (double) ranks;
        }
        if (isZero(n, m, steps)) {
            return 0;
        }
        LatticePath path = LatticePath.above(n, m, steps);
        return EXACT.with(AlternativeHypothesis.GREATER_THAN)
                .test(path.first(), path.second())
                .getPValue();
    }

    /**
     * The asymptotic P(D ≥ d); {@link Status#INSUFFICIENT_DATA} for n = m = 1, where there is none.
     *
     * @param n values of one side, at least 1
     * @param m values of the other side, at least 1
     * @param d the statistic, in [0, 1]
     * @throws IllegalArgumentException for anything else
     */
    public static Figure asymptotic(long n, long m, double d) {
        checkSizes(n, m);
        checkDistance(d);
        double effective = effectiveSize(n, m);
        return Math.rint(effective) < 1
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Figure.of(atEffectiveSize(effective, d));
    }

    /**
     * P(D ≥ d) of samples whose values depend on each other, τ of them weighing as much as one
     * independent value: the asymptotic tail at n/τ and m/τ (STATISTICS §1.5).
     *
     * @param n values of the reference, at least 1
     * @param m current values, at least 1
     * @param d the statistic, in [0, 1]
     * @param tau design effect, at least 1; 1 gives the {@link #asymptotic} tail
     * @throws IllegalArgumentException for anything else
     */
    public static double effective(long n, long m, double d, double tau) {
        checkSizes(n, m);
        checkDistance(d);
        if (!(tau >= 1)) {
            throw new IllegalArgumentException("tau must be at least 1, not " + tau);
        }
        return atEffectiveSize(Math.max(1, effectiveSize(n, m) / tau), d);
    }

    /** P(D ≥ d) at n·m/(n + m), at least 1. */
    static double atEffectiveSize(double effective, double d) {
        if (effective * d * d > ZERO) {
            return 0;
        }
        if (effective <= ONE_SAMPLE_MAX) {
            return oneSample(Math.rint(effective), d);
        }
        double root = Math.sqrt(effective);
        return limit(root * d + 1 / (6 * root));
    }

    /** The asymptotic P(D⁺ ≥ d). */
    static double asymptoticOneSided(long n, long m, double d) {
        double smaller = Math.min(n, m);
        double share = smaller / Math.max(n, m);
        double z = Math.sqrt(effectiveSize(n, m)) * d;
        // (N + 2M)/√(N·M·(N + M)) without products that overflow.
        double skew = (1 + 2 * share) / Math.sqrt(smaller * (1 + share));
        return Math.exp(-2 * z * z - 2 * z * skew / 3);
    }

    private static void checkSizes(long n, long m) {
        checkSize("n", n);
        checkSize("m", m);
    }

    private static void checkSize(String name, long values) {
        if (values < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + values);
        }
    }

    private static void checkExact(String name, int values) {
        if (values < 1 || values > EXACT_MAX) {
            throw new IllegalArgumentException(
                    name + " must be in [1, " + EXACT_MAX + "], not " + values);
        }
    }

    private static void checkDistance(double d) {
        if (!(d >= 0 && d <= 1)) {
            throw new IllegalArgumentException("d must be in [0, 1], not " + d);
        }
    }

    /** n·m/(n + m). */
    static double effectiveSize(long n, long m) {
        return ExactProducts.fits(n, m)
                ? (double) (n * m) / ((double) n + (double) m)
                : (double) m / ((double) n + (double) m) * (double) n;
    }

    /** The tail of the one-sample statistic; the library's from a sample that has just this D. */
    private static double oneSample(double size, double d) {
        if (d >= 1) {
            return 0;
        }
        if (d * size <= 0.5) {
            return 1;
        }
        if (size == 1) {
            return Math.min(1, 2 * (1 - d));
        }
        if (size > SMALL && size * d * d >= TWICE_ONE_SIDED) {
            return 2 * SmirnovTail.atLeast((int) size, d);
        }
        if (size > SMALL && size * d * Math.sqrt(d) > EXPANSION_MIN) {
            return PelzGood.atLeast(size, d);
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
     * log₁₀ P(D ≥ d), finite.
     *
     * @param d in [0, 1]
     * @param p what {@link #exact} or {@link #asymptotic} gave
     */
    static double log10(long n, long m, double d, double p) {
        return log10(n, m, d, p, Math.log(2));
    }

    /** As {@link #log10(long, long, double, double)} by the leading term, for any sizes. */
    static double log10(double effective, double d, double p) {
        return p >= Double.MIN_NORMAL
                ? Math.log10(p)
                : Math.min(
                        Math.log10(Double.MIN_NORMAL),
                        (Math.log(2) - 2 * effective * d * d) / Math.log(10));
    }

    /** As {@link #log10(long, long, double, double)} of one sign. */
    static double log10OneSided(long n, long m, double d, double p) {
        return log10(n, m, d, p, 0);
    }

    private static double log10(long n, long m, double d, double p, double logSides) {
        if (p >= Double.MIN_NORMAL) {
            return Math.log10(p);
        }
        double effective = effectiveSize(n, m);
        double log =
                effective <= ONE_SAMPLE_MAX ? LatticeTail.log(n, m, d) : -2 * effective * d * d;
        return Math.min(Math.log10(Double.MIN_NORMAL), (log + logSides) / Math.log(10));
    }

    /** (ln 2 − 2·en·d²)/ln 10, the leading term of log₁₀ p. */
    static double leadingLog10(long n, long m, double d) {
        return (Math.log(2) - 2 * effectiveSize(n, m) * d * d) / Math.log(10);
    }
}
