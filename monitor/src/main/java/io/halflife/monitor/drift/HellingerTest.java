// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.comparison.Hellinger;
import io.halflife.statistics.figure.Figure;

/** Hellinger distance over categories, or over the cells of {@link PsiTest}. Optional. */
final class HellingerTest implements DriftTest {

    /** Customary. */
    static final double LEVEL = 0.1;

    @Override
    public String name() {
        return "hellinger";
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return true;
    }

    @Override
    public TestResult compare(Comparison comparison) {
        Figure distance =
                comparison.isNumeric()
                        ? Hellinger.numeric(
                                comparison.referenceValues(), comparison.currentValues())
                        : Hellinger.categorical(
                                comparison.referenceCategories(), comparison.currentCategories());
        return new TestFigures(comparison, name())
                .statistic(distance)
                .level(distance, LEVEL)
                .result();
    }
}
