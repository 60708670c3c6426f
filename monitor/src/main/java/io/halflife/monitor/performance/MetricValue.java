// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import java.io.Serializable;
import java.util.Objects;

/**
 * One metric of a {@link PerformanceProfile}. Figures that are undefined are NaN.
 *
 * @param metric for example accuracy, roc_auc, mae; or a count: tp, fp, fn, tn
 * @param low lower end of its 95 % interval, NaN where no interval is honest
 * @param standardError NaN where unknown
 * @param successes proportions only, else -1: the numerator, so that windows can be pooled
 * @param trials proportions only, else -1: the denominator
 * @param n predictions
 * @param labelled how many of them have ground truth
 */
public record MetricValue(
        String metric,
        double value,
        double low,
        double high,
        double standardError,
        long successes,
        long trials,
        long n,
        long labelled)
        implements Serializable {

    public MetricValue {
        Objects.requireNonNull(metric, "metric");
    }

    public boolean isProportion() {
        return trials >= 0;
    }
}
