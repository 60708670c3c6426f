// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.comparison.Energy;

/**
 * Energy distance, for numbers. Statistic in the root of their unit; detail {@code normalised}:
 * divided by the root of the reference's standard deviation, with the level 0.1. Optional.
 */
final class EnergyTest implements DriftTest {

    /** Customary. */
    static final double LEVEL = 0.1;

    @Override
    public String name() {
        return "energy";
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return comparison.isNumeric();
    }

    @Override
    public TestResult compare(Comparison comparison) {
        Energy.Result moved =
                Energy.compare(comparison.referenceValues(), comparison.currentValues());
        return new TestFigures(comparison, name())
                .statistic(moved.distance())
                .detail("normalised", moved.normalised())
                .level(moved.normalised(), LEVEL)
                .result();
    }
}
