// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.comparison.PopulationStability;

/**
 * Population stability index (STATISTICS §2.2). Statistic PSI; detail: its mean when nothing
 * changed, and PSI less that. Its level 0.2 is applied to at least 500 values a side only: with
 * fewer PSI exceeds it by chance.
 */
final class PsiTest implements DriftTest {

    static final double LEVEL = 0.2;
    static final long LEVEL_VALUES_MIN = PopulationStability.LEVEL_VALUES_MIN;

    @Override
    public String name() {
        return "psi";
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return true;
    }

    @Override
    public TestResult compare(Comparison comparison) {
        PopulationStability.Result psi = comparison.stability();
        long fewer = Math.min(comparison.reference().n(), comparison.current().n());
        TestFigures figures =
                new TestFigures(comparison, name())
                        .statistic(psi.psi())
                        .p(psi.p())
                        .detail("null_mean", psi.nullMean())
                        .detail("psi_corrected", psi.psiCorrected())
                        .detail("bins", psi.bins())
                        .level(psi.psi(), LEVEL);
        return fewer < LEVEL_VALUES_MIN ? figures.detected(null).result() : figures.result();
    }
}
