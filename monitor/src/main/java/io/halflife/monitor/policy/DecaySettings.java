// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.policy;

import java.time.Duration;
import java.util.Locale;
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
 * @param trigger what one window beyond the threshold may do
 */
public record DecaySettings(
        Duration horizon,
        double alphaSlope,
        double alphaPrediction,
        double floor,
        boolean excludeBroken,
        Trigger trigger) {

    public static final DecaySettings DEFAULTS =
            new DecaySettings(Duration.ofDays(14), 0.01, 0.001, 0, false, Trigger.EVIDENCE);

    /** What one window alone may do. */
    public enum Trigger {
        /** Nothing: in a year it would retrain nearly every stable model. */
        EVIDENCE,
        /** Ask for retraining as soon as the newest window is beyond the threshold. */
        STRICT_SEED;

        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Every window enters. */
    public DecaySettings(
            Duration horizon, double alphaSlope, double alphaPrediction, double floor) {
        this(horizon, alphaSlope, alphaPrediction, floor, false);
    }

    /** One window beyond the threshold decides nothing. */
    public DecaySettings(
            Duration horizon,
            double alphaSlope,
            double alphaPrediction,
            double floor,
            boolean excludeBroken) {
        this(horizon, alphaSlope, alphaPrediction, floor, excludeBroken, Trigger.EVIDENCE);
    }

    public DecaySettings {
        Objects.requireNonNull(trigger, "trigger");
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
