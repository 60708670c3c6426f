// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Task;
import java.util.List;
import java.util.Set;

/** The metrics of a task by name. */
public final class Metrics {

    private static final Set<String> COUNTS = Set.of("tp", "fp", "fn", "tn", "mape_skipped");

    private Metrics() {}

    /** Every metric of the task, in the order in which they are shown. */
    public static List<String> of(Task task) {
        OutputSpec nothing =
                new OutputSpec(task, "", List.of(), OutputSpec.DECISION_THRESHOLD_DEFAULT);
        return PerformanceProfile.builder(nothing).build().metrics().stream()
                .map(MetricValue::metric)
                .toList();
    }

    /** The metrics of the task of which a fit over time is made: all but the counts. */
    public static List<String> fitted(Task task) {
        return of(task).stream().filter(metric -> !isCount(metric)).toList();
    }

    /** Whether the metric counts rows: it has no fractions and no fit. */
    public static boolean isCount(String metric) {
        return COUNTS.contains(metric);
    }
}
