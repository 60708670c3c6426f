// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.speed;

/** What one way took for all features, and the statistic it found for each. */
public final class Turn {

    private final Cost cost;
    private final double[] statistics;

    /**
     * One turn.
     *
     * @param statistics copied
     */
    public Turn(Cost cost, double[] statistics) {
        this.cost = cost;
        this.statistics = statistics.clone();
    }

    public Cost cost() {
        return cost;
    }

    public double[] statistics() {
        return statistics.clone();
    }
}
