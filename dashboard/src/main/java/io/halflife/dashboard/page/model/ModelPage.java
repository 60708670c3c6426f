// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.model;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.period.PeriodPicker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** The same as one file. */
    public String reportHref() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("version", shell.model().version());
        parameters.put("environment", shell.model().environment());
        parameters.put("from", picker.period().fromText());
        parameters.put("to", picker.period().toText());
        return Links.model(shell.model().model()) + "/report" + Links.query(parameters);
    }
}
