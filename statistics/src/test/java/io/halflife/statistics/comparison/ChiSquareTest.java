// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        ChiSquare.Result result = ChiSquare.homogeneity(reference, current);
        if (oracle.text("expected.status").equals("INSUFFICIENT_DATA")) {
            assertFalse(result.p().isDefined());
            assertFalse(JensenShannon.categorical(reference, current).isDefined());
            return;
        }
        checkFigure(oracle, "expected.raw", result.unpooled());
        checkFigure(oracle, "expected.pooled", result.pooled());
        oracle.close("expected.pooled.cramers_v", result.cramersV().value(), 1e-10, 1e-13);
        assertEquals(oracle.texts("expected.pooled.pooled_labels"), result.pooledCategories());
        oracle.close("expected.distances.tvd", result.tvd().value(), 1e-10, 1e-13);
        oracle.close("expected.distances.linf", result.lInfinity().value(), 1e-10, 1e-13);
        double linf = LInfinity.distance(reference, current).value();
        oracle.close("expected.distances.linf", linf, 1e-10, 1e-13);
        Figure js = JensenShannon.categorical(reference, current);
        oracle.close("expected.distances.js_distance", js, 1e-10, 1e-13);
        Figure psi = PopulationStability.categorical(reference, current).psi();
        oracle.close("expected.psi", psi, 1e-10, 1e-13);
        assertEquals(oracle.texts("expected.unseen_in_ref"), result.newCategories());
        assertEquals(oracle.texts("expected.missing_in_cur"), result.missingCategories());
    }

    private static void checkFigure(OracleCase oracle, String path, ChiSquare.Table table) {
        oracle.close(path + ".cramers_v", table.cramersV().value(), 1e-10, 1e-13);
        oracle.close(path + ".min_expected", table.expectedMin().value(), 1e-10, 1e-13);
        oracle.close(path + ".chi2", table.statistic().value(), 1e-10, 1e-13);
        assertEquals(oracle.whole(path + ".dof"), table.dof());
        oracle.close(path + ".chi2_p", table.p().value(), 1e-9, 1e-300);
        oracle.close(path + ".chi2_log10_p", table.log10P().value(), 1e-9, 1e-12);
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

    /** What a peer on Spark should have published; some of its own figures are wrong. */
    @TestFactory
    Stream<DynamicTest> homogeneity_isTheCorrectFigureOfRadicalbit() {
        return Oracles.peerTests(
                "radicalbit-small",
                c -> c.id().endsWith("/CHI2") && c.has("input.reference"),
                oracle -> {
                    ChiSquare.Result result =
                            ChiSquare.homogeneity(
                                    listed(oracle, "input.reference"),
                                    listed(oracle, "input.current"));
                    oracle.close("correct", result.unpooled().p().value(), 1e-9, 0);
                    oracle.close("statistic", result.unpooled().statistic().value(), 1e-10, 1e-13);
                });
    }

    private static FrequencyTable listed(OracleCase oracle, String path) {
        Map<String, Long> counts = new HashMap<>();
        oracle.node(path)
                .forEach(
                        value -> {
                            if (!value.isNull()) {
                                counts.merge(value.asText(), 1L, Long::sum);
                            }
                        });
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
}
