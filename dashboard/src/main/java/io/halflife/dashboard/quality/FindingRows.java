// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.quality;

import io.halflife.dashboard.drift.Columns;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.quality.QualityPage.Finding;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.TestWords;
import io.halflife.monitor.policy.DriftSettings;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks of values, apart from whether their distribution moved. */
final class FindingRows {

    private static final Set<String> CHECKS =
            Set.of("missing_rate", "new_category", "out_of_range", "cardinality");

    private FindingRows() {}

    static boolean isCheck(DriftResult result) {
        return CHECKS.contains(result.test());
    }

    static boolean isFlagged(DriftResult result) {
        return Boolean.TRUE.equals(result.driftDetected());
    }

    /** The flagged first, then by column and check. */
    static List<Finding> of(
            WatchedModel model, Map<String, String> window, List<DriftResult> results) {
        DriftSettings settings = model.policy().drift();
        return results.stream()
                .filter(FindingRows::isCheck)
                .sorted(
                        Comparator.comparing((DriftResult result) -> !isFlagged(result))
                                .thenComparing(result -> result.column().name())
                                .thenComparing(result -> result.test()))
                .map(result -> finding(model, window, result, settings))
                .toList();
    }

    private static Finding finding(
            WatchedModel model,
            Map<String, String> window,
            DriftResult result,
            DriftSettings settings) {
        Map<String, String> parameters = Columns.parameters(model, result.column());
        parameters.putAll(window);
        return new Finding(
                result.column().name(),
                Columns.path(model, result.column()) + Links.query(parameters),
                Figures.capital(TestWords.shortName(result.test())),
                TestWords.meaning(result.test()),
                Figures.number(result.statistic(), 4),
                Figures.p(result.p()),
                Figures.count(result.nReference()) + " / " + Figures.count(result.n()),
                TestWords.level(result.test(), result.primary(), settings),
                isFlagged(result),
                result.reason());
    }
}
