// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.comparison.PopulationStability;
import io.halflife.statistics.figure.Figure;

/**
 * PSI as other tools define it: deciles by linear interpolation, or categories, shares of zero
 * become 0.0001. Kept for comparison; its level is the customary 0.2.
 */
final class DecilePsiTest implements DriftTest {

    @Override
    public String name() {
        return "psi10";
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return true;
    }

    @Override
    public TestResult compare(Comparison comparison) {
        Figure psi =
                comparison.isNumeric()
                        ? PopulationStability.decileDefinition(
                                comparison.referenceValues(), comparison.currentValues())
                        : PopulationStability.decileDefinition(
                                comparison.referenceCategories(), comparison.currentCategories());
        return new TestFigures(comparison, name())
                .statistic(psi)
                .level(psi, PsiTest.LEVEL)
                .result();
    }
}
