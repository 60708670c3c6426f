// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.proportion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Intervals of one proportion, and comparisons of two. */
class ProportionsTest {

    @TestFactory
    Stream<DynamicTest> proportions_agreeWithTheOracle() {
        return Oracles.tests("proportions", ProportionsTest::check);
    }

    private static void check(OracleCase oracle) {
        switch (oracle.text("type")) {
            case "interval" -> checkInterval(oracle);
            case "pair" -> checkPair(oracle);
            default -> throw new IllegalArgumentException(oracle.text("type"));
        }
    }

    private static void checkInterval(OracleCase oracle) {
        long k = oracle.whole("k");
        long n = oracle.whole("n");
        double confidence = oracle.number("conf");
        close(oracle, "expected.wilson", Wilson.interval(k, n, confidence));
        close(oracle, "expected.clopper_pearson", ClopperPearson.interval(k, n, confidence));
        close(oracle, "expected.jeffreys", Jeffreys.interval(k, n, confidence));
    }

    private static void close(OracleCase oracle, String path, Interval interval) {
        oracle.close(path, interval, 1e-7, 1e-11);
    }

    private static void checkPair(OracleCase oracle) {
        long k1 = oracle.whole("k1");
        long n1 = oracle.whole("n1");
        long k2 = oracle.whole("k2");
        long n2 = oracle.whole("n2");
        TwoProportions.Result result = TwoProportions.compare(k1, n1, k2, n2);
        oracle.close("expected.diff", result.difference(), 1e-10, 1e-12);
        oracle.close("expected.z", result.z(), 1e-10, 1e-12);
        oracle.close("expected.p", result.p(), 1e-9, 1e-300);
        oracle.close("expected.se_pooled", result.errorPooled(), 1e-10, 1e-12);
        oracle.close("expected.se_unpooled", result.errorUnpooled(), 1e-10, 1e-12);
        close(oracle, "expected.newcombe", result.interval());
        if (oracle.has("expected.fisher_p")) {
            Figure exact = FisherExact.compare(k1, n1, k2, n2).p();
            oracle.close("expected.fisher_p", exact, 1e-9, 1e-300);
        }
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

    /** Nothing is known of a side without trials; two numbers of nothing do not differ by 0. */
    @Test
    void sideWithoutTrials_hasNoFigures() {
        Status why = Status.INSUFFICIENT_DATA;
        for (long[] side : new long[][] {{0, 0, 1, 5}, {1, 5, 0, 0}, {0, 0, 0, 0}}) {
            assertEquals(
                    TwoProportions.Result.undefined(why),
                    TwoProportions.compare(side[0], side[1], side[2], side[3]));
            assertEquals(
                    FisherExact.Result.undefined(why),
                    FisherExact.compare(side[0], side[1], side[2], side[3]));
            assertEquals(
                    Interval.undefined(why),
                    Newcombe.interval(side[0], side[1], side[2], side[3], 0.95));
            assertEquals(
                    Figure.undefined(why),
                    TwoProportions.decidingP(side[0], side[1], side[2], side[3]));
        }
        assertEquals(Interval.of(0, 1), Wilson.interval(0, 0, 0.95));
        assertEquals(Interval.of(0, 1), ClopperPearson.interval(0, 0, 0.95));
        assertEquals(Interval.of(0, 1), Jeffreys.interval(0, 0, 0.95));
        assertEquals(0, Wilson.lower(0, 0, 0.95));
        assertEquals(1, Wilson.upper(0, 0, 0.95));
    }

    @Test
    void endsAtNoneAndAll_areExact() {
        for (long n : new long[] {1, 7, 1_000_000}) {
            for (double confidence : new double[] {0.5, 0.95, 0.999}) {
                for (Interval none :
                        List.of(
                                Wilson.interval(0, n, confidence),
                                ClopperPearson.interval(0, n, confidence),
                                Jeffreys.interval(0, n, confidence))) {
                    assertEquals(0, none.low());
                    assertTrue(none.high() > 0 && none.high() < 1);
                }
                for (Interval all :
                        List.of(
                                Wilson.interval(n, n, confidence),
                                ClopperPearson.interval(n, n, confidence),
                                Jeffreys.interval(n, n, confidence))) {
                    assertEquals(1, all.high());
                    assertTrue(all.low() > 0 && all.low() < 1);
                }
            }
        }
        assertEquals(0, ClopperPearson.lower(0, 3, 0.95));
        assertEquals(1, ClopperPearson.upper(3, 3, 0.95));
    }

    /** mpmath 1.3.0: both roots of (1 + s)*x**2 - (2*p + s)*x + p**2 with s = z**2/n. */
    @Test
    void wilson_keepsItsDigitsAtTheEdges() {
        assertEquals(2.6031777149147507e-20, Wilson.lower(1e-9, 10, 0.975), 1e-33);
        assertEquals(0.2775328000073826, Wilson.upper(1e-9, 10, 0.975), 1e-15);
        Interval rare = Wilson.interval(1, 1_000_000_000_000_000L, 0.95);
        assertEquals(1.76524554935153e-16, rare.low(), 1e-28);
        assertEquals(5.664934265758949e-15, rare.high(), 1e-27);
        assertEquals(0.236593090512564, Wilson.interval(5, 10, 0.95).low(), 1e-15);
        assertEquals(0.763406909487436, Wilson.interval(5, 10, 0.95).high(), 1e-15);
        assertEquals(0.1595254568141071, Wilson.lower(7, 20, 0.99), 1e-14);
        assertEquals(0.6043646373983196, Wilson.upper(7, 20, 0.99), 1e-14);
    }

    /** At a confidence of one half a one-sided bound is the share itself; below, they cross. */
    @Test
    void oneSidedBounds_meetAtTheShare() {
        assertEquals(0.35, Wilson.upper(7, 20, 0.5), 1e-15);
        assertEquals(0.35, Wilson.lower(7, 20, 0.5), 1e-15);
        assertTrue(Wilson.upper(7, 20, 0.4) < 0.35 && Wilson.lower(7, 20, 0.4) > 0.35);
        assertEquals(Wilson.upper(7, 20, 0.9), Wilson.lower(7, 20, 0.1), 1e-15);
        Interval both = ClopperPearson.interval(7, 20, 0.9);
        assertEquals(both.low(), ClopperPearson.lower(7, 20, 0.95), 1e-12);
        assertEquals(both.high(), ClopperPearson.upper(7, 20, 0.95), 1e-12);
    }

    /** Law: 1 − p mirrors p; a higher confidence is a wider interval that holds the narrower. */
    @Test
    void intervals_mirrorAndNest() {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long n = random.nextLong(1, 301);
            long k = random.nextLong(n + 1);
            Interval narrow = Wilson.interval(k, n, 0.9);
            Interval wide = Wilson.interval(k, n, 0.95);
            Interval mirrored = Wilson.interval(n - k, n, 0.95);
            String where = "seed " + seed;
            assertEquals(wide.low(), 1 - mirrored.high(), 1e-15, where);
            assertEquals(wide.high(), 1 - mirrored.low(), 1e-15, where);
            assertTrue(wide.low() <= narrow.low() && narrow.high() <= wide.high(), where);
            Interval jeffreys = Jeffreys.interval(k, n, 0.95);
            Interval exact = ClopperPearson.interval(k, n, 0.95);
            assertTrue(exact.low() <= jeffreys.low() && jeffreys.high() <= exact.high(), where);
            assertTrue(wide.contains((double) k / n) && jeffreys.contains((double) k / n), where);
        }
    }

