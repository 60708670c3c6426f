// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import static io.halflife.monitor.figures.Figures.number;

import io.halflife.monitor.performance.PerformanceValue;
import java.util.Comparator;
import java.util.List;

/**
 * What an estimate says before labels are in: a warning in words. An estimate is blind to a changed
 * relation of inputs and truth, and so it never decides.
 */
final class EstimateWarning {

    private EstimateWarning() {}

    /**
     * Of the newest window that waits for its labels, when even the good end of its estimate's band
     * is beyond the threshold; else empty.
     *
     * @param metric the deciding one
     * @param threshold NaN when there is none
     */
    static String of(String metric, List<PerformanceValue> performance, double threshold) {
        return performance.stream()
                .filter(value -> value.estimated() && value.metric().equals(metric))
                .max(Comparator.comparing(PerformanceValue::window))
                .filter(value -> !value.mature() && isBeyond(value, threshold))
                .map(value -> words(value, threshold))
                .orElse("");
    }

    private static boolean isBeyond(PerformanceValue value, double threshold) {
        return PerformanceDirections.lowerIsBetter(value.metric())
                ? value.low() > threshold
                : value.high() < threshold;
    }

    private static String words(PerformanceValue value, double threshold) {
        boolean error = PerformanceDirections.lowerIsBetter(value.metric());
        return "warning: "
                + value.metric()
                + " of window "
                + value.label()
                + ", which waits for its labels, is estimated at "
                + number(value.value())
                + " ("
                + number(value.low())
                + " to "
                + number(value.high())
                + "), "
                + (error ? "above" : "below")
                + " the threshold "
                + number(threshold)
                + "; an estimate decides nothing";
    }
}
