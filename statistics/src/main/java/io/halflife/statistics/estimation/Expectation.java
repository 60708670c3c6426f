// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.estimation;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import java.io.Serializable;
import java.util.Objects;

/**
 * What a metric is expected to be, and how far the chance of labels alone may throw the realised
 * one off.
 *
 * @param value undefined where the metric is
 * @param deviation standard deviation over the unknown labels; undefined where the value is
 */
public record Expectation(Figure value, Figure deviation) implements Serializable {

    public Expectation {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(deviation, "deviation");
    }

    /**
     * Value ± {@link EstimatedPerformance#BAND_DEVIATIONS} deviations, within [0, 1]. Not a
     * confidence interval: it says nothing about broken assumptions.
     */
    public Interval band() {
        if (!value.isDefined() || !deviation.isDefined()) {
            return Interval.undefined(value.isDefined() ? deviation.status() : value.status());
        }
        double half = EstimatedPerformance.BAND_DEVIATIONS * deviation.value();
        return Interval.of(Math.max(0, value.value() - half), Math.min(1, value.value() + half));
    }
}
