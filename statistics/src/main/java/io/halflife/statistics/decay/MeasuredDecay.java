// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import java.util.Arrays;

/**
 * Decay of a metric that is no proportion (AUC, RMSE, log loss): weighted nonlinear least squares.
 *
 * <p>Minimises Σw(y − c − A·e^(−λ(t − t0)))², t0 the first window. s² = Σwr²/(N − 2); covariance of
 * A and λ s²(JᵀWJ)⁻¹, told on the scale of a = ln A. Trend: λ/se(λ) against Student's t with N − 2
 * degrees of freedom; null hypothesis λ = 0, extreme in the direction that is asked for.
 *
 * <p>Values that are not finite, and weights that are NaN, infinite or 0, are missing: their
 * windows are left out. Fewer than eight windows or distinct times: INSUFFICIENT_DATA. A ≤ 0 (never
 * above the floor) or no minimum at a finite rate: DEGENERATE. A sum of squares of at most Σw·(4
 * ulp(max(|y|, |c|)))² is rounding and counts as 0: a constant metric has λ, s² and trend exactly
 * 0, p ½; values on any other curve have s² = 0 and an infinite trend. Squares that overflow, or
 * values that differ by less than squares can tell: ERROR. The minimum is global over |λ|·span ≤
 * 500: {@link RateSearch}; λ agrees with 40-digit arithmetic to 10⁻⁹. Measured coverage of the 95 %
 * intervals: 0.93 to 0.95.
 *
 * <p>Source: Bates &amp; Watts 1988, doi:10.1002/9780470316757.
 */
public final class MeasuredDecay {

    private static final double ERROR_MIN = 1e-150;
    private static final double ERROR_MAX = 1e150;

    private MeasuredDecay() {}

    /**
     * Fits windows that say how much one counts against another, not how sure each is: the fit has
     * no {@link ExponentialFit#quality}.
     *
     * @param times of the windows, in any order; finite where the window enters
     * @param values of the metric
     * @param weights for example rows; not negative
     * @param floor the value without skill, finite
     */
    public static ExponentialFit fit(
            double[] times, double[] values, double[] weights, double floor) {
        return fit(times, values, weights, floor, false, ExponentialFit.WINDOWS_MIN);
    }

    /**
     * Fits windows of known standard errors, weighted by 1/se²: s² near 1 is what they promise.
     * Errors whose squares would leave the range of a double are refused.
     *
     * @param times of the windows, in any order; finite where the window enters
     * @param values of the metric
     * @param standardErrors of the values, from 10⁻¹⁵⁰ to 10¹⁵⁰; NaN and infinity are missing
     * @param floor the value without skill, finite
     */
    public static ExponentialFit fitByErrors(
            double[] times, double[] values, double[] standardErrors, double floor) {
        double[] weights = new double[standardErrors.length];
        for (int i = 0; i < weights.length; i++) {
            double se = standardErrors[i];
            if (se < ERROR_MIN || (se > ERROR_MAX && se < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "standardErrors[" + i + "] is not in [1e-150, 1e150] nor missing: " + se);
            }
            weights[i] = 1 / (se * se);
        }
        return fit(times, values, weights, floor, true, ExponentialFit.WINDOWS_MIN);
    }

    static ExponentialFit fit(
            double[] times,
            double[] values,
            double[] weights,
            double floor,
            boolean scatterKnown,
            int windowsMin) {
        DecayPoints points = entering(times, values, weights, floor);
        return points.refusal(windowsMin)
                .map(why -> ExponentialFit.refused(points.size(), floor, why))
                .orElseGet(
                        () ->
                                new WeightedHeights(points, values, weights, floor)
                                        .fit(scatterKnown));
    }

    /** The windows that enter. */
    static DecayPoints entering(double[] times, double[] values, double[] weights, double floor) {
        if (values.length != times.length || weights.length != times.length) {
            throw new IllegalArgumentException(
                    "times, values and weights must be of as many windows: "
                            + times.length
                            + ", "
                            + values.length
                            + ", "
                            + weights.length);
        }
        if (!Double.isFinite(floor)) {
            throw new IllegalArgumentException("floor is not a finite number: " + floor);
        }
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] < 0) {
                throw new IllegalArgumentException("weights[" + i + "] is negative: " + weights[i]);
            }
        }
        return DecayPoints.of(
                times,
                i -> Double.isFinite(values[i]) && weights[i] > 0 && Double.isFinite(weights[i]));
    }

    /**
     * √w(y − M(t)) of each window by a fit: what {@link BrokenWindows} looks at.
     *
     * @param fit of these windows; a refused one is refused here, too
     * @return by row; NaN where the window did not enter
     */
    public static double[] residuals(
            ExponentialFit fit, double[] times, double[] values, double[] weights) {
        fit.requireFitted();
        DecayPoints points = entering(times, values, weights, fit.floor());
        double[] residuals = new double[times.length];
        Arrays.fill(residuals, Double.NaN);
        for (int i = 0; i < points.size(); i++) {
            int row = points.row(i);
            double expected = fit.valueAt(times[row]).orElse(Double.POSITIVE_INFINITY);
            residuals[row] = Math.sqrt(weights[row]) * (values[row] - expected);
        }
        return residuals;
    }

    /**
     * As {@link #fit}, without windows that are broken.
     *
     * @return the fit of what is left, and what was left out
     */
    public static CleanedFit fitWithoutBroken(
            double[] times, double[] values, double[] weights, double floor) {
        ExponentialFit all = fit(times, values, weights, floor);
        return CleanedFit.of(
                all,
                () -> residuals(all, times, values, weights),
                broken -> {
                    double[] left = values.clone();
                    broken.rows().forEach(row -> left[row] = Double.NaN);
                    return fit(times, left, weights, floor);
                });
    }
}
