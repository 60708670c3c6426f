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
 */
public record DecaySettings(
        Duration horizon, double alphaSlope, double alphaPrediction, double floor) {

    public static final DecaySettings DEFAULTS =
            new DecaySettings(Duration.ofDays(14), 0.01, 0.001, 0);

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
