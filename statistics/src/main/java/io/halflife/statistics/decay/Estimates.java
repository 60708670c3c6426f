// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import java.util.Objects;

/**
 * The figures of a fit that succeeded; none is NaN.
 *
 * @param t0 time of the first window
 * @param tEnd time of the last
 * @param logInitial a, the logarithm of the height above the floor at t0
 * @param rate λ per unit of time
 * @param covariance of a and λ, with the dispersion taken into account
 * @param dispersion scatter over what the weights promise
 * @param dispersionUsed what the covariance was multiplied by
 * @param trend about t-distributed when the metric is constant
 * @param constant the model without trend
 * @param aiccDecay corrected Akaike criterion of the exponential
 * @param aiccConstant of the constant
 */
record Estimates(
        double t0,
        double tEnd,
        double logInitial,
        double rate,
        Covariance covariance,
        double dispersion,
        double dispersionUsed,
        double trend,
        Constant constant,
        double aiccDecay,
        double aiccConstant) {

    /**
     * The model without trend.
     *
     * @param value the metric's pooled value
     * @param logError standard error of ln(value − floor), with its dispersion; not a number where
     *     the value is not above the floor
     * @param dispersion its own scatter, at least 1 for proportions
     */
    record Constant(double value, double logError, double dispersion) {}

    Estimates {
        Objects.requireNonNull(covariance, "covariance");
        Objects.requireNonNull(constant, "constant");
    }

    /** ln(M(t) − floor). */
    double logHeight(double t) {
        return logInitial - rate * (t - t0);
    }
}
