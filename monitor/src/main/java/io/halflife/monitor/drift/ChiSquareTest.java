// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.comparison.ChiSquare;
import io.halflife.statistics.quality.NewCategories;

/**
 * Chi-square homogeneity with rare categories pooled, for names and for numbers of which the
 * reference has few. Detail: the same without pooling, and the effect sizes.
 */
final class ChiSquareTest implements DriftTest {

    static final String NAME = "chi_square";
    static final String DOF = "dof";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return comparison.isDiscrete();
    }

    @Override
    public TestResult compare(Comparison comparison) {
        ChiSquare.Result chi =
                ChiSquare.homogeneity(
                        comparison.referenceCategories(), comparison.currentCategories());
        TestFigures figures = new TestFigures(comparison, name());
        unpooled(figures, chi.unpooled());
        return figures.statistic(chi.statistic())
                .p(chi.p(), chi.log10P())
                .primary(comparison.effect(chi.tvd()))
                .detail(DOF, chi.dof())
                .detail("tvd", chi.tvd())
                .detail("cramers_v", chi.cramersV())
                .detail("pooled_categories", chi.pooledCategories().size())
                .newCategories(
                        NewCategories.compare(
                                        comparison.referenceCategories(),
                                        comparison.currentCategories())
                                .categories())
                .result();
    }

    /** For comparison with other tools, to which a table of one category is no table. */
    private static void unpooled(TestFigures figures, ChiSquare.Table unpooled) {
        boolean table = unpooled.dof() > 0;
        double statistic = unpooled.statistic().orElse(Double.NaN);
        double p = unpooled.p().orElse(Double.NaN);
        figures.detail("chi_square_unpooled.statistic", table ? statistic : Double.NaN)
                .detail("chi_square_unpooled.dof", unpooled.dof())
                .detail("chi_square_unpooled.p", table ? p : Double.NaN);
    }
}
