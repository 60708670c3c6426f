// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.comparison.Wasserstein;

/**
 * Wasserstein-1 distance, for numbers. Statistic in the unit of the values; detail {@code
 * normalised}: divided by the reference's standard deviation, with the level 0.1.
 */
final class WassersteinTest implements DriftTest {

    static final double LEVEL = 0.1;

    @Override
    public String name() {
        return "wasserstein";
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return comparison.isNumeric();
    }

    @Override
    public TestResult compare(Comparison comparison) {
        Wasserstein.Result moved = comparison.distances().wasserstein();
        return new TestFigures(comparison, name())
                .statistic(moved.distance())
                .detail("normalised", moved.normalised())
                .level(moved.normalised(), LEVEL)
                .result();
    }
}
