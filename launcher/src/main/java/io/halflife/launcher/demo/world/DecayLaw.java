// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.world;

/**
 * How often the model is right, in expectation: M(t) = M₀·e^(−λt), t in days since the middle of
 * its first day.
 *
 * @param initial M₀, in (0, 1)
 * @param ratePerDay λ, positive
 */
public record DecayLaw(double initial, double ratePerDay) {

    /** The demo's: 92 % at first, and λ = 0.0005 per day. */
    public static final DecayLaw DEMO = new DecayLaw(0.92, 0.0005);

    public DecayLaw {
        if (!(initial > 0 && initial < 1) || !(ratePerDay > 0)) {
            throw new IllegalArgumentException(
                    "not 0 < initial < 1 and rate > 0: " + initial + ", " + ratePerDay);
        }
    }

    /** M(t); before its first day the model is as good as on it. */
    public double at(double days) {
        return initial * Math.exp(-ratePerDay * Math.max(0, days));
    }

    /** When it is right only so often, in days. */
    public double crossing(double threshold) {
        return Math.log(initial / threshold) / ratePerDay;
    }

    public double halfLifeDays() {
        return Math.log(2) / ratePerDay;
    }
}
