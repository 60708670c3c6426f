// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.performance;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.period.PeriodPicker;
import java.util.List;
import java.util.Objects;

/**
 * One metric of a version over time, and all metrics of its newest window.
 *
 * @param why why there is nothing to show; the empty string when there is
 * @param picker null where there is nothing to show
 * @param fit what the decay fit says, figure by figure
 * @param metricsTitle which window the metrics are of
 */
public record PerformancePage(
        Shell shell,
        String why,
        PeriodPicker picker,
        List<String> sentences,
        List<Chart> charts,
        List<Fact> fit,
        String metricsTitle,
        List<MetricRow> metrics) {

    /**
     * A metric of the newest mature window.
     *
     * @param estimated the estimate of the same window with its interval; an en dash for none
     * @param reference the reference's own value
     */
    public record MetricRow(
            String name,
            String href,
            boolean isShown,
            String value,
            String interval,
            String n,
            String estimated,
            String reference) {}

    public PerformancePage {
        Objects.requireNonNull(shell, "shell");
        Objects.requireNonNull(why, "why");
        sentences = List.copyOf(sentences);
        charts = List.copyOf(charts);
        fit = List.copyOf(fit);
        Objects.requireNonNull(metricsTitle, "metricsTitle");
        metrics = List.copyOf(metrics);
    }

    static PerformancePage nothing(Shell shell, String why) {
        return new PerformancePage(
                shell, why, null, List.of(), List.of(), List.of(), "", List.of());
    }
}
