// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StabilityBoundTest {

    private static final int SEEDS = 60;

    /** The index of the true sample in the same cells is never below what is called certain. */
    @Test
    void leastCorrected_isBelowTheTruth() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            EmpiricalDistribution truth = normal(random, 5000, 0, 1);
            EmpiricalDistribution known = truth.compact(11 + random.nextInt(200));
            EmpiricalDistribution current =
                    normal(random, 1000, random.nextDouble(), 1 + random.nextDouble());
            PopulationStability.Result inCells =
                    PopulationStability.Result.of(
                            Bins.nearestRank(known, PopulationStability.BINS)
                                    .count(truth, current));

            double least = StabilityBound.leastCorrected(known, current).value();

            assertTrue(
                    least <= inCells.psiCorrected().value() + 1e-9,
                    "seed " + seed + ": " + least + " above " + inCells.psiCorrected());
        }
    }

    @Test
    void leastCorrected_ofExactSamplesIsTheIndex() {
        Random random = new Random(7);
        EmpiricalDistribution reference = normal(random, 2000, 0, 1);
        EmpiricalDistribution current = normal(random, 500, 0.5, 1);

        assertEquals(
                PopulationStability.numeric(reference, current).psiCorrected(),
                StabilityBound.leastCorrected(reference, current));
    }

    /** A pure change of spread that percentiles resolve is still seen. */
    @Test
    void leastCorrected_seesASpreadThatIsResolved() {
        Random random = new Random(11);
        EmpiricalDistribution reference = normal(random, 20_000, 0, 1).compact(201);
        EmpiricalDistribution wider = normal(random, 2000, 0, 1.6);
        EmpiricalDistribution same = normal(random, 2000, 0, 1);

        assertTrue(StabilityBound.leastCorrected(reference, wider).value() > 0.1);
        assertEquals(0, StabilityBound.leastCorrected(reference, same).value(), 0.01);
    }

    @Test
    void leastCorrected_withoutValuesIsUndefined() {
        EmpiricalDistribution some = EmpiricalDistribution.of(1, 2, 3);

        assertFalse(StabilityBound.leastCorrected(EmpiricalDistribution.EMPTY, some).isDefined());
        assertFalse(StabilityBound.leastCorrected(some, EmpiricalDistribution.EMPTY).isDefined());
    }

    private static EmpiricalDistribution normal(Random random, int n, double mean, double std) {
        return EmpiricalDistribution.of(
                random.doubles(n).map(u -> mean + std * random.nextGaussian()).toArray());
    }
}
