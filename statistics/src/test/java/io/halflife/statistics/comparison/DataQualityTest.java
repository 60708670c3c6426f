// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import io.halflife.statistics.proportion.ClopperPearson;
import io.halflife.statistics.proportion.TwoProportions;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
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
        double expected =
                NewCategories.expectedShare(oracle.whole("n_ref"), oracle.whole("singletons"));
        double p = NewCategories.p(oracle.whole("k"), oracle.whole("n"), expected);
        assertEquals(insufficient, Double.isNaN(p));
        if (!insufficient) {
            oracle.close("expected.p0", expected, 1e-14, 0);
            oracle.close("expected.p", p, 1e-7, 1e-13);
        }
    }
}
