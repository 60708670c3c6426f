// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.SlimRows;
import io.halflife.storage.analysis.TouchedWindow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Figures that cannot be computed any more: those that rest on the probabilities of all classes, of
 * windows whose rows were dropped before those were kept. The stored ones stay, with the counts
 * that they are of; without one there is none.
 */
final class KeptFigures {

    private static final Set<String> OF_PROBABILITIES = Set.of("log_loss", "brier", "roc_auc");

    private final Storage storage;
    private final RunPlan plan;

    KeptFigures(Storage storage, RunPlan plan) {
        this.storage = storage;
        this.plan = plan;
    }

    /** The same windows, with figures over fewer rows than there were replaced. */
    List<WindowAnalysis> keep(List<WindowAnalysis> read) {
        if (plan.version().definition().output().task() != Task.MULTICLASS_CLASSIFICATION) {
            return read;
        }
        SlimRows slim = new SlimRows(storage.jdbi());
        Set<Window> forgotten =
                plan.job().windows().stream()
                        .filter(TouchedWindow::labelsOnly)
                        .map(TouchedWindow::window)
                        .filter(w -> slim.haveForgottenProbabilities(plan.job().view(), w))
                        .collect(Collectors.toSet());
        return read.stream()
                .map(window -> forgotten.contains(window.window()) ? kept(window) : window)
                .toList();
    }

    private WindowAnalysis kept(WindowAnalysis window) {
        Window stretch = window.window();
        Map<String, PerformanceValue> stored =
                storage.results().performance(plan.scope(), stretch.start(), stretch.end()).stream()
                        .filter(value -> value.window().equals(stretch) && !value.estimated())
                        .collect(Collectors.toMap(PerformanceValue::metric, Function.identity()));
        List<MetricValue> metrics =
                window.performance().stream()
                        .map(
                                metric ->
                                        OF_PROBABILITIES.contains(metric.metric())
                                                ? kept(metric, stored.get(metric.metric()))
                                                : metric)
                        .toList();
        return window.measuredAs(metrics);
    }

    private static MetricValue kept(MetricValue metric, PerformanceValue storedOrNull) {
        boolean known = storedOrNull != null && !Double.isNaN(storedOrNull.value());
        return new MetricValue(
                metric.metric(),
                known ? storedOrNull.value() : Double.NaN,
                known ? storedOrNull.low() : Double.NaN,
                known ? storedOrNull.high() : Double.NaN,
                known ? storedOrNull.standardError() : Double.NaN,
                -1,
                -1,
                known ? storedOrNull.n() : metric.n(),
                known ? storedOrNull.labelled() : metric.labelled());
    }
}
