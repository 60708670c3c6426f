// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;

/**
 * How large a change is, whatever its significance: one number on one scale for every column.
 *
 * <p>Numbers: max(D, PSI_c), D the largest distance of the distribution functions ({@link
 * KolmogorovSmirnov}) and PSI_c = max(0, PSI − E₀) ({@link PopulationStability}). Categories:
 * max(TVD, PSI_c), TVD = ½·Σ|p − q|. 0 when nothing differs; no upper bound, as PSI has none. On
 * this scale 0.1 is a shift of the mean by a quarter of a standard deviation, seen by D; a change
 * of spread alone by half has D = 0.097 but PSI = 0.19, which is why both are in.
 *
 * <p>A side without values: undefined, INSUFFICIENT_DATA. A reference without finite values has no
 * PSI: the effect is D. Compacted distributions: D is off by at most both rank errors.
 *
 * <p>Error and source: those of the statistics named; that the larger one counts is our rule.
 */
public final class EffectSize {

    private EffectSize() {}

    /** Of numbers. */
    public static Figure numeric(EmpiricalDistribution reference, EmpiricalDistribution current) {
        if (reference.isEmpty() || current.isEmpty()) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        return larger(
                LargestDistance.between(reference, current).value(),
                PopulationStability.numeric(reference, current));
    }

    /** Of categories. */
    public static Figure categorical(FrequencyTable reference, FrequencyTable current) {
        if (reference.isEmpty() || current.isEmpty()) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        return larger(
                Categories.pairs(reference, current).totalVariation(),
                PopulationStability.categorical(reference, current));
    }

    private static Figure larger(double distance, PopulationStability.Result stability) {
        return Figure.of(Math.max(distance, stability.psiCorrected().orElse(0)));
    }
}
