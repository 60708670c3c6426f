// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.rank.MannWhitney;

/**
 * Mann–Whitney, for numbers: do they tend to lie higher or lower? Statistic: the chance that a
 * value of the window is above one of the reference. Optional.
 */
final class MannWhitneyTest implements DriftTest {

    @Override
    public String name() {
        return "mann_whitney";
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return comparison.isNumeric();
    }

    @Override
    public TestResult compare(Comparison comparison) {
        MannWhitney.Result ranks =
                MannWhitney.compare(comparison.referenceValues(), comparison.currentValues());
        return new TestFigures(comparison, name())
                .statistic(ranks.auc().map(auc -> 1 - auc))
                .p(ranks.p(), ranks.log10P())
                .pAsymptotic(ranks.pAsymptotic())
                .detail("u", ranks.u())
                .result();
    }
}
