// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.comparison.PopulationStability.Level;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
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
            Status why = Status.INSUFFICIENT_DATA;
            assertEquals(PopulationStability.Result.undefined(why), result);
            assertEquals(why, JensenShannon.numeric(reference, current).distance().status());
            assertEquals(why, Hellinger.numeric(reference, current).status());
            return;
        }
        assertEquals("OK", oracle.text("expected.status"));
        Bins edges = Bins.nearestRank(reference, bins);
        assertArrayEquals(oracle.numbers("expected.edges"), edges.edges());
        assertEquals(oracle.text("expected.mode").equals("discrete"), edges.holdsSingleValues());
        CountPairs counts = edges.count(reference, current);
        checkCells(oracle, counts);
        oracle.close("expected.psi", result.psi(), 1e-10, 1e-13);
        oracle.close("expected.null_mean", result.nullMean(), 1e-10, 1e-13);
        oracle.close("expected.scaled", result.scaled(), 1e-10, 1e-13);
        oracle.close("expected.p", result.p(), 1e-8, 1e-14);
        String level = oracle.text("expected.level").toUpperCase(Locale.ROOT);
        assertEquals(Level.valueOf(level), Level.of(result.psi().value()));
        double corrected =
                Math.max(0, oracle.number("expected.psi") - oracle.number("expected.null_mean"));
        assertEquals(corrected, result.psiCorrected().value(), 1e-10);
        oracle.close("expected.tvd", counts.totalVariation(), 1e-10, 1e-13);
        oracle.close("expected.linf", counts.largestDifference(), 1e-10, 1e-13);
        oracle.close("expected.hellinger", Hellinger.distance(counts), 1e-10, 1e-13);
        Figure js = JensenShannon.Result.of(counts).distance();
        oracle.close("expected.js_distance", js, 1e-10, 1e-13);
        oracle.close("expected.js_divergence", js.map(d -> d * d), 1e-10, 1e-13);
    }

    private static void checkCells(OracleCase oracle, CountPairs counts) {
        long[] reference = oracle.wholes("expected.ref_counts");
        long[] current = oracle.wholes("expected.cur_counts");
        double[] contributions = oracle.numbers("expected.contributions");
        assertEquals(reference.length, counts.cells());
        for (int cell = 0; cell < counts.cells(); cell++) {
            assertEquals(reference[cell], counts.reference(cell));
            assertEquals(current[cell], counts.current(cell));
            double contribution = PopulationStability.contribution(counts, cell);
            oracle.close("contribution", contributions[cell], contribution, 1e-10, 1e-13);
        }
    }

    @Test
    void level_needsFiveHundredValuesASide() {
        EmpiricalDistribution many = EmpiricalDistribution.of(range(0, 500));
        EmpiricalDistribution moved = EmpiricalDistribution.of(range(250, 750));
        EmpiricalDistribution fewer = EmpiricalDistribution.of(range(250, 749));

        assertEquals(Optional.of(Level.MAJOR), PopulationStability.numeric(many, moved).level());
        assertEquals(Optional.empty(), PopulationStability.numeric(many, fewer).level());
        assertEquals(Optional.empty(), PopulationStability.numeric(fewer, many).level());
        assertEquals(Optional.of(Level.NONE), PopulationStability.numeric(many, many).level());
        assertEquals(
                Optional.empty(),
                PopulationStability.numeric(many, EmpiricalDistribution.EMPTY).level());
    }

    @Test
    void level_beginsAtItsBound() {
        assertEquals(Level.NONE, Level.of(Math.nextDown(0.1)));
        assertEquals(Level.MODERATE, Level.of(0.1));
        assertEquals(Level.MODERATE, Level.of(Math.nextDown(0.2)));
        assertEquals(Level.MAJOR, Level.of(0.2));
    }

    private static double[] range(int from, int to) {
        return IntStream.range(from, to).asDoubleStream().toArray();
    }

    /** Ten values have a cell each beside one for the rest; eleven are cut at deciles. */
    @Test
    void cells_ofTenAndOfElevenValues() {
        EmpiricalDistribution ten = EmpiricalDistribution.of(range(0, 10));
        EmpiricalDistribution eleven = EmpiricalDistribution.of(range(0, 11));

        assertEquals(11, PopulationStability.numeric(ten, ten).bins());
        assertEquals(10, PopulationStability.numeric(eleven, eleven).bins());
        assertArrayEquals(
                new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, Bins.nearestRank(eleven, 10).edges());
    }

    /** Infinite values fall into the outer cells, and one equal to an edge below it. */
    @Test
    void cells_holdInfinitiesAndEdges() {
        EmpiricalDistribution reference = EmpiricalDistribution.of(range(0, 20));
        EmpiricalDistribution current =
                EmpiricalDistribution.of(
                        Double.NEGATIVE_INFINITY, 1, Math.nextUp(1.0), Double.POSITIVE_INFINITY);
        Bins bins = Bins.nearestRank(reference, 10);
        CountPairs counts = bins.count(reference, current);

        assertEquals(1, bins.edges()[0]);
        assertEquals(2, counts.current(0));
        assertEquals(1, counts.current(1));
        assertEquals(1, counts.current(9));
    }

    /** Shares ½, ½ against ¼, ¾: √(½((√½ − ½)² + (√½ − √¾)²)) and the entropies of both. */
    @Test
    void hellingerAndJensenShannon_ofCategories() {
        FrequencyTable reference = FrequencyTable.of(Map.of("a", 2L, "b", 2L));
        FrequencyTable current = FrequencyTable.of(Map.of("a", 1L, "b", 3L));

        double a = Math.sqrt(0.5) - 0.5;
        double b = Math.sqrt(0.5) - Math.sqrt(0.75);
        assertEquals(
                Math.sqrt((a * a + b * b) / 2),
                Hellinger.categorical(reference, current).value(),
                1e-15);
        JensenShannon.Result js = JensenShannon.categorical(reference, current);
        assertEquals(Math.sqrt(0.5 / (8 * Math.log(2))), js.nullBias().value(), 1e-15);
        assertEquals(2, js.bins());
        FrequencyTable other = FrequencyTable.of(Map.of("c", 5L));
        assertEquals(1, Hellinger.categorical(reference, other).value(), 1e-15);
        assertEquals(1, JensenShannon.categorical(reference, other).distance().value());
        assertFalse(Hellinger.categorical(reference, FrequencyTable.EMPTY).isDefined());
    }

    /** The bias is what the distance is about when nothing has changed: root mean square. */
    @Test
    void jensenShannon_isAboutItsBiasWhenNothingChanged() {
        long seed = 20271;
        SplittableRandom random = new SplittableRandom(seed);
        double squares = 0;
        double bias = 0;
        int rounds = 400;
        for (int round = 0; round < rounds; round++) {
            JensenShannon.Result js =
                    JensenShannon.numeric(
                            EmpiricalDistribution.of(random.doubles(1000).toArray()),
                            EmpiricalDistribution.of(random.doubles(1000).toArray()));
            squares += js.distance().value() * js.distance().value() / rounds;
            bias = js.nullBias().value();
        }

        assertEquals(1, Math.sqrt(squares) / bias, 0.06, "seed " + seed);
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
