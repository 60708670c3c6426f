// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;

/**
 * Hellinger distance of two histograms: ‖√p − √q‖/√2 = √(½·Σ(√p − √q)²), p and q the raw shares of
 * the reference and of the current values in the same cells.
 *
 * <p>A metric in [0, 1]: 0 for equal shares, 1 for shares that have nothing in common. A distance,
 * not a test: large is extreme, there is no p-value, and when nothing changed it is about √((B −
 * 1)(1/n + 1/m)/8), not 0.
 *
 * <p>A side without values, or a reference of numbers without finite ones: {@link
 * Status#INSUFFICIENT_DATA}. Numbers are cut as in {@link PopulationStability}; infinities fall
 * into the outer cells, values equal to an edge below it, a constant reference has one cell beside
 * one for the rest. Error: √p − √q is formed as (p − q)/(√p + √q) from whole counts, so nearly
 * equal shares keep their digits; some 10⁻¹⁵ relative.
 *
 * <p>Source: Hellinger 1909, doi:10.1515/crll.1909.136.210.
 */
public final class Hellinger {

    private Hellinger() {}

    /** Over categories. */
    public static Figure categorical(FrequencyTable reference, FrequencyTable current) {
        return distance(Categories.pairs(reference, current));
    }

    /** Over the cells of {@link PopulationStability}. */
    public static Figure numeric(EmpiricalDistribution reference, EmpiricalDistribution current) {
        return reference.moments().n() == 0
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : distance(
                        Bins.nearestRank(reference, PopulationStability.BINS)
                                .count(reference, current));
    }

    static Figure distance(CountPairs pairs) {
        return pairs.isDefined()
                ? Figure.of(pairs.hellinger())
                : Figure.undefined(Status.INSUFFICIENT_DATA);
    }
}