    /** scipy 1.17.1: fisher_exact; mpmath 1.3.0 for what underflows: the sum in 40 digits. */
    @Test
    void fisher_sumsAllTablesThatAreNoMoreLikely() {
        assertEquals(0.23053107882829246, fisher(3, 10, 7, 12), 1e-15);
        assertEquals(0.24937447873227692, fisher(0, 50, 3, 60), 1e-13);
        assertEquals(0.0010933339106713724, fisher(1, 10, 9, 10), 1e-16);
        assertEquals(0.06234376958012332, fisher(5, 2000, 0, 1999), 1e-13);
        assertEquals(0.13193473193473193, fisher(2, 8, 6, 8), 1e-14);
        FisherExact.Result far = FisherExact.compare(1990, 2000, 9, 1990);
        assertEquals(0, far.p().value());
        assertEquals(-1148.5928396001325, far.log10P().value(), 1e-9);
        FisherExact.Result other = FisherExact.compare(0, 1500, 1200, 1600);
        assertEquals(-507.3894059582356, other.log10P().value(), 1e-9);
    }

    private static double fisher(long k1, long n1, long k2, long n2) {
        return FisherExact.compare(k1, n1, k2, n2).p().value();
    }

    /** Law: sides and outcomes may be swapped; two equally likely tables both count. */
    @Test
    void fisher_isSymmetric() {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long n1 = random.nextLong(1, 201);
            long n2 = random.nextLong(1, 201);
            long k1 = random.nextLong(n1 + 1);
            long k2 = random.nextLong(n2 + 1);
            double p = fisher(k1, n1, k2, n2);
            assertEquals(p, fisher(k2, n2, k1, n1), 1e-12 * p, "seed " + seed);
            assertEquals(p, fisher(n1 - k1, n1, n2 - k2, n2), 1e-12 * p, "seed " + seed);
            assertTrue(p > 0 && p <= 1, "seed " + seed);
        }
        assertEquals(1, fisher(5, 10, 5, 10), 1e-15);
        assertEquals(2.0 / 70, fisher(4, 4, 0, 4), 1e-16);
        assertEquals(1, fisher(0, 4, 0, 9));
        assertEquals(1, fisher(4, 4, 9, 9));
    }

    /** Fisher decides when a cell is below 5 and there are fewer than 4 000 trials. */
    @Test
    void decidingP_changesAtFiveAndAtFourThousand() {
        assertEquals(fisher(4, 50, 9, 60), TwoProportions.decidingP(4, 50, 9, 60).value());
        assertEquals(fisher(50, 50, 9, 60), TwoProportions.decidingP(50, 50, 9, 60).value());
        assertEquals(fisher(9, 60, 56, 60), TwoProportions.decidingP(9, 60, 56, 60).value());
        assertEquals(fisher(9, 60, 4, 60), TwoProportions.decidingP(9, 60, 4, 60).value());
        assertEquals(normal(5, 50, 9, 60), TwoProportions.decidingP(5, 50, 9, 60).value());
        assertEquals(normal(5, 10, 5, 10), TwoProportions.decidingP(5, 10, 5, 10).value());
        assertEquals(fisher(4, 2000, 9, 1999), decided(4, 2000, 9, 1999));
        assertEquals(normal(4, 2000, 9, 2000), decided(4, 2000, 9, 2000));
        long huge = Long.MAX_VALUE;
        assertEquals(normal(4, huge, 9, huge), decided(4, huge, 9, huge));
    }

    private static double decided(long k1, long n1, long k2, long n2) {
        return TwoProportions.decidingP(k1, n1, k2, n2).value();
    }

    private static double normal(long k1, long n1, long k2, long n2) {
        return TwoProportions.compare(k1, n1, k2, n2).p().value();
    }

    @Test
    void wrongArguments_areRefusedByName() {
        assertEquals("trials must be at least 0, not -1", refused(0, -1, 0.95));
        assertEquals("successes must be in [0, trials = 5], not 6", refused(6, 5, 0.95));
        assertEquals("successes must be in [0, trials = 5], not -1", refused(-1, 5, 0.95));
        for (double confidence : new double[] {0, 1, Double.NaN, -0.5}) {
            String told = "confidence must be in (0, 1), not " + confidence;
            assertEquals(told, refused(1, 5, confidence));
            assertThrows(
                    IllegalArgumentException.class, () -> ClopperPearson.upper(1, 2, confidence));
            assertThrows(
                    IllegalArgumentException.class, () -> ClopperPearson.lower(1, 2, confidence));
            assertThrows(IllegalArgumentException.class, () -> Wilson.lower(1, 2, confidence));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Newcombe.interval(1, 2, 1, 2, confidence));
        }
        double infinite = Double.POSITIVE_INFINITY;
        for (double[] wrong : new double[][] {{1, infinite}, {-1, 2}, {3, 2}, {Double.NaN, 2}}) {
            assertThrows(
                    IllegalArgumentException.class, () -> Wilson.upper(wrong[0], wrong[1], 0.9));
        }
        for (long[] k : new long[][] {{6, 5, 0, 5}, {0, 5, 6, 5}, {-1, 5, 0, 5}, {0, 5, 0, -1}}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> TwoProportions.compare(k[0], k[1], k[2], k[3]));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> FisherExact.compare(k[0], k[1], k[2], k[3]));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Newcombe.interval(k[0], k[1], k[2], k[3], 0.9));
        }
        long half = FisherExact.TRIALS_MAX / 2;
        assertThrows(
                IllegalArgumentException.class, () -> FisherExact.compare(1, half, 0, half + 1));
        assertTrue(FisherExact.compare(1, half, 0, half).p().isDefined());
    }

    private static String refused(long k, long n, double confidence) {
        List<Executable> intervals =
                List.of(
                        () -> Wilson.interval(k, n, confidence),
                        () -> ClopperPearson.interval(k, n, confidence),
                        () -> Jeffreys.interval(k, n, confidence));
        Set<String> told = new HashSet<>();
        for (Executable interval : intervals) {
            told.add(assertThrows(IllegalArgumentException.class, interval).getMessage());
        }
        assertEquals(1, told.size(), told.toString());
        return told.iterator().next();
    }

    /** mpmath 1.3.0, 50 digits: findroot of the integral of the beta density. */
    @Test
    void clopperPearson_ofVeryLargeCounts() {
        long trials = 1_000_000_000_000_000_000L;
        double half = ClopperPearson.lower(trials / 2, trials, 0.95);
        assertEquals(0.4999999991775732, half, 1e-6 * 8.2e-10);
        assertEquals(1 - half, ClopperPearson.upper(trials / 2, trials, 0.95), 2e-16);
        Interval even = ClopperPearson.interval(500_000_000_000L, 1_000_000_000_000L, 0.95);
        assertEquals(0.49999902001750773, even.low(), 1e-7 * 9.8e-7);
        assertEquals(1 - even.low(), even.high(), 2e-16);
        Interval thousandth =
                ClopperPearson.interval(10_000_000_000_000L, 10_000_000_000_000_000L, 0.95);
        assertEquals(0.0009999993805150371, thousandth.low(), 1e-6 * 6.2e-10);
        Interval rare = ClopperPearson.interval(3, 1_000_000_000_000L, 0.95);
        assertEquals(6.186721228960286e-13, rare.low(), 1e-22);
        Interval common = ClopperPearson.interval(1_000_000_000_000L - 3, 1_000_000_000_000L, 0.95);
        assertEquals(1 - rare.low(), common.high(), 2e-16);
        assertEquals(1 - rare.high(), common.low(), 2e-16);
    }

    /** The ends go on where another formula takes over, at 10¹⁰ trials and at 10⁶ successes. */
    @Test
    void betaQuantiles_joinTheirNeighbours() {
        long limit = 10_000_000_000L;
        for (long k : new long[] {1, 20, 900_000, 1_100_000, limit / 3}) {
            Interval below = Jeffreys.interval(k, limit - 10, 0.95);
            Interval above = Jeffreys.interval(k, limit + 10, 0.95);
            double width = below.high() - below.low();
            double shift = 20.0 / limit * k / limit;
            assertEquals(below.low() - shift, above.low(), 1e-6 * width, "k " + k);
            assertEquals(below.high() - shift, above.high(), 1e-6 * width, "k " + k);
        }
    }

    @Test
    void intervals_areDefinedUpToTheLargestCount() {
        for (long k : new long[] {0, 1, 1L << 40, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
            for (Interval each :
                    new Interval[] {
                        ClopperPearson.interval(k, Long.MAX_VALUE, 0.95),
                        Jeffreys.interval(k, Long.MAX_VALUE, 0.95)
                    }) {
                double share = (double) k / Long.MAX_VALUE;
                assertTrue(each.low() >= 0 && each.low() <= share, k + ": " + each);
                assertTrue(each.high() >= share && each.high() <= 1, k + ": " + each);
            }
        }
    }
}
