// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.rank.AndersonDarling;

/**
 * Anderson–Darling, for numbers. Statistic: normalised, for ranking; p is interpolated and stands
 * at 0.25 and 0.001 beyond its table. Optional.
 */
final class AndersonDarlingTest implements DriftTest {

    @Override
    public String name() {
        return "anderson_darling";
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return comparison.isNumeric();
    }

    @Override
    public TestResult compare(Comparison comparison) {
        AndersonDarling.Result tails =
                AndersonDarling.compare(comparison.referenceValues(), comparison.currentValues());
        return new TestFigures(comparison, name())
                .statistic(tails.statistic())
                .p(tails.p())
                .result();
    }
}
