// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.declared;

import io.halflife.monitor.model.Task;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.performance.Metrics;
import io.halflife.storage.json.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads the reference's own performance: {@code {"accuracy":{"value":0.91,"n":8000}}}. */
final class DeclaredMetrics {

    private final JsonFields metrics;
    private final Task task;
    private final long rows;

    DeclaredMetrics(JsonFields metrics, Task task, long rows) {
        this.metrics = metrics;
        this.task = task;
        this.rows = rows;
    }

    List<MetricValue> read() {
        List<MetricValue> values = new ArrayList<>();
        for (String name : Metrics.fitted(task)) {
            Optional<JsonFields> fields = metrics.object(name);
            fields.flatMap(f -> value(name, f)).ifPresent(values::add);
        }
        metrics.done();
        return values;
    }

    private Optional<MetricValue> value(String name, JsonFields fields) {
        fields.require("value");
        fields.require("n");
        OptionalDouble value = figure(fields, name, "value");
        OptionalDouble low = figure(fields, name, "low");
        OptionalDouble high = figure(fields, name, "high");
        long n = fields.integer("n", 1, Math.max(1, rows)).orElse(0);
        fields.done();
        if (value.isEmpty() || n == 0) {
            return Optional.empty();
        }
        if (low.orElse(value.getAsDouble()) > value.getAsDouble()
                || high.orElse(value.getAsDouble()) < value.getAsDouble()) {
            fields.refuse("value", ColumnCounts.INCONSISTENT, "must lie between low and high");
        }
        return Optional.of(
                new MetricValue(
                        name,
                        value.getAsDouble(),
                        low.orElse(Double.NaN),
                        high.orElse(Double.NaN),
                        Double.NaN,
                        -1,
                        -1,
                        rows,
                        n));
    }

    /** What classification is measured by lies in [0, 1], but for what can be negative. */
    private OptionalDouble figure(JsonFields fields, String metric, String name) {
        if (!task.isClassification() || metric.equals("log_loss")) {
            return fields.number(name, v -> true, "must be finite");
        }
        double least = metric.equals("mcc") || metric.contains("kappa") ? -1 : 0;
        return fields.number(
                name, v -> v >= least && v <= 1, "must be in [" + (int) least + ", 1]");
    }
}
