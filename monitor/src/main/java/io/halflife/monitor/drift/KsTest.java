// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.comparison.KolmogorovSmirnov;

/**
 * Kolmogorov–Smirnov, for numbers. Statistic D; detail: where D is reached, its sign, and of
 * distributions that are not exact the {@link Resolution}.
 */
final class KsTest implements DriftTest {

    @Override
    public String name() {
        return "ks";
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return comparison.isNumeric();
    }

    @Override
    public TestResult compare(Comparison comparison) {
        KolmogorovSmirnov.Result ks = comparison.distances().kolmogorovSmirnov();
        TestFigures figures =
                new TestFigures(comparison, name())
                        .statistic(ks.d())
                        .p(ks.p(), ks.log10P())
                        .pAsymptotic(ks.pAsymptotic())
                        .detail("location", ks.location())
                        .detail("sign", ks.sign());
        if (!comparison.isDiscrete()) {
            figures.primary(comparison.effect(ks.d()));
        }
        double rankError = comparison.rankError();
        if (rankError > 0) {
            figures.detail(Resolution.RANK_ERROR, rankError)
                    .detail(Resolution.EFFECT_LEAST, comparison.effectLeast(ks.d()));
        }
        return figures.result();
    }
}
