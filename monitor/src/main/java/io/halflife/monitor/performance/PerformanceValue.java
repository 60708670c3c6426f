// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.Objects;

/**
 * One performance metric of one window.
 *
 * <p>Figures that are undefined are NaN here and null outside.
 *
 * @param label the window's label
 * @param metric for example accuracy, roc_auc, mae
 * @param n predictions in the window
 * @param labelled how many of them have ground truth as of the run
 * @param value the metric
 * @param low lower end of its 95 % interval, NaN where no interval is honest
 * @param high upper end
 * @param standardError NaN where unknown
 * @param successes proportions only, else -1: the numerator, so that windows can be pooled
 * @param trials proportions only, else -1: the denominator
 * @param estimated whether it was estimated without labels
 * @param mature whether enough labels are known for it to enter a decay fit
 * @param firstEvent event time of the first prediction in the window
 * @param lastEvent event time of the last one
 */
public record PerformanceValue(
        Window window,
        String label,
        String metric,
        long n,
        long labelled,
        double value,
        double low,
        double high,
        double standardError,
        long successes,
        long trials,
        boolean estimated,
        boolean mature,
        Instant firstEvent,
        Instant lastEvent) {

    public PerformanceValue {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(firstEvent, "firstEvent");
        Objects.requireNonNull(lastEvent, "lastEvent");
    }

    /** The same row after waiting for its labels ended, or began again. */
    public PerformanceValue withMature(boolean isMature) {
        return new PerformanceValue(
                window,
                label,
                metric,
                n,
                labelled,
                value,
                low,
                high,
                standardError,
                successes,
                trials,
                estimated,
                isMature,
                firstEvent,
                lastEvent);
    }
}
