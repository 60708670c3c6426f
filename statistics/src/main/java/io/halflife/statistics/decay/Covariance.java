// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

/**
 * Variances of a and λ in a − λs, s the time since the first window, kept at the weighted mean of
 * the times, where level and slope are independent: so nothing cancels when times lie far from 0.
 *
 * @param atMean variance of the line at the mean time
 * @param meanTime weighted mean of s
 * @param rate variance of λ
 */
record Covariance(double atMean, double meanTime, double rate) {

    /** Of weighted times, with the dispersion taken into account. */
    static Covariance of(double weight, double meanTime, double spread, double dispersion) {
        return new Covariance(dispersion / weight, meanTime, dispersion / spread);
    }

    /** Variance of a. */
    double logInitial() {
        return atMean + meanTime * meanTime * rate;
    }

    /** Covariance of a and λ. */
    double cross() {
        return meanTime * rate;
    }

    /** Standard error of a − λs. */
    double lineError(double s) {
        return Math.sqrt(atMean + (s - meanTime) * (s - meanTime) * rate);
    }
}
