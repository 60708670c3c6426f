// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.model;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.period.PeriodPicker;
import java.util.List;

/**
 * Everything about one version on one axis of time.
 *
 * @param sentences the situation, with its figures
 * @param note what of the period is not shown; the empty string when all is
 * @param charts empty while nothing was analysed
 */
public record ModelPage(
        Shell shell,
        List<String> sentences,
        String note,
        PeriodPicker picker,
        List<Chart> charts,
        List<Fact> facts) {

    public ModelPage {
        sentences = List.copyOf(sentences);
        charts = List.copyOf(charts);
        facts = List.copyOf(facts);
    }
}
