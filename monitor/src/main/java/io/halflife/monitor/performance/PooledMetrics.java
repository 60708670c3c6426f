// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shares of several windows as those of one stretch: numerators and denominators add up. Other
 * metrics cannot be pooled from their values and are left out.
 */
public final class PooledMetrics {

    private PooledMetrics() {}

    /** By name; of estimated values nothing is taken. */
    public static List<MetricValue> of(List<PerformanceValue> windows) {
        Map<String, long[]> sums = new TreeMap<>();
        for (PerformanceValue value : windows) {
            if (!value.estimated() && value.trials() >= 0) {
                long[] sum = sums.computeIfAbsent(value.metric(), metric -> new long[4]);
                sum[0] += value.successes();
                sum[1] += value.trials();
                sum[2] += value.n();
                sum[3] += value.labelled();
            }
        }
        return sums.entrySet().stream()
                .filter(entry -> entry.getValue()[1] > 0)
                .map(entry -> pooled(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static MetricValue pooled(String metric, long[] sum) {
        MetricValues values = new MetricValues(sum[2], sum[3]);
        values.proportion(metric, sum[0], sum[1]);
        return values.list().get(0);
    }
}
