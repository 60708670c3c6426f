// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.performance;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.PerformanceWords;
import io.halflife.dashboard.performance.PerformancePage.MetricRow;
import io.halflife.monitor.performance.Metrics;
import io.halflife.monitor.performance.PerformanceValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All metrics of one window, each beside its estimate and the reference's own value. */
final class MetricRows {

    private MetricRows() {}

    /**
     * Rows in the order of the metrics' names.
     *
     * @param values measured and estimated, of one window
     * @param shown the metric that the page shows
     * @param href the page of another metric
     */
    static List<MetricRow> of(
            List<PerformanceValue> values,
            Map<String, Double> reference,
            String shown,
            UnaryOperator<String> href) {
        List<MetricRow> rows = new ArrayList<>();
        for (PerformanceValue value : values) {
            if (value.estimated()) {
                continue;
            }
            rows.add(
                    new MetricRow(
                            Figures.capital(Figures.metric(value.metric())),
                            href.apply(value.metric()),
                            value.metric().equals(shown),
                            number(value.metric(), value.value()),
                            or(PerformanceWords.interval(value.low(), value.high())),
                            Figures.count(value.labelled()),
                            estimate(values, value.metric()),
                            number(
                                    value.metric(),
                                    reference.getOrDefault(value.metric(), Double.NaN))));
        }
        return rows;
    }

    private static String estimate(List<PerformanceValue> values, String metric) {
        Optional<PerformanceValue> found =
                values.stream()
                        .filter(v -> v.estimated() && v.metric().equals(metric))
                        .filter(v -> Double.isFinite(v.value()))
                        .findFirst();
        return found.map(
                        v -> {
                            String interval = PerformanceWords.interval(v.low(), v.high());
                            return number(metric, v.value())
                                    + (interval.isEmpty() ? "" : " (" + interval + ")");
                        })
                .orElse(Figures.NONE);
    }

    /** Of counts there are no thousandths. */
    private static String number(String metric, double value) {
        return Figures.number(value, Metrics.isCount(metric) ? 0 : PerformanceWords.DECIMALS);
    }

    private static String or(String text) {
        return text.isEmpty() ? Figures.NONE : text;
    }
}
