// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import io.halflife.statistics.proportion.ClopperPearson;
import io.halflife.statistics.proportion.TwoProportions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DataQualityTest {

    @TestFactory
    Stream<DynamicTest> missingRates_rangesAndNewCategories() {
        return Oracles.tests("data_quality", DataQualityTest::checkQuality);
    }

    private static void checkQuality(OracleCase oracle) {
        boolean insufficient = oracle.text("expected.status").equals("INSUFFICIENT_DATA");
        switch (oracle.text("type")) {
            case "missing" -> checkMissing(oracle, insufficient);
            case "range" -> checkRange(oracle, insufficient);
            case "new_category" -> checkNew(oracle, insufficient);
            default -> throw new IllegalArgumentException(oracle.text("type"));
        }
    }

    /** The window comes first, so that more missing values than in the reference are positive. */
    private static void checkMissing(OracleCase oracle, boolean insufficient) {
        TwoProportions.Result result =
                TwoProportions.compare(
                        oracle.whole("m2"),
                        oracle.whole("n2"),
                        oracle.whole("m1"),
                        oracle.whole("n1"));
        assertEquals(insufficient, !result.p().isDefined());
        if (!insufficient) {
            oracle.close("expected.diff", result.difference().value(), 1e-12, 0);
            oracle.close("expected.z", result.z().value(), 1e-7, 1e-13);
            oracle.close("expected.p", result.p().value(), 1e-7, 1e-300);
        }
    }

    private static void checkRange(OracleCase oracle, boolean insufficient) {
        if (!insufficient) {
            double lower = ClopperPearson.lower(oracle.whole("k"), oracle.whole("n"), 0.95);
            oracle.close("expected.cp_lower_95", lower, 1e-7, 1e-13);
        }
    }

    private static void checkNew(OracleCase oracle, boolean insufficient) {
        NewCategories.Result result =
                NewCategories.ofCounts(
                        oracle.whole("n_ref"),
                        oracle.whole("singletons"),
                        oracle.whole("k"),
                        oracle.whole("n"));
        assertEquals(insufficient, !result.p().isDefined());
        assertEquals(insufficient, result.finding() == Finding.INCONCLUSIVE);
        if (!insufficient) {
            oracle.close("expected.p0", result.expectedShare().value(), 1e-14, 0);
            oracle.close("expected.p", result.p().value(), 1e-7, 1e-13);
            assertEquals(oracle.flag("expected.flagged"), result.finding() == Finding.FLAGGED);
        }
    }

    @Test
    void newCategories_areListedTheMostFrequentFirst() {
        FrequencyTable reference = FrequencyTable.of(Map.of("a", 5L, "b", 1L));
        FrequencyTable current = FrequencyTable.of(Map.of("a", 5L, "x", 1L, "y", 3L, "c", 1L));

        NewCategories.Result result = NewCategories.compare(reference, current);

        assertEquals(List.of("y", "c", "x"), result.categories());
        assertEquals(3, result.distinct());
        assertEquals(5, result.rows());
        assertEquals(Figure.of(0.5), result.share());
        assertEquals(Figure.of(1.0 / 6), result.expectedShare());
    }
}
