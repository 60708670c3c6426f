// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.calibration;

import io.halflife.statistics.comparison.KolmogorovTail;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;

/**
 * The Kolmogorov–Smirnov test of rows that depend on each other: its p-value at the sizes that the
 * rows are worth.
 *
 * <p>With τ the {@link DesignEffect}, n and m rows count as n/τ and m/τ: en = n·m/((n + m)·τ), and
 * p is the asymptotic P(D ≥ d) of {@link KolmogorovTail} there; null hypothesis: both samples have
 * one distribution, rows within a sample depending on each other as those of the reference do;
 * large d is extreme. A larger τ never makes p smaller.
 *
 * <p>A side without rows, and rows worth so little that en rounds to 0 (n = m = 1 among them):
 * undefined, INSUFFICIENT_DATA. The method is as good as τ, see there; at τ = 1 the exact p of
 * {@code KolmogorovSmirnov} is better for small samples.
 *
 * <p>Source: Kish 1965, Survey Sampling, §8.2 (effective sample size); the tail: {@link
 * KolmogorovTail}.
 */
public final class EffectiveSize {

    private EffectiveSize() {}

    /**
     * en = n·m/((n + m)·τ).
     *
     * @param n rows of the reference, at least 0
     * @param m rows of the window, at least 0
     * @param tau the design effect, finite and at least 1
     * @throws IllegalArgumentException for anything else
     */
    public static Figure of(long n, long m, double tau) {
        if (n < 0 || m < 0) {
            throw new IllegalArgumentException(
                    "n and m must be at least 0, not " + n + " and " + m);
        }
        if (!(tau >= 1 && tau < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tau must be in [1, infinity), not " + tau);
        }
        return n == 0 || m == 0
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Figure.of(n / ((double) n + (double) m) * m / tau);
    }

    /**
     * The asymptotic p at the effective sizes.
     *
     * @param d the statistic, in [0, 1]
     * @throws IllegalArgumentException for anything else, and as {@link #of} does
     */
    public static Figure kolmogorovSmirnov(double d, long n, long m, double tau) {
        if (!(d >= 0 && d <= 1)) {
            throw new IllegalArgumentException("d must be in [0, 1], not " + d);
        }
        Figure effective = of(n, m, tau);
        return effective.isDefined() && Math.rint(effective.value()) >= 1
                ? Figure.of(KolmogorovTail.effective(n, m, d, tau))
                : Figure.undefined(Status.INSUFFICIENT_DATA);
    }
}
