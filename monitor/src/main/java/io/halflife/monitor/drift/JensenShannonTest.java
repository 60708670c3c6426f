// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.comparison.JensenShannon;
import io.halflife.statistics.figure.Figure;

/**
 * Jensen–Shannon distance to base 2: over categories, or over the cells of {@link PsiTest}. Its
 * level is the customary 0.1.
 */
final class JensenShannonTest implements DriftTest {

    static final double LEVEL = 0.1;

    @Override
    public String name() {
        return "js";
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return true;
    }

    @Override
    public TestResult compare(Comparison comparison) {
        Figure js =
                comparison.isNumeric()
                        ? JensenShannon.numeric(
                                        comparison.referenceValues(), comparison.currentValues())
                                .distance()
                        : JensenShannon.categorical(
                                        comparison.referenceCategories(),
                                        comparison.currentCategories())
                                .distance();
        return new TestFigures(comparison, name()).statistic(js).level(js, LEVEL).result();
    }
}
