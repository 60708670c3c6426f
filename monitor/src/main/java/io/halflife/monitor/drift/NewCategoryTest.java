// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.monitor.figures.Figures;
import io.halflife.statistics.quality.Finding;
import io.halflife.statistics.quality.NewCategories;

/**
 * Whether more values turn up that the reference does not have than it lets expect, for names.
 * Statistic: their share of the rows. Flagged below p 0.001, whatever alpha is; the values are
 * listed always.
 */
final class NewCategoryTest implements DriftTest {

    @Override
    public String name() {
        return "new_category";
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return !comparison.isNumeric();
    }

    @Override
    public TestResult compare(Comparison comparison) {
        NewCategories.Result found =
                NewCategories.compare(
                        comparison.referenceCategories(), comparison.currentCategories());
        TestFigures figures =
                new TestFigures(comparison, name())
                        .statistic(found.share())
                        .p(found.p())
                        .detail("rows", found.rows())
                        .detail("distinct", found.distinct())
                        .detail("expected_share", found.expectedShare())
                        .newCategories(found.categories())
                        .reason(words(found, comparison));
        Finding finding = found.finding();
        return figures.detected(finding == Finding.INCONCLUSIVE ? null : finding == Finding.FLAGGED)
                .result();
    }

    private static String words(NewCategories.Result found, Comparison comparison) {
        if (found.rows() == 0) {
            return "";
        }
        return Figures.count(found.rows(), "row")
                + " of "
                + Figures.count(comparison.current().n())
                + " with "
                + found.distinct()
                + (found.distinct() == 1 ? " value" : " values")
                + " that the reference does not have; its "
                + Figures.count(comparison.reference().n(), "row")
                + " let expect a share of "
                + Figures.number(found.expectedShare().orElse(Double.NaN));
    }
}
