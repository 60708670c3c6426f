// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.statistics.comparison.Categories.Entry;
import io.halflife.statistics.comparison.PopulationStability.Result;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ChiSquareTest {

    @TestFactory
    Stream<DynamicTest> homogeneity_andDistancesOfCategories() {
        return Oracles.tests("categorical", ChiSquareTest::check);
    }

    private static void check(OracleCase oracle) {
        FrequencyTable reference = table(oracle, "ref");
        FrequencyTable current = table(oracle, "cur");
        ChiSquare.Result chi = ChiSquare.homogeneity(reference, current);
        GTest.Result g = GTest.homogeneity(reference, current);
        if (!oracle.text("expected.status").equals("OK")) {
            Status why = Status.valueOf(oracle.text("expected.status"));
            assertEquals(ChiSquare.Result.undefined(why), chi);
            assertEquals(GTest.Result.undefined(why), g);
            return;
        }
        checkTable(oracle, "expected.raw", chi.unpooled(), g.unpooled());
        checkTable(oracle, "expected.pooled", chi.pooled(), g.pooled());
        checkPool(oracle, reference, current);
        assertEquals(oracle.texts("expected.pooled.pooled_labels"), chi.pooledCategories());
        assertEquals(oracle.texts("expected.unseen_in_ref"), chi.newCategories());
        assertEquals(oracle.texts("expected.missing_in_cur"), chi.missingCategories());
        checkDistances(oracle, reference, current, chi);
    }

    private static void checkTable(
            OracleCase oracle, String path, ChiSquare.Table chi, GTest.Table g) {
        assertEquals(oracle.whole(path + ".dof"), chi.dof());
        assertEquals(oracle.whole(path + ".dof"), g.dof());
        oracle.close(path + ".chi2", chi.statistic(), 1e-10, 1e-13);
        oracle.close(path + ".chi2_p", chi.p(), 1e-9, 1e-300);
        oracle.close(path + ".chi2_log10_p", chi.log10P(), 1e-9, 1e-12);
        oracle.close(path + ".cramers_v", chi.cramersV(), 1e-10, 1e-13);
        oracle.close(path + ".min_expected", chi.expectedMin(), 1e-10, 1e-13);
        oracle.close(path + ".g", g.statistic(), 1e-10, 1e-13);
        oracle.close(path + ".g_p", g.p(), 1e-9, 1e-300);
    }

    private static void checkPool(
            OracleCase oracle, FrequencyTable reference, FrequencyTable current) {
        List<Entry> kept =
                RareCategories.pool(
                                Categories.union(reference, current),
                                reference.total(),
                                current.total())
                        .kept()
                        .stream()
                        .sorted(Comparator.comparing(Entry::name))
                        .toList();
        assertEquals(
                oracle.texts("expected.pooled.labels"), kept.stream().map(Entry::name).toList());
        assertArrayEquals(
                oracle.wholes("expected.pooled.ref"),
                kept.stream().mapToLong(Entry::reference).toArray());
        assertArrayEquals(
                oracle.wholes("expected.pooled.cur"),
                kept.stream().mapToLong(Entry::current).toArray());
    }

    private static void checkDistances(
            OracleCase oracle,
            FrequencyTable reference,
            FrequencyTable current,
            ChiSquare.Result chi) {
        String path = "expected.distances.";
        oracle.close(path + "tvd", chi.tvd(), 1e-10, 1e-13);
        oracle.close(path + "linf", chi.lInfinity(), 1e-10, 1e-13);
        assertEquals(chi.lInfinity(), LInfinity.distance(reference, current));
        CountPairs pairs = Categories.pairs(reference, current);
        double js = pairs.jensenShannon();
        oracle.close(path + "js_distance", js, 1e-10, 1e-13);
        oracle.close(path + "js_divergence", js * js, 1e-10, 1e-13);
        oracle.close(path + "hellinger", pairs.hellinger(), 1e-10, 1e-13);
        Result psi = PopulationStability.categorical(reference, current);
        oracle.close("expected.psi", psi.psi(), 1e-10, 1e-13);
    }

    private static FrequencyTable table(OracleCase oracle, String side) {
        List<String> labels = oracle.texts("labels");
        long[] counts = oracle.wholes(side);
        Map<String, Long> table = new HashMap<>();
        for (int i = 0; i < counts.length; i++) {
            table.put(labels.get(i), counts[i]);
        }
        return FrequencyTable.of(table);
    }

    @TestFactory
    Stream<DynamicTest> lInfinity_agreesWithDeequ() {
        return Oracles.peerTests(
                "deequ-linf",
                c -> c.id().startsWith("categorical"),
                oracle -> {
                    double distance =
                            LInfinity.distance(
                                            named(oracle, "input.reference"),
                                            named(oracle, "input.current"))
                                    .value();
                    oracle.close("expected", distance, 0, oracle.number("tolerance"));
                });
    }

    private static FrequencyTable named(OracleCase oracle, String path) {
        Map<String, Long> counts = new HashMap<>();
        oracle.node(path).properties().forEach(e -> counts.put(e.getKey(), e.getValue().asLong()));
        return FrequencyTable.of(counts);
    }

    /** Beyond 1 000 categories the rarest are counted as one; nobody is lost. */
    @Test
    void homogeneity_ofVeryManyCategoriesKeepsTheMostFrequent() {
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < 5000; i++) {
            counts.put("id" + i, 10L + i % 7);
        }
        FrequencyTable table = FrequencyTable.of(counts);

        ChiSquare.Result result = ChiSquare.homogeneity(table, table);

        assertEquals(999, result.dof());
        assertEquals(4999, result.unpooled().dof());
        assertEquals(0, result.statistic().value(), 1e-9);
        assertEquals(1, result.p().value(), 1e-12);
    }

    /** A limited table cannot say that a category vanished: it may be among the rest. */
    @Test
    void homogeneity_ofALimitedTable_comparesWhatBothSidesKnow() {
        FrequencyTable reference = FrequencyTable.of(Map.of("a", 500L, "b", 300L, "c", 200L));
        FrequencyTable current = FrequencyTable.of(Map.of("a", 50L, "b", 30L, "c", 20L)).limit(2);

        ChiSquare.Result result = ChiSquare.homogeneity(reference, current);

        assertEquals(0, result.statistic().value());
        assertEquals(2, result.dof());
        assertEquals(List.of(), result.missingCategories());
        assertEquals(List.of(), result.newCategories());
        ChiSquare.Result turned = ChiSquare.homogeneity(current, reference);
        assertEquals(0, turned.statistic().value());
        assertEquals(List.of(), turned.newCategories());
    }

    /** An exact reference does know which categories it never saw. */
    @Test
    void homogeneity_ofALimitedTable_stillListsWhatAnExactReferenceNeverSaw() {
        FrequencyTable reference = FrequencyTable.of(Map.of("a", 500L, "b", 300L));
        FrequencyTable current = FrequencyTable.of(Map.of("a", 5L, "x", 30L, "y", 1L)).limit(2);

        ChiSquare.Result result = ChiSquare.homogeneity(reference, current);

        assertEquals(List.of("x"), result.newCategories());
        assertEquals(List.of(), result.missingCategories());
    }

    /** What is taken together has a name that users' categories may have, too. */
    @Test
    void homogeneity_ofCategoriesWithReservedNames_takesThemForCategories() {
        Map<String, Long> plain = Map.of("a", 500L, "b", 300L, "c", 40L);
        Map<String, Long> odd = Map.of("a", 500L, "__OTHER__", 300L, "__POOLED__", 40L);
        FrequencyTable reference = FrequencyTable.of(Map.of("a", 700L));

        ChiSquare.Result result = ChiSquare.homogeneity(reference, FrequencyTable.of(odd).limit(3));

        assertEquals(List.of("__OTHER__", "__POOLED__"), result.newCategories());
        assertEquals(
                ChiSquare.homogeneity(reference, FrequencyTable.of(plain)).pooled(),
                result.pooled());
        assertEquals(
                List.of("__OTHER__", "__POOLED__"),
                ChiSquare.homogeneity(FrequencyTable.of(odd), reference).missingCategories());
    }

    /** Exactly 1 000 categories stay; one more and the two rarest are one. */
    @Test
    void homogeneity_poolsFromTheThousandAndFirstCategoryOn() {
        assertEquals(999, ChiSquare.homogeneity(even(1000), even(1000)).dof());
        assertEquals(999, ChiSquare.homogeneity(even(1001), even(1001)).dof());
        assertEquals(998, ChiSquare.homogeneity(even(999), even(999)).dof());
        assertEquals(999, GTest.homogeneity(even(1001), even(1001)).pooled().dof());
    }

    private static FrequencyTable even(int categories) {
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < categories; i++) {
            counts.put("id" + i, 10L);
        }
        return FrequencyTable.of(counts);
    }

    /** An expected count of exactly 5 is enough; of the equally rare the first name goes first. */
    @Test
    void pool_takesWhatExpectsLessThanFive() {
        FrequencyTable five = FrequencyTable.of(Map.of("a", 5L, "b", 5L, "c", 90L));
        FrequencyTable four = FrequencyTable.of(Map.of("a", 4L, "b", 6L, "c", 6L, "d", 84L));

        assertEquals(List.of(), ChiSquare.homogeneity(five, five).pooledCategories());
        assertEquals(List.of("a", "b"), ChiSquare.homogeneity(four, four).pooledCategories());
    }

    /** mpmath 1.3.0: 2*(k*log(k/e) summed over the table) at 60 digits. */
    @Test
    void likelihoodRatio_keepsItsDigitsAtCountsOfTen18() {
        long big = 1_000_000_000_000_000_000L;
        FrequencyTable even = FrequencyTable.of(Map.of("a", big, "b", big));
        FrequencyTable odd = FrequencyTable.of(Map.of("a", big + 3, "b", big - 3));

        GTest.Table same = GTest.homogeneity(even, even).unpooled();
        GTest.Table near = GTest.homogeneity(even, odd).unpooled();

        assertEquals(0, same.statistic().value());
        assertEquals(1, same.p().value());
        assertEquals(9e-18, near.statistic().value(), 1e-31);
    }

    /** mpmath 1.3.0: (1 + d)*log(1 + d) - d. */
    @Test
    void excess_isSmoothWhereItsFormsMeet() {
        assertEquals(1, GTest.excess(-1));
        assertEquals(0, GTest.excess(0));
        assertEquals(4.983416169976368e-05, GTest.excess(0.01), 1e-19);
        assertEquals(4.983416169976368e-05, GTest.excess(Math.nextUp(0.01)), 1e-17);
        assertEquals(5.016750503357323e-05, GTest.excess(-0.01), 1e-16);
        assertEquals(4.999999983333334e-17, GTest.excess(1e-8), 1e-31);
        assertEquals(0.3862943611198906, GTest.excess(1), 1e-15);
        assertEquals(0.15342640972002736, GTest.excess(-0.5), 1e-15);
    }

    /** Swapping the sides changes nothing, and X² near equal shares is near G. */
    @Test
    void bothTests_areSymmetricAndAgreeNearEqualShares() {
        for (long seed = 1; seed <= 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            FrequencyTable a = sample(random, 5000);
            FrequencyTable b = sample(random, 20_000);
            ChiSquare.Result chi = ChiSquare.homogeneity(a, b);
            ChiSquare.Result turned = ChiSquare.homogeneity(b, a);
            double g = GTest.homogeneity(a, b).pooled().statistic().value();
            double x = chi.statistic().value();

            assertEquals(x, turned.statistic().value(), 1e-12 * x, "seed " + seed);
            assertEquals(
                    g,
                    GTest.homogeneity(b, a).pooled().statistic().value(),
                    1e-12 * g,
                    "seed " + seed);
            assertEquals(x, g, 0.1 * x, "seed " + seed);
        }
    }

    private static FrequencyTable sample(SplittableRandom random, int rows) {
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < rows; i++) {
            counts.merge("c" + random.nextInt(8), 1L, Long::sum);
        }
        return FrequencyTable.of(counts);
    }
}
