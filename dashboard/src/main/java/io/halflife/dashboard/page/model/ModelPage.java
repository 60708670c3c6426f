// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.model;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Shell;
import java.util.List;

/**
 * Everything about one version on one axis of time.
 *
 * @param sentences the situation, with its figures
 * @param note what of the period is not shown; the empty string when all is
 * @param versions names to choose from, like environments
 * @param links periods to choose from
 * @param charts empty while nothing was analysed
 */
public record ModelPage(
        Shell shell,
        List<String> sentences,
        String note,
        Period period,
        List<String> versions,
        String version,
        List<String> environments,
        String environment,
        List<PeriodLink> links,
        List<Chart> charts,
        List<Fact> facts) {

    /** A period that is one click away. */
    public record PeriodLink(String word, String href, boolean isCurrent) {}

    public ModelPage {
        sentences = List.copyOf(sentences);
        versions = List.copyOf(versions);
        environments = List.copyOf(environments);
        links = List.copyOf(links);
        charts = List.copyOf(charts);
        facts = List.copyOf(facts);
    }
}
