// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

import java.io.Serializable;
import java.util.Objects;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How often a planned experiment may be wrong.
 *
 * <p>Source: Neyman &amp; Pearson 1933, doi:10.1098/rsta.1933.0009 (both kinds of error).
 *
 * @param alpha chance of a difference where there is none, in (0, 1)
 * @param power chance to find the planned difference when it is there, in (alpha, 1)
 * @param sides which differences count
 */
public record ErrorRates(double alpha, double power, Sides sides) implements Serializable {

    /** α = 0.05, power 0.8, two-sided. */
    public static final ErrorRates DEFAULT = new ErrorRates(0.05, 0.8, Sides.TWO);

    static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    public ErrorRates {
        Legal.share("alpha", alpha);
        Legal.share("power", power);
        Objects.requireNonNull(sides, "sides");
        if (power <= alpha) {
            throw new IllegalArgumentException(
                    "power must be in (alpha, 1) = (" + alpha + ", 1), was " + power);
        }
    }

    /** z_α/2 + z_β, or z_α + z_β one-sided: the planned difference in standard errors. */
    double standardErrors() {
        return critical(alpha, sides) + NORMAL.inverseCumulativeProbability(power);
    }

    /** The z beyond which a difference is significant. */
    static double critical(double alpha, Sides sides) {
        double tail = sides.tail(Legal.share("alpha", alpha));
        if (tail == 0) {
            throw new IllegalArgumentException(
                    "alpha must be in [" + 2 * Double.MIN_VALUE + ", 1) two-sided, was " + alpha);
        }
        return NORMAL.inverseSurvivalProbability(tail);
    }
}
