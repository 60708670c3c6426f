// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How many users an experiment needs that is looked at once, at its end.
 *
 * <p>With Z = z_α/2 + z_β (z_α + z_β one-sided), z_q the upper q quantile of the standard normal
 * distribution and β = 1 − power, σ the standard deviation of one value, δ the difference of the
 * means to be found, r = treatment users per control user:
 *
 * <ul>
 *   <li>means: n₁ = (1 + 1/r)·σ²·Z²/δ², so 2σ²Z²/δ² in each arm of two equal ones;
 *   <li>proportions: n₁ = (p₁(1 − p₁) + p₂(1 − p₂)/r)·Z²/(p₁ − p₂)².
 * </ul>
 *
 * <p>Null hypothesis: no difference; extreme is a large distance between the arms' means. The
 * formulas take the normal distribution for granted: below some 30 users an arm, or 5 expected
 * events, they promise too much. Relative error of n about 10⁻¹⁴. An n beyond a double is infinite;
 * beyond a long the counts stop at {@link Long#MAX_VALUE}.
 *
 * <p>Source: Fleiss, Levin &amp; Paik 2003, doi:10.1002/0471445428, ch. 4.
 *
 * @param exact n₁ before rounding up
 * @param control n₁ rounded up, at least 1
 * @param treatment r·control rounded up, control being rounded up before, at least 1
 */
public record SampleSize(double exact, long control, long treatment) implements Serializable {

    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    public SampleSize {
        if (!(exact >= 0)) {
            throw new IllegalArgumentException("exact must be in [0, ∞], was " + exact);
        }
        Legal.atLeast("control", control, 1);
        Legal.atLeast("treatment", treatment, 1);
    }

    /** Both arms together, at most {@link Long#MAX_VALUE}. */
    public long total() {
        long sum = control + treatment;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Two equal arms that differ in their means by delta. */
    public static SampleSize ofMeans(double sigma, double delta, ErrorRates rates) {
        return ofMeans(sigma, delta, 1, rates);
    }

    /**
     * Two arms that differ in their means by delta.
     *
     * @param sigma positive
     * @param delta not 0; its sign does not matter
     * @param ratio treatment users per control user, positive
     */
    public static SampleSize ofMeans(double sigma, double delta, double ratio, ErrorRates rates) {
        Legal.positive("sigma", sigma);
        Legal.nonZero("delta", delta);
        Legal.positive("ratio", ratio);
        double z = rates.standardErrors() * (sigma / delta);
        return of((1 + 1 / ratio) * z * z, ratio);
    }

    /** Two equal arms whose shares are p1 and p2. */
    public static SampleSize ofProportions(double p1, double p2, ErrorRates rates) {
        return ofProportions(p1, p2, 1, rates);
    }

    /**
     * Two arms whose shares are p1 and p2.
     *
     * @param p1 of the control, in (0, 1)
     * @param p2 of the treatment, in (0, 1), not p1
     * @param ratio treatment users per control user, positive
     */
    public static SampleSize ofProportions(double p1, double p2, double ratio, ErrorRates rates) {
        Legal.share("p1", p1);
        Legal.share("p2", p2);
        Legal.nonZero("p1 - p2", p1 - p2);
        Legal.positive("ratio", ratio);
        double z = rates.standardErrors() / (p1 - p2);
        return of((p1 * (1 - p1) + p2 * (1 - p2) / ratio) * z * z, ratio);
    }

    /**
     * The chance that two arms of n users show a significant difference when the means differ by
     * delta: Φ(s − z) + Φ(−s − z), s = δ/(σ√(2/n)); the second term, a find in the wrong direction,
     * only two-sided. It is α for δ = 0. One-sided, a delta below 0 lies against the announced
     * direction.
     *
     * @param n users of each arm, at least 1
     * @param sigma positive, σ√(2/n) within a double's range
     * @param delta finite
     * @param alpha in (0, 1), two-sided at least 10⁻³²³
     */
    public static double power(long n, double sigma, double delta, double alpha, Sides sides) {
        double z = ErrorRates.critical(alpha, sides);
        double s = delta / standardError(n, sigma);
        if (!Double.isFinite(delta)) {
            throw new IllegalArgumentException("delta must be finite, was " + delta);
        }
        double found = ErrorRates.NORMAL.survivalProbability(z - s);
        return sides == Sides.ONE
                ? found
                : Math.min(1, found + ErrorRates.NORMAL.survivalProbability(z + s));
    }

    /**
     * The smallest difference of means that two arms of n users find with the wanted power:
     * Z·σ√(2/n).
     *
     * @param n users of each arm, at least 1
     * @param sigma positive, σ√(2/n) and the difference within a double's range
     */
    public static double smallestDifference(long n, double sigma, ErrorRates rates) {
        double difference = rates.standardErrors() * standardError(n, sigma);
        return inRange(difference, n, sigma);
    }

    private static double standardError(long n, double sigma) {
        Legal.atLeast("n", n, 1);
        return inRange(Legal.positive("sigma", sigma) * Math.sqrt(2.0 / n), n, sigma);
    }

    private static double inRange(double found, long n, double sigma) {
        if (!(found > 0 && Double.isFinite(found))) {
            throw new IllegalArgumentException(
                    String.format(
                            "sigma·√(2/n) must be within a double's range, sigma was %s, n %d",
                            sigma, n));
        }
        return found;
    }

    private static SampleSize of(double exact, double ratio) {
        long control = (long) Math.max(1, Math.ceil(exact));
        return new SampleSize(exact, control, times(control, ratio));
    }

    /** The ratio is taken as the decimal that was written: 0.1 of 1000 is 100, not 101. */
    private static long times(long control, double ratio) {
        BigDecimal product = BigDecimal.valueOf(ratio).multiply(BigDecimal.valueOf(control));
        return product.min(LONG_MAX).setScale(0, RoundingMode.CEILING).longValueExact();
    }
}
