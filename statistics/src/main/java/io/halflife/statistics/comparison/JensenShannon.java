// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * Jensen–Shannon distance: the square root of the divergence to base 2, a metric in [0, 1]; 0 for
 * equal shares, 1 for shares that have nothing in common.
 *
 * <p>JSD = ½·Σp·log₂(2p/(p + q)) + ½·Σq·log₂(2q/(p + q)) over raw shares p of the reference and q
 * of the current values, without pseudo-counts; the distance is √JSD. A distance, not a test: large
 * is extreme, there is no p-value. When nothing changed it is not 0: with B cells 8·ln 2·JSD/(1/n +
 * 1/m) is about χ² with B − 1 degrees of freedom, so the distance is about √((B − 1)(1/n + 1/m)/(8
 * ln 2)), its null bias.
 *
 * <p>A side without values, or a reference of numbers without finite ones: {@link
 * Status#INSUFFICIENT_DATA}. Numbers are cut as in {@link PopulationStability}, with its rules for
 * ties, infinities and constant or single values. Error: nearly equal shares are compared by a
 * series of their exact difference, so small distances keep their digits; some 10⁻¹⁵ relative.
 *
 * <p>Source: Endres &amp; Schindelin 2003, doi:10.1109/TIT.2003.813506.
 */
public final class JensenShannon {

    private JensenShannon() {}

    /**
     * What the comparison gives.
     *
     * @param distance in [0, 1]
     * @param nullBias about what it is when nothing changed
     * @param bins number of cells B; 0 when undefined
     */
    public record Result(Figure distance, Figure nullBias, int bins) implements Serializable {

        static Result undefined(Status why) {
            return new Result(Figure.undefined(why), Figure.undefined(why), 0);
        }

        static Result of(CountPairs pairs) {
            if (!pairs.isDefined()) {
                return undefined(Status.INSUFFICIENT_DATA);
            }
            double scale = 1.0 / pairs.n() + 1.0 / pairs.m();
            double bias = Math.sqrt((pairs.cells() - 1) * scale / (8 * Math.log(2)));
            return new Result(Figure.of(pairs.jensenShannon()), Figure.of(bias), pairs.cells());
        }
    }

    /** Over categories. */
    public static Result categorical(FrequencyTable reference, FrequencyTable current) {
        return Result.of(Categories.pairs(reference, current));
    }

    /** Over the cells of {@link PopulationStability}. */
    public static Result numeric(EmpiricalDistribution reference, EmpiricalDistribution current) {
        return reference.moments().n() == 0
                ? Result.undefined(Status.INSUFFICIENT_DATA)
                : Result.of(
                        Bins.nearestRank(reference, PopulationStability.BINS)
                                .count(reference, current));
    }

    /** Over the cells of {@link PopulationStability#decileDefinition}. */
    public static Figure decileDefinition(
            EmpiricalDistribution reference, EmpiricalDistribution current) {
        return reference.isEmpty()
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Result.of(Bins.linearDeciles(reference).count(reference, current)).distance();
    }
}
