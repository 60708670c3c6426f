// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;

/**
 * Jensen–Shannon distance: the square root of the divergence to base 2, a metric in [0, 1]; 0 for
 * equal shares, 1 for shares that have nothing in common.
 *
 * <p>JSD = ½·Σp·log₂(2p/(p + q)) + ½·Σq·log₂(2q/(p + q)) over raw shares, without pseudo-counts.
 * When nothing changed the distance is about √((B − 1)(1/n + 1/m)/(8 ln 2)), not 0. Undefined when
 * a side is empty. Nearly equal shares are compared by a series, so small distances keep their
 * digits.
 *
 * <p>Source: Endres &amp; Schindelin 2003, doi:10.1109/TIT.2003.813506.
 */
public final class JensenShannon {

    private JensenShannon() {}

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

    /** Over the cells of {@link PopulationStability#decileDefinition}. */
    public static Figure decileDefinition(
            EmpiricalDistribution reference, EmpiricalDistribution current) {
        return reference.isEmpty()
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : distance(Bins.linearDeciles(reference).count(reference, current));
    }

    static Figure distance(CountPairs pairs) {
        return pairs.isDefined()
                ? Figure.of(pairs.jensenShannon())
                : Figure.undefined(Status.INSUFFICIENT_DATA);
    }
}
