// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import java.util.Set;

/** Which metrics are errors, so that rising is getting worse. */
public final class PerformanceDirections {

    private static final Set<String> LOWER_IS_BETTER =
            Set.of(
                    "mae",
                    "rmse",
                    "mape",
                    "smape",
                    "median_absolute_error",
                    "log_loss",
                    "brier",
                    "ece");

    private PerformanceDirections() {}

    public static boolean lowerIsBetter(String metric) {
        return LOWER_IS_BETTER.contains(metric);
    }

    /** Whether the value is worse than the threshold; false where one of them is NaN. */
    public static boolean isBeyond(String metric, double value, double threshold) {
        return lowerIsBetter(metric) ? value > threshold : value < threshold;
    }
}
