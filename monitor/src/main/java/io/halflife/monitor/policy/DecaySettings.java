// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.policy;

import java.time.Duration;
import java.util.Objects;

/**
 * When a falling fit is decay and when it is a forecast (STATISTICS §4.3 and §10).
 *
 * @param horizon a crossing nearer than this is a forecast
 * @param alphaSlope level of the trend test that selects the decay model, in (0, 1)
 * @param alphaPrediction level of the trend test for a forecast, in (0, 1)
 * @param floor what a model without skill would reach, in the metric's unit
 * @param excludeBroken whether windows far off the curve of all others stay out of fits (STATISTICS
 *     §4.2): at most one in ten
 */
public record DecaySettings(
        Duration horizon,
        double alphaSlope,
        double alphaPrediction,
        double floor,
        boolean excludeBroken) {

    public static final DecaySettings DEFAULTS =
            new DecaySettings(Duration.ofDays(14), 0.01, 0.001, 0);

    /** Every window enters. */
    public DecaySettings(
            Duration horizon, double alphaSlope, double alphaPrediction, double floor) {
        this(horizon, alphaSlope, alphaPrediction, floor, false);
    }

    public DecaySettings {
        Objects.requireNonNull(horizon, "horizon");
        if (!(alphaSlope > 0 && alphaSlope < 1) || !(alphaPrediction > 0 && alphaPrediction < 1)) {
            throw new IllegalArgumentException(
                    "alpha_slope and alpha_pred are not in (0, 1): "
                            + alphaSlope
                            + ", "
                            + alphaPrediction);
        }
    }
}
