// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.rank;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** P(|Z| ≥ z) of the standard normal distribution, and its logarithm where it underflows. */
final class NormalTail {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private NormalTail() {}

    /** 1 for z at or below 0. */
    static double twoSided(double z) {
        return Math.min(1, 2 * NORMAL.survivalProbability(z));
    }

    /**
     * log₁₀ p, finite for finite z: where p underflows by 1 − Φ(z) ≈ φ(z)/z·(1 − 1/z² + 3/z⁴),
     * right to 10⁻⁷ there.
     *
     * @param p what {@link #twoSided} gave
     */
    static double log10(double z, double p) {
        if (p >= Double.MIN_NORMAL) {
            return Math.log10(p);
        }
        double inverse = 1 / (z * z);
        double series = 1 - inverse * (1 - 3 * inverse);
        double log = -z * z / 2 - Math.log(z * Math.sqrt(Math.PI / 2)) + Math.log(series);
        return log / Math.log(10);
    }
}
