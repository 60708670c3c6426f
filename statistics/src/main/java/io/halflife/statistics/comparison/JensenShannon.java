// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;

/**
 * Jensen–Shannon distance: the square root of the divergence to base 2, a metric in [0, 1]; 0 for
 * equal shares, 1 for shares that have nothing in common.
 *
 * <p>JSD = ½·Σp·log₂(2p/(p + q)) + ½·Σq·log₂(2q/(p + q)) over raw shares, without pseudo-counts.
 * When nothing changed the distance is about √((B − 1)(1/n + 1/m)/(8 ln 2)), not 0. NaN when a side
 * is empty. Nearly equal shares are compared by a series, so small distances keep their digits.
 *
 * <p>Source: Endres &amp; Schindelin 2003, doi:10.1109/TIT.2003.813506.
 */
public final class JensenShannon {

    private JensenShannon() {}

    /** Over categories. */
    public static double categorical(FrequencyTable reference, FrequencyTable current) {
        return Categories.pairs(reference, current).jensenShannon();
    }

    /** Over the cells of {@link PopulationStability}. */
    public static double numeric(EmpiricalDistribution reference, EmpiricalDistribution current) {
        return reference.moments().n() == 0 || current.isEmpty()
                ? Double.NaN
                : Bins.nearestRank(reference, PopulationStability.BINS)
                        .count(reference, current)
                        .jensenShannon();
    }

    /** Over the cells of {@link PopulationStability#decileDefinition}. */
    public static double decileDefinition(
            EmpiricalDistribution reference, EmpiricalDistribution current) {
        return reference.isEmpty() || current.isEmpty()
                ? Double.NaN
                : Bins.linearDeciles(reference).count(reference, current).jensenShannon();
    }
}
