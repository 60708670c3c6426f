// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.comparison.JensenShannon;
import io.halflife.statistics.figure.Figure;

/** Jensen–Shannon distance over the cells of {@link DecilePsiTest}, for numbers. */
final class DecileJensenShannonTest implements DriftTest {

    @Override
    public String name() {
        return "js10";
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return comparison.isNumeric();
    }

    @Override
    public TestResult compare(Comparison comparison) {
        Figure js =
                JensenShannon.decileDefinition(
                        comparison.referenceValues(), comparison.currentValues());
        return new TestFigures(comparison, name())
                .statistic(js)
                .level(js, JensenShannonTest.LEVEL)
                .result();
    }
}
