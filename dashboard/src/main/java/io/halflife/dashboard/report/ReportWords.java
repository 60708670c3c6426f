// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.report;

import io.halflife.dashboard.drift.DriftRow;
import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.report.ReportPage.Columns;
import io.halflife.monitor.drift.DriftTests;
import io.halflife.monitor.drift.TestWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the words of a report mean: its reader may not have the pages at hand. */
final class ReportWords {

    private static final List<Fact> ALWAYS =
            List.of(
                    new Fact(
                            "Window, reference",
                            "A window is a stretch of event time, its end not included, in UTC"
                                    + " unless the policy names a zone. It is compared with the"
                                    + " reference, rows that stay as they are."),
                    new Fact(
                            "p, adjusted",
                            "How often chance alone gives a difference at least as large, adjusted"
                                    + " for the number of tests in the window. It is not the"
                                    + " probability that the data are fine."),
                    new Fact(
                            "Effect",
                            "The larger of the distance between the distributions and the corrected"
                                    + " PSI: how far a column moved, whatever its number of rows."),
                    new Fact(
                            "▲ ALARM, ◆ WATCH, ● CLEAR",
                            "Whether a column drifted in enough of the last windows, in some, or in"
                                    + " none. One drifted window is no alarm."),
                    new Fact(
                            "◌ INCONCLUSIVE",
                            "Not judged, and the reason says why: too few rows, no reference. It is"
                                    + " not a sign of health."),
                    new Fact(
                            "Measured, estimated",
                            "Measured values come from ground truth; an estimate needs none, assumes"
                                    + " that the scores still mean what they meant, and decides"
                                    + " nothing."),
                    new Fact(
                            "Half-life",
                            "After how many days an exponential fit has lost half of what it can"
                                    + " lose. It is refused where the fit is bad."),
                    new Fact(
                            "Error budget, burn rate",
                            "The failures that the objective allows in its period, and how many"
                                    + " times faster than that they come."));

    private ReportWords() {}

    /** And the tests that verdicts of this report rest on. */
    static List<Fact> of(Columns columns) {
        List<Fact> words = new ArrayList<>(ALWAYS);
        if (columns == null) {
            return words;
        }
        Set<String> used =
                columns.table().page().rows().stream()
                        .map(DriftRow::test)
                        .collect(Collectors.toSet());
        DriftTests.names().stream()
                .filter(test -> used.contains(TestWords.shortName(test)))
                .map(
                        test ->
                                new Fact(
                                        Figures.capital(TestWords.shortName(test)),
                                        TestWords.meaning(test)))
                .forEach(words::add);
        return words;
    }
}
