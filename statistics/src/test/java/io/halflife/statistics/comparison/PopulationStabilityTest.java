// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PopulationStabilityTest {

    @TestFactory
    Stream<DynamicTest> numeric_edgesCountsAndIndex() {
        return Oracles.tests("psi", PopulationStabilityTest::check);
    }

    private static void check(OracleCase oracle) {
        EmpiricalDistribution reference = EmpiricalDistribution.of(oracle.present("ref"));
        EmpiricalDistribution current = EmpiricalDistribution.of(oracle.present("cur"));
        int bins = (int) oracle.whole("bins");
        PopulationStability.Result result = PopulationStability.numeric(reference, current, bins);
        if (oracle.text("expected.status").equals("INSUFFICIENT_DATA")) {
            assertFalse(result.psi().isDefined());
            assertFalse(JensenShannon.numeric(reference, current).isDefined());
            return;
        }
        Bins edges = Bins.nearestRank(reference, bins);
        assertArrayEquals(oracle.numbers("expected.edges"), edges.edges());
        assertEquals(oracle.text("expected.mode").equals("discrete"), edges.holdsSingleValues());
        CountPairs counts = edges.count(reference, current);
        long[] referenceCounts = oracle.wholes("expected.ref_counts");
        long[] currentCounts = oracle.wholes("expected.cur_counts");
        for (int cell = 0; cell < counts.cells(); cell++) {
            assertEquals(referenceCounts[cell], counts.reference(cell));
            assertEquals(currentCounts[cell], counts.current(cell));
        }
        oracle.close("expected.psi", result.psi(), 1e-10, 1e-13);
        oracle.close("expected.null_mean", result.nullMean(), 1e-10, 1e-13);
        oracle.close("expected.p", result.p(), 1e-8, 1e-14);
        oracle.close("expected.js_distance", counts.jensenShannon(), 1e-10, 1e-13);
        oracle.close("expected.tvd", counts.totalVariation(), 1e-10, 1e-13);
        oracle.close("expected.linf", counts.largestDifference(), 1e-10, 1e-13);
    }

    /** numpy: values at a cut belong above it; shares 2/4, 2/4 against 1/4, 3/4. */
    @Test
    void decileDefinition_cutsBelongToTheUpperCell() {
        EmpiricalDistribution reference = EmpiricalDistribution.of(0, 0, 1, 1);
        EmpiricalDistribution current = EmpiricalDistribution.of(0, 1, 1, 1);

        // Deciles 0, 0, 0, 0, 0.5, 1, 1, 1, 1 leave the cuts 0, 0.5 and 1, so the cells (−∞, 0) and
        // [0.5, 1) are empty on both sides and weigh nothing.
        double expected = 0.25 * Math.log(0.75 / 0.5) - 0.25 * Math.log(0.25 / 0.5);
        assertEquals(
                expected, PopulationStability.decileDefinition(reference, current).value(), 1e-15);
    }

    @Test
    void decileDefinition_ofCategoriesReplacesZeroShares() {
        FrequencyTable reference = FrequencyTable.of(Map.of("a", 1L, "b", 1L));
        FrequencyTable current = FrequencyTable.of(Map.of("a", 2L));

        double a = 0.5 * Math.log(1 / 0.5);
        double b = (1e-4 - 0.5) * Math.log(1e-4 / 0.5);
        assertEquals(
                a + b, PopulationStability.decileDefinition(reference, current).value(), 1e-15);
    }

    @Test
    void psiCorrected_isNeverNegative() {
        EmpiricalDistribution few = EmpiricalDistribution.of(1, 2, 3);

        PopulationStability.Result result = PopulationStability.numeric(few, few);

        assertEquals(0, result.psi().value());
        assertEquals(0, result.psiCorrected().value());
        assertTrue(result.nullMean().value() > 0);
    }
}
