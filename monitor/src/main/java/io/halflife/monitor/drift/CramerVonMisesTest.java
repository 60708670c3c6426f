// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.rank.CramerVonMises;

/** Cramér–von Mises, for numbers. Statistic T, free of what ties alone add. Optional. */
final class CramerVonMisesTest implements DriftTest {

    @Override
    public String name() {
        return "cramer_von_mises";
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return comparison.isNumeric();
    }

    @Override
    public TestResult compare(Comparison comparison) {
        CramerVonMises.Result squares =
                CramerVonMises.compare(comparison.referenceValues(), comparison.currentValues());
        return new TestFigures(comparison, name())
                .statistic(squares.t())
                .p(squares.p(), squares.log10P())
                .result();
    }
}
