// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.slo;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.StateMark;
import io.halflife.dashboard.page.period.PeriodPicker;
import java.util.List;
import java.util.Objects;

/**
 * How a version serves.
 *
 * @param why why there is nothing to show; the empty string when there is
 * @param picker null where nothing was ever measured
 * @param asOf until when burn rates and budgets look back
 * @param confidence where the distribution of confidences is; the empty string where there is none
 */
public record SloPage(
        Shell shell,
        String why,
        PeriodPicker picker,
        List<String> sentences,
        String asOf,
        List<ObjectiveRow> objectives,
        List<Chart> charts,
        String confidence) {

    /**
     * An objective of the policy and how it is kept.
     *
     * @param words what is promised
     * @param achieved over the objective's own period
     * @param budget what is left of the error budget
     * @param why what the state rests on
     */
    public record ObjectiveRow(
            String words,
            StateMark mark,
            String achieved,
            String n,
            String budget,
            List<Burn> burns,
            String why) {
        public ObjectiveRow {
            burns = List.copyOf(burns);
        }
    }

    /**
     * How fast the budget goes in a pair of windows.
     *
     * @param windows "1 h and 5 min"
     * @param rates "0.4 and 0.0"
     * @param rule above which both must be, and whose
     */
    public record Burn(String windows, String rates, String rule, boolean fires) {}

    public SloPage {
        Objects.requireNonNull(shell, "shell");
        Objects.requireNonNull(why, "why");
        sentences = List.copyOf(sentences);
        Objects.requireNonNull(asOf, "asOf");
        objectives = List.copyOf(objectives);
        charts = List.copyOf(charts);
        Objects.requireNonNull(confidence, "confidence");
    }
}
