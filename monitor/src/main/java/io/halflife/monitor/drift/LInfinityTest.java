// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.comparison.LInfinity;
import io.halflife.statistics.figure.Figure;

/** The largest change of a category's share, for names. Its level is 0.1. */
final class LInfinityTest implements DriftTest {

    static final double LEVEL = 0.1;

    @Override
    public String name() {
        return "l_infinity";
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return !comparison.isNumeric();
    }

    @Override
    public TestResult compare(Comparison comparison) {
        Figure distance =
                LInfinity.distance(
                        comparison.referenceCategories(), comparison.currentCategories());
        return new TestFigures(comparison, name())
                .statistic(distance)
                .level(distance, LEVEL)
                .result();
    }
}
