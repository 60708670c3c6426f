// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.drift.FeaturePage.TestRow;
import io.halflife.dashboard.page.Figures;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.TestWords;
import io.halflife.monitor.policy.DriftSettings;
import java.util.List;

/** The tests of a column as rows, each with what it means. */
final class TestRows {

    private TestRows() {}

    static List<TestRow> of(List<DriftResult> tests, DriftSettings settings) {
        return tests.stream().map(test -> row(test, settings)).toList();
    }

    private static TestRow row(DriftResult test, DriftSettings settings) {
        return new TestRow(
                TestWords.shortName(test.test()),
                test.primary(),
                Figures.number(test.statistic(), 4),
                Figures.p(test.p()),
                Figures.p(test.pAdjusted()),
                Figures.number(test.effect(), 3),
                Figures.count(test.nReference()) + " / " + Figures.count(test.n()),
                TestWords.level(test.test(), test.primary(), settings),
                says(test),
                TestWords.meaning(test.test()),
                test.primary() ? "" : test.reason());
    }

    private static String says(DriftResult test) {
        if (test.primary()) {
            return test.verdict().name();
        }
        return test.driftDetected() == null ? Figures.NONE : test.driftDetected() ? "yes" : "no";
    }
}
