// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.proportion;

import io.halflife.statistics.figure.Interval;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The exact interval of a rate of rare events.
 *
 * <p>Of k events in an exposure T: [χ²(α/2; 2k), χ²(1−α/2; 2k+2)] / 2T; the lower end is 0 for k =
 * 0. It holds the true rate with at least the stated confidence. Source: Garwood 1936, Fiducial
 * limits for the Poisson distribution, Biometrika 28, doi:10.1093/biomet/28.3-4.437.
 */
public final class PoissonRate {

    private PoissonRate() {}

    /**
     * Events per unit of exposure.
     *
     * @param events at least 0
     * @param exposure above 0, in the unit of the rate
     * @param confidence in (0, 1)
     */
    public static Interval interval(long events, double exposure, double confidence) {
        if (events < 0 || !(exposure > 0) || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "not events >= 0, exposure > 0 and confidence in (0, 1): "
                            + events
                            + ", "
                            + exposure
                            + ", "
                            + confidence);
        }
        double tail = (1 - confidence) / 2;
        double low =
                events == 0
                        ? 0
                        : ChiSquaredDistribution.of(2.0 * events)
                                .inverseCumulativeProbability(tail);
        double high = ChiSquaredDistribution.of(2.0 * events + 2).inverseSurvivalProbability(tail);
        return Interval.of(low / 2 / exposure, high / 2 / exposure);
    }
}
