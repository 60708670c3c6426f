// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import io.halflife.statistics.performance.ClopperPearson;
import io.halflife.statistics.performance.Interval;
import io.halflife.statistics.performance.Wilson;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Intervals of one proportion, and comparisons of two. */
class ProportionsTest {

    @TestFactory
    Stream<DynamicTest> proportions_agreeWithTheOracle() {
        return Oracles.tests(
                "proportions",
                oracle -> {
                    if (oracle.text("type").equals("interval")) {
                        checkInterval(oracle);
                    } else {
                        checkPair(oracle);
                    }
                });
    }

    private static void checkInterval(OracleCase oracle) {
        long k = oracle.whole("k");
        long n = oracle.whole("n");
        double confidence = oracle.number("conf");
        close(oracle, "expected.wilson", Wilson.interval(k, n, confidence));
        close(oracle, "expected.clopper_pearson", ClopperPearson.interval(k, n, confidence));
    }

    private static void checkPair(OracleCase oracle) {
        TwoProportions.Result result =
                TwoProportions.compare(
                        oracle.whole("k1"),
                        oracle.whole("n1"),
                        oracle.whole("k2"),
                        oracle.whole("n2"));
        oracle.close("expected.diff", result.difference(), 1e-12, 0);
        oracle.close("expected.z", result.z(), 1e-10, 1e-12);
        oracle.close("expected.p", result.p(), 1e-9, 1e-300);
        close(oracle, "expected.newcombe", result.interval());
    }

    private static void close(OracleCase oracle, String path, Interval interval) {
        double[] expected = oracle.numbers(path);
        oracle.close(path + " low", expected[0], interval.low(), 1e-7, 1e-11);
        oracle.close(path + " high", expected[1], interval.high(), 1e-7, 1e-11);
    }

    @TestFactory
    Stream<DynamicTest> missingRates_rangesAndNewCategories() {
        return Oracles.tests("data_quality", ProportionsTest::checkQuality);
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
        assertEquals(insufficient, Double.isNaN(result.p()));
        if (!insufficient) {
            oracle.close("expected.diff", result.difference(), 1e-12, 0);
            oracle.close("expected.z", result.z(), 1e-7, 1e-13);
            oracle.close("expected.p", result.p(), 1e-7, 1e-300);
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

    /** mpmath 1.3.0: log10(erfc(z/sqrt(2))) of the pooled z of the same counts. */
    @Test
    void log10P_goesOnWherePUnderflows() {
        TwoProportions.Result near = TwoProportions.compare(1400, 10_000, 30, 10_000);
        TwoProportions.Result far = TwoProportions.compare(900_000, 1_000_000, 100_000, 1_000_000);

        assertEquals(37.59772737029989, near.z(), 1e-12);
        assertEquals(-308.63050186474015, near.log10P(), 1e-7);
        assertEquals(0.0, far.p());
        assertEquals(-277951.6200833438, far.log10P(), 1e-7);
    }
}
