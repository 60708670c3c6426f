// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.comparison.Welch;

/**
 * Welch's t test of the means, for numbers. Statistic t; detail: the difference with its 95 %
 * interval, and in pooled standard deviations. Optional.
 */
final class WelchTest implements DriftTest {

    @Override
    public String name() {
        return "welch";
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return comparison.isNumeric();
    }

    @Override
    public TestResult compare(Comparison comparison) {
        Welch.Result means =
                Welch.compare(comparison.referenceValues(), comparison.currentValues());
        return new TestFigures(comparison, name())
                .statistic(means.t())
                .p(means.p(), means.log10P())
                .detail("dof", means.df())
                .detail("difference", means.difference())
                .detail("difference_low", means.interval().lower())
                .detail("difference_high", means.interval().upper())
                .detail("cohens_d", means.cohensD())
                .result();
    }
}
