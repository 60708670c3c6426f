// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.speed;

/** What one way took for all features, and the statistic it found for each. */
final class Turn {

    private final Cost cost;
    private final double[] statistics;

    /**
     * @param statistics copied
     */
    Turn(Cost cost, double[] statistics) {
        this.cost = cost;
        this.statistics = statistics.clone();
    }

    Cost cost() {
        return cost;
    }

    double[] statistics() {
        return statistics.clone();
    }
}
