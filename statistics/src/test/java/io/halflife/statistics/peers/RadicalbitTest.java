// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.comparison.ChiSquare;
import io.halflife.statistics.comparison.KolmogorovSmirnov;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.oracle.CsvColumns;
import io.halflife.statistics.oracle.Fault;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.PeerFile;
import io.halflife.statistics.oracle.SharedFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Radicalbit's figures for its own test data: ours equal the correct ones, not always theirs. */
class RadicalbitTest {

    @TestFactory
    Stream<DynamicTest> small() {
        return PeerFile.named("radicalbit-small.json").tests(c -> true, RadicalbitTest::checkSmall);
    }

    @TestFactory
    Stream<DynamicTest> bike() {
        CsvColumns reference = bike("reference");
        CsvColumns current = bike("current");
        return PeerFile.named("radicalbit-bike.json")
                .tests(
                        c -> true,
                        oracle -> {
                            String column = oracle.text("input.column");
                            if (oracle.id().endsWith("/CHI2")) {
                                checkCategories(
                                        oracle,
                                        numbered(reference.numbers(column)),
                                        numbered(current.numbers(column)));
                            } else {
                                checkNumbers(
                                        oracle, reference.numbers(column), current.numbers(column));
                            }
                        });
    }

    /** The files write one category as 1 and as 1.0. */
    private static FrequencyTable numbered(double[] values) {
        Map<String, Long> counts = new HashMap<>();
        for (double value : values) {
            counts.merge(Double.toString(value), 1L, Long::sum);
        }
        return FrequencyTable.of(counts);
    }

    private static CsvColumns bike(String part) {
        return CsvColumns.read(SharedFiles.PEERS.file("radicalbit-bike-" + part + ".csv.gz"));
    }

    private static void checkSmall(OracleCase oracle) {
        if (oracle.id().endsWith("/CHI2")) {
            checkCategories(
                    oracle, listed(oracle, "input.reference"), listed(oracle, "input.current"));
        } else {
            checkNumbers(
                    oracle, present(oracle, "input.reference"), present(oracle, "input.current"));
        }
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

    private static double[] present(OracleCase oracle, String path) {
        return StreamSupport.stream(oracle.node(path).spliterator(), false)
                .filter(value -> !value.isNull())
                .mapToDouble(value -> value.asDouble())
                .toArray();
    }

    private static void checkCategories(
            OracleCase oracle, FrequencyTable reference, FrequencyTable current) {
        ChiSquare.Table ours = ChiSquare.homogeneity(reference, current).unpooled();
        oracle.close("correct", ours.p(), 1e-9, 0);
        oracle.close("statistic", ours.statistic(), 1e-10, 1e-13);
        assertEquals(oracle.whole("dof"), ours.dof());
        if (!oracle.flag("peer_is_right")) {
            assertTrue(
                    Math.abs(oracle.number("published") - ours.p().value())
                            > 1e-6 * ours.p().value());
            Fault.shown(
                    "Radicalbit (PySpark)",
                    oracle.id() + ", p",
                    shortened(oracle.number("published")),
                    shortened(ours.p().value()),
                    "goodness of fit takes the reference's shares for known; it is a sample too");
        }
    }

    private static void checkNumbers(OracleCase oracle, double[] reference, double[] current) {
        KolmogorovSmirnov.Result ours =
                KolmogorovSmirnov.compare(
                        EmpiricalDistribution.of(reference), EmpiricalDistribution.of(current));
        assertEquals(oracle.whole("n_ref"), reference.length);
        assertEquals(oracle.whole("n"), current.length);
        oracle.close("correct", ours.d(), 1e-14, 0);
        oracle.close("p_value_scipy_asymp", ours.pAsymptotic(), 1e-9, 1e-12);
        if (!oracle.flag("peer_is_right")) {
            assertTrue(Math.abs(oracle.number("published") - ours.d().value()) > 1e-3);
            Fault.shown(
                    "Radicalbit (PySpark)",
                    oracle.id() + ", D",
                    shortened(oracle.number("published")),
                    shortened(ours.d().value()),
                    "interpolated approximate quantiles, missing values counted, wrong on ties");
        }
    }

    private static String shortened(double value) {
        return String.format("%.4g", value);
    }
}
