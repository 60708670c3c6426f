// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.proportion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
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
        oracle.close("expected.diff", result.difference().value(), 1e-12, 0);
        oracle.close("expected.z", result.z().value(), 1e-10, 1e-12);
        oracle.close("expected.p", result.p().value(), 1e-9, 1e-300);
        oracle.close("expected.se_pooled", result.errorPooled().value(), 1e-10, 0);
        oracle.close("expected.se_unpooled", result.errorUnpooled().value(), 1e-10, 0);
        close(oracle, "expected.newcombe", result.interval());
    }

    private static void close(OracleCase oracle, String path, Interval interval) {
        double[] expected = oracle.numbers(path);
        oracle.close(path + " low", expected[0], interval.low(), 1e-7, 1e-11);
        oracle.close(path + " high", expected[1], interval.high(), 1e-7, 1e-11);
    }

    /** mpmath 1.3.0: log10(erfc(z/sqrt(2))) of the pooled z of the same counts. */
    @Test
    void log10P_goesOnWherePUnderflows() {
        TwoProportions.Result near = TwoProportions.compare(1400, 10_000, 30, 10_000);
        TwoProportions.Result far = TwoProportions.compare(900_000, 1_000_000, 100_000, 1_000_000);

        assertEquals(37.59772737029989, near.z().value(), 1e-12);
        assertEquals(-308.63050186474015, near.log10P().value(), 1e-7);
        assertEquals(Figure.of(0), far.p());
        assertEquals(-277951.6200833438, far.log10P().value(), 1e-7);
    }
}
