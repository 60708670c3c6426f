// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

import org.apache.commons.numbers.gamma.LogGamma;

/**
 * What k events in n trials say of the true rate p against a bound θ, under Jeffreys' prior Beta(½,
 * ½): the posterior on both sides of θ and the likelihood ratios of either side against θ itself,
 * all from logarithms.
 *
 * <p>With a = k + ½, b = n − k + ½: P(p &lt; θ) = I_θ(a, b). Its power term is written as
 *
 * <p>ln θᵃ(1 − θ)ᵇ/B(a, b) = ½ln θ(1 − θ) − D − R,
 *
 * <p>where D = k·ln(k/nθ) + (n − k)·ln((n − k)/(n(1 − θ))) ≥ 0 is the deviance and R = ln B(a, b) −
 * k·ln(k/n) − (n − k)·ln((n − k)/n) is of the order of ln n. Written out, the left side is a
 * difference of terms of the order of n; D and R are computed without it. Of the two tails the one
 * is computed as a continued fraction where that converges, the other as its complement, so neither
 * underflows before its logarithm is taken. Relative error of the smaller tail about 10⁻¹⁵·(√n/1000
 * + D); time grows with √n.
 *
 * <p>Source: DiDonato &amp; Morris 1992, doi:10.1145/131766.131776 (continued fraction); Loader
 * 2000, "Fast and accurate computation of binomial probabilities" (deviance).
 */
final class BetaTail {

    /** More trials than this would take seconds. */
    static final long TRIALS_MAX = 1_000_000_000_000L;

    private static final double LN_TWO_PI = Math.log(2 * Math.PI);

    /** From here on Stirling's series gives all digits. */
    private static final double SERIES_MIN = 16;

    private static final double SMALL = 1e-4;

    /** Beyond this the ratio is taken as a difference of logarithms, which cannot overflow. */
    private static final double LARGE = 1e8;

    private static final double TINY = 1e-300;
    private static final double PRECISION = 1e-16;
    private static final int STEPS_MAX = 20_000_000;

    private final double lnBelow;
    private final double lnAbove;
    private final double lnRatioBelow;
    private final double lnRatioAbove;

    private BetaTail(double lnBelow, double lnAbove, double lnRatioBelow, double lnRatioAbove) {
        this.lnBelow = lnBelow;
        this.lnAbove = lnAbove;
        this.lnRatioBelow = lnRatioBelow;
        this.lnRatioAbove = lnRatioAbove;
    }

    /**
     * The tails at the bound.
     *
     * @param tally 1 to {@link #TRIALS_MAX} trials
     * @param bound θ in (0, 1)
     */
    static BetaTail of(Tally tally, double bound) {
        double k = tally.events();
        double n = tally.trials();
        double a = k + 0.5;
        double b = n - k + 0.5;
        double rest = remainder(k, n);
        double deviance = deviance(k, n, bound);
        double lnRoot = (Math.log(bound) + Math.log1p(-bound)) / 2;
        double lnPriorBelow = Math.log(2 / Math.PI * Math.asin(Math.sqrt(bound)));
        double lnPriorAbove = Math.log(2 / Math.PI * Math.asin(Math.sqrt(1 - bound)));
        boolean below = bound < (a + 1) / (a + b + 2);
        double lnFraction =
                below
                        ? Math.log(fraction(a, b, bound)) - Math.log(a)
                        : Math.log(fraction(b, a, 1 - bound)) - Math.log(b);
        double lnTail = Math.min(0, lnRoot - deviance - rest + lnFraction);
        double lnOther = Math.log1p(-Math.exp(lnTail));
        double lnRatioTail = lnRoot + lnFraction - Math.log(Math.PI);
        double lnRatioOther = rest + deviance + lnOther - Math.log(Math.PI);
        return below
                ? new BetaTail(
                        lnTail, lnOther, lnRatioTail - lnPriorBelow, lnRatioOther - lnPriorAbove)
                : new BetaTail(
                        lnOther, lnTail, lnRatioOther - lnPriorBelow, lnRatioTail - lnPriorAbove);
    }

    /** P(p &lt; θ) under the posterior Beta(k + ½, n − k + ½). */
    double below() {
        return lnBelow < lnAbove ? Math.exp(lnBelow) : -Math.expm1(lnAbove);
    }

    /**
     * ln of the likelihood, averaged over the prior's part below θ, by the likelihood at θ; may be
     * −∞.
     */
    double lnRatioBelow() {
        return lnRatioBelow;
    }

    /** As {@link #lnRatioBelow} for the prior's part above θ. */
    double lnRatioAbove() {
        return lnRatioAbove;
    }

    private static double deviance(double k, double n, double bound) {
        double gap = Math.fma(-n, bound, k);
        return part(n * bound, gap) + part(n * (1 - bound), -gap);
    }

    /** x·ln(x/m) + m − x for x = m + gap, which is m·((1 + d)ln(1 + d) − d) with d = gap/m. */
    private static double part(double m, double gap) {
        double d = gap / m;
        if (d <= -1) {
            return m;
        }
        if (d > LARGE) {
            double x = m + gap;
            return x * (Math.log(x) - Math.log(m)) + m - x;
        }
        if (Math.abs(d) < SMALL) {
            return m * d * d * (1.0 / 2 - d * (1.0 / 6 - d * (1.0 / 12 - d / 20)));
        }
        return m * ((1 + d) * Math.log1p(d) - d);
    }

    /** R; the terms of Stirling's formula that do not cancel. */
    private static double remainder(double k, double n) {
        return halfStirling(k) + halfStirling(n - k) - stirling(n) + (LN_TWO_PI - Math.log(n)) / 2;
    }

    /** ln Γ(x + ½) − (x·ln x − x + ½ln 2π). */
    private static double halfStirling(double x) {
        if (x < SERIES_MIN) {
            double power = x == 0 ? 0 : x * Math.log(x) - x;
            return LogGamma.value(x + 0.5) - power - LN_TWO_PI / 2;
        }
        double s = 1 / (x * x);
        return (-1.0 / 24
                        + s
                                * (7.0 / 2880
                                        + s
                                                * (-31.0 / 40320
                                                        + s * (127.0 / 215040 - s * 511 / 608256))))
                / x;
    }

    /** ln Γ(x + 1) − (x·ln x − x + ½ln 2πx) for x ≥ 1. */
    private static double stirling(double x) {
        if (x < SERIES_MIN) {
            return LogGamma.value(x + 1) - x * Math.log(x) + x - (LN_TWO_PI + Math.log(x)) / 2;
        }
        double s = 1 / (x * x);
        return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s / 1188)))) / x;
    }

    /** The continued fraction of I_x(a, b)·a·B(a, b)/(xᵃ(1 − x)ᵇ), by Lentz's method. */
    private static double fraction(double a, double b, double x) {
        double c = 1;
        double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
        double value = d;
        double step = 0;
        for (int m = 1; Math.abs(step - 1) > PRECISION && m < STEPS_MAX; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / nonZero(1 + even * d);
            c = nonZero(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / nonZero(1 + odd * d);
            c = nonZero(1 + odd / c);
            step = d * c;
            value *= step;
        }
        return value;
    }

    private static double nonZero(double x) {
        return Math.abs(x) < TINY ? TINY : x;
    }
}
