// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

/**
 * e^(−kt) on [0, span], scaled to be at most 1 so that it never overflows: read from 0 when it
 * falls and from the end when it rises.
 */
record ExponentialCurve(double span) implements RateSearch.Curve {

    /** |k|·span up to here; beyond, the curve is a single point. */
    private static final double REACH = 500;

    private double origin(double k) {
        return k >= 0 ? 0 : span;
    }

    @Override
    public double value(double t, double k) {
        return Math.exp(-k * (t - origin(k)));
    }

    @Override
    public double slope(double t, double k, double value) {
        return (origin(k) - t) * value;
    }

    double reach() {
        return REACH / span;
    }

    /** What b means at t = 0. */
    double atZero(double b, double k) {
        return b * Math.exp(k * origin(k));
    }
}
