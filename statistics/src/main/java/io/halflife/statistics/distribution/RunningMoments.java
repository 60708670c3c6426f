// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

/**
 * Moments of values that come one by one and are not kept.
 *
 * <p>With each value x: n += 1, δ = x − x̄, x̄ += δ/n, m2 += δ·(x − x̄). The relative error of mean
 * and m2 grows like √n·2⁻⁵³ times the ratio of mean to spread, so where all values are at hand
 * {@link Moments#of(double...)} is the better choice. NaN and infinite values are ignored; no
 * values give {@link Moments#EMPTY}; squares that overflow or underflow are told as {@link
 * Moments#isLost} says. Not safe for use by several threads.
 *
 * <p>Source: Welford 1962, doi:10.1080/00401706.1962.10490022.
 */
public final class RunningMoments {

    private long n;
    private double mean;
    private double m2;

    /** Adds a value. */
    public void add(double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        n++;
        double delta = value - mean;
        // Values of both signs near the largest double: their difference overflows, not their mean.
        mean = Double.isFinite(delta) ? mean + delta / n : mean * (1 - 1.0 / n) + value / n;
        m2 += delta * (value - mean);
        if (m2 == 0 && n > 1 && delta != 0) {
            // The square underflowed: 0 would say that all values are equal.
            m2 = Double.MIN_VALUE;
        }
    }

    /** The moments of what was added so far. */
    public Moments moments() {
        return Moments.ofState(n, mean, m2);
    }
}
