// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * a·e^(−kt) through points by unweighted least squares, for comparison with other tools. It knows
 * neither how many labels a point rests on nor how sure it is; {@link ProportionDecay} does.
 *
 * <p>Points that are not finite are left out. Empty for fewer than three points or two distinct
 * times, when no finite rate is best, or when a at t = 0 of an axis that begins far away is beyond
 * what a double can hold. The minimum is global over |k|·span ≤ 500 ({@link RateSearch}), its rate
 * bisected to the last digit; what is left is rounding, of y and of the sums.
 *
 * <p>Source: Golub &amp; Pereyra 1973, doi:10.1137/0710036.
 *
 * @param a value at t = 0 of the given axis
 * @param k rate per unit of t; positive falls
 * @param rss residual sum of squares
 */
public record LeastSquaresDecay(double a, double k, double rss) {

    private static final int POINTS_MIN = 3;

    /** Fits the points; the arrays are not changed. */
    public static Optional<LeastSquaresDecay> fit(double[] t, double[] y) {
        if (t.length != y.length) {
            throw new IllegalArgumentException(
                    "t and y must be of as many points: " + t.length + ", " + y.length);
        }
        DecayPoints points = DecayPoints.of(t, i -> Double.isFinite(t[i]) && Double.isFinite(y[i]));
        if (points.size() < POINTS_MIN || !(points.span() > 0)) {
            return Optional.empty();
        }
        double[] values = new double[points.size()];
        Arrays.setAll(values, i -> y[points.row(i)]);
        double[] weights = new double[values.length];
        Arrays.fill(weights, 1);
        ExponentialCurve curve = new ExponentialCurve(points.span());
        RateSearch search = new RateSearch(points.since(), values, weights, curve);
        Exponential likely = LogLinear.of(points.since(), values, weights);
        OptionalDouble best = search.best(curve.reach(), likely.rate());
        if (best.isEmpty()) {
            return Optional.empty();
        }
        double k = best.getAsDouble();
        double first = curve.atZero(search.factor(k), k);
        double a = first * Math.exp(k * points.t0());
        return Double.isFinite(a)
                ? Optional.of(new LeastSquaresDecay(a, k, search.squares(k)))
                : Optional.empty();
    }
}
