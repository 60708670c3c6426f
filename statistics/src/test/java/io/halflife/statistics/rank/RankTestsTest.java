// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.rank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RankTestsTest {

    private static final EmpiricalDistribution SOME = EmpiricalDistribution.of(1, 2, 4);

    @TestFactory
    Stream<DynamicTest> ranks_agreeWithScipy() {
        return Oracles.tests("rank_tests", RankTestsTest::check);
    }

    private static void check(OracleCase oracle) {
        EmpiricalDistribution x = EmpiricalDistribution.of(oracle.data("x"));
        EmpiricalDistribution y = EmpiricalDistribution.of(oracle.data("y"));
        MannWhitney.Result ranks = MannWhitney.compare(x, y);
        oracle.close("expected.mw_u1", ranks.u(), 0, 0);
        oracle.close("expected.auc", ranks.auc(), 1e-10, 1e-12);
        oracle.close("expected.mw_p_asymp", ranks.pAsymptotic(), 1e-8, 1e-14);
        if (oracle.has("expected.mw_p_exact")) {
            oracle.close("expected.mw_p_exact", ranks.p(), 1e-8, 1e-14);
        } else {
            assertEquals(ranks.pAsymptotic(), ranks.p());
        }
        checkCramer(oracle, CramerVonMises.compare(x, y), Math.max(x.size(), y.size()));
        AndersonDarling.Result anderson = AndersonDarling.compare(x, y);
        if (oracle.has("expected.ad_statistic")) {
            oracle.close("expected.ad_statistic", anderson.statistic(), 1e-10, 1e-12);
            oracle.close("expected.ad_p_clipped", anderson.p(), 1e-8, 0);
        } else {
            assertFalse(anderson.statistic().isDefined());
        }
    }

    private static void checkCramer(OracleCase oracle, CramerVonMises.Result result, long more) {
        if (!oracle.has("expected.cvm_t")) {
            return;
        }
        oracle.close("expected.cvm_t", result.tMidrank(), 1e-10, 1e-12);
        oracle.close("expected.cvm_p", result.pMidrank(), 1e-6, 1e-9);
        boolean exact = oracle.text("expected.cvm_method").equals("exact");
        assertEquals(exact, more <= CramerVonMises.EXACT_MAX);
        assertTrue(result.log10P().value() <= 0);
    }

    @Test
    void emptySide_isUndefined() {
        EmpiricalDistribution none = EmpiricalDistribution.EMPTY;
        Status why = Status.INSUFFICIENT_DATA;
        assertEquals(MannWhitney.Result.undefined(why), MannWhitney.compare(none, SOME));
        assertEquals(MannWhitney.Result.undefined(why), MannWhitney.compare(SOME, none));
        assertEquals(CramerVonMises.Result.undefined(why), CramerVonMises.compare(none, SOME));
        assertEquals(CramerVonMises.Result.undefined(why), CramerVonMises.compare(SOME, none));
        assertEquals(AndersonDarling.Result.undefined(why), AndersonDarling.compare(none, SOME));
        EmpiricalDistribution one = EmpiricalDistribution.of(7);
        EmpiricalDistribution two = EmpiricalDistribution.of(7, 8);
        assertEquals(AndersonDarling.Result.undefined(why), AndersonDarling.compare(one, two));
        assertTrue(AndersonDarling.compare(two, two).statistic().isDefined());
        assertThrows(IllegalArgumentException.class, () -> AndersonDarling.compare(List.of(SOME)));
    }

    /** Constants of any sizes: no difference, whatever the ties do to mid-ranks. */
    @Test
    void allTied_isNoDifference() {
        EmpiricalDistribution few = EmpiricalDistribution.of(5, 5);
        double[] fives = new double[40];
        Arrays.fill(fives, 5);
        EmpiricalDistribution many = EmpiricalDistribution.of(fives);

        MannWhitney.Result ranks = MannWhitney.compare(few, many);
        assertEquals(Figure.of(0.5), ranks.auc());
        assertEquals(Figure.of(1), ranks.p());
        assertEquals(Figure.of(0), ranks.log10P());
        CramerVonMises.Result squares = CramerVonMises.compare(few, many);
        assertEquals(0, squares.t().value(), 1e-15);
        assertEquals(Figure.of(1), squares.p());
        assertEquals(Figure.of(1), squares.pMidrank());
        assertEquals(Status.DEGENERATE, AndersonDarling.compare(few, many).statistic().status());
    }

    /** Equal shares of two values: mid-ranks see a difference in T, the statistic does not. */
    @Test
    void cramerVonMises_isNotFooledByTies() {
        EmpiricalDistribution large = runs(5000, 5000);
        EmpiricalDistribution small = runs(500, 500);

        CramerVonMises.Result result = CramerVonMises.compare(large, small);

        assertEquals(0, result.t().value(), 1e-3);
        assertTrue(result.p().value() > 0.99, "p " + result.p());
        assertTrue(result.tMidrank().value() > 100);
    }

    /** Ties lift T above the largest of untied values, which 2 of the C(5, 2) = 10 orders reach. */
    @Test
    void cramerVonMises_isNeverImpossible() {
        CramerVonMises.Result result =
                CramerVonMises.compare(
                        EmpiricalDistribution.of(3, 2), EmpiricalDistribution.of(1, 0, 1));

        assertEquals(0.2, result.p().value(), 1e-15);
        assertEquals(Math.log10(0.2), result.log10P().value(), 1e-15);
        assertEquals(0.2, result.pMidrank().value(), 1e-15);
    }

    /** mpmath 1.3.0, quad of Smirnov's integrals at 40 digits, decimal logarithm of the tail. */
    @Test
    void cramerVonMisesLimit_isRightHoweverFarOut() {
        double[][] tails = {
            {0.5, -1.399754611628582},
            {3, -7.121033598605714},
            {9.9, -22.16246170466795},
            {10, -22.378933750707336},
            {12, -26.704406257345035},
            {40, -86.97270147237427},
            {100, -215.76070544770968},
            {1000, -2145.1020872870986},
            {30_000, -64297.404205774816},
            {250_000, -535792.4849100724},
        };
        for (double[] each : tails) {
            double log = CramerVonMisesLimit.log10Tail(each[0]);
            assertEquals(each[1], log, 1e-15 * Math.max(10, -2 * each[1]), "x " + each[0]);
            if (each[0] <= 100) {
                double tail = CramerVonMisesLimit.tail(each[0]);
                double expected = Math.pow(10, each[1]);
                assertEquals(expected, tail, 3e-13 * expected, "x " + each[0]);
            }
        }
    }

    /** The reference value: the limit tail at the standardised T, mpmath 1.3.0 as above. */
    @Test
    void cramerVonMises_ofMillionsApartHasALogarithm() {
        CramerVonMises.Result result =
                CramerVonMises.compare(
                        EmpiricalDistribution.ofRuns(new double[] {0}, new long[] {1_000_000}, 0),
                        EmpiricalDistribution.ofRuns(new double[] {1}, new long[] {1_000_000}, 0));

        assertEquals(Figure.of(0), result.p());
        assertEquals(-535792, result.log10P().value(), 1);
    }

    /** Whatever small samples of few values give, some order has so large a T. */
    @Test
    void cramerVonMises_isAtLeastOneOrder() {
        long seed = 20260401;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            int n = random.nextInt(1, 6);
            int m = random.nextInt(1, 6);
            double[] x = random.ints(n, 0, 3).asDoubleStream().toArray();
            double[] y = random.ints(m, 0, 3).asDoubleStream().toArray();
            CramerVonMises.Result result =
                    CramerVonMises.compare(
                            EmpiricalDistribution.of(x), EmpiricalDistribution.of(y));
            double orders = 1;
            for (int k = 1; k <= n; k++) {
                orders = orders * (m + k) / k;
            }
            assertTrue(
                    result.p().value() >= 1 / orders - 1e-15 && result.log10P().value() > -3,
                    "seed " + seed + ": " + Arrays.toString(x) + Arrays.toString(y) + result);
        }
    }

    private static EmpiricalDistribution runs(long zeros, long ones) {
        return EmpiricalDistribution.ofRuns(new double[] {0, 1}, new long[] {zeros, ones}, 0);
    }

    /** Three below three: U = 0 of 20 orders, both tails. */
    @Test
    void mannWhitney_exactByHand() {
        EmpiricalDistribution low = EmpiricalDistribution.of(1, 2, 3);
        EmpiricalDistribution high = EmpiricalDistribution.of(4, 5, 6);

        assertEquals(0.1, MannWhitney.compare(low, high).p().value(), 1e-15);
        assertEquals(Figure.of(0), MannWhitney.compare(low, high).u());
        assertEquals(Figure.of(9), MannWhitney.compare(high, low).u());
        assertEquals(Figure.of(1), MannWhitney.compare(high, low).auc());
        assertEquals(-1, MannWhitney.compare(low, high).log10P().value(), 1e-14);
    }

    /** 30·30 is exact, 30·31 is not; nor is a single tie. */
    @Test
    void mannWhitney_isExactUpToItsLimit() {
        double[] thirty = new SplittableRandom(1).doubles(30).toArray();
        double[] more = new SplittableRandom(2).doubles(31).toArray();
        EmpiricalDistribution x = EmpiricalDistribution.of(thirty);

        MannWhitney.Result exact = MannWhitney.compare(x, EmpiricalDistribution.of(more, 0, 30));
        assertFalse(exact.p().equals(exact.pAsymptotic()));
        MannWhitney.Result beyond = MannWhitney.compare(x, EmpiricalDistribution.of(more));
        assertEquals(beyond.pAsymptotic(), beyond.p());
        more[3] = more[5];
        MannWhitney.Result tied = MannWhitney.compare(x, EmpiricalDistribution.of(more, 0, 30));
        assertEquals(tied.pAsymptotic(), tied.p());
    }

    /** U by counting all pairs, at every size and with ties; swapping mirrors it. */
    @Test
    void mannWhitney_isTheDefinition() {
        long seed = 20281;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            double[] x = sample(random);
            double[] y = sample(random);
            double u = 0;
            for (double a : x) {
                for (double b : y) {
                    u += a > b ? 1 : a == b ? 0.5 : 0;
                }
            }
            EmpiricalDistribution first = EmpiricalDistribution.of(x);
            EmpiricalDistribution second = EmpiricalDistribution.of(y);

            String which = "seed " + seed + " round " + round;
            MannWhitney.Result result = MannWhitney.compare(first, second);
            assertEquals(u, result.u().value(), which);
            MannWhitney.Result back = MannWhitney.compare(second, first);
            assertEquals((double) x.length * y.length - u, back.u().value(), which);
            assertEquals(result.p().value(), back.p().value(), 1e-12, which);
        }
    }

    private static double[] sample(SplittableRandom random) {
        int grid = random.nextInt(2, 200);
        double[] values =
                random.doubles(random.nextInt(1, 40)).map(u -> (int) (u * grid)).toArray();
        if (random.nextInt(4) == 0) {
            values[0] = Double.POSITIVE_INFINITY;
        }
        return values;
    }

    /** n·m/N² times the sum over pooled values without ties, as Anderson defines it. */
    @Test
    void cramerVonMises_isTheDefinition() {
        long seed = 20282;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            EmpiricalDistribution x =
                    EmpiricalDistribution.of(random.doubles(random.nextInt(1, 60)).toArray());
            EmpiricalDistribution y =
                    EmpiricalDistribution.of(random.doubles(random.nextInt(1, 60)).toArray());
            EmpiricalDistribution pooled = x.merge(y);
            double sum = 0;
            for (int i = 0; i < pooled.distinct(); i++) {
                double z = pooled.value(i);
                double f = (double) x.countAtMost(z) / x.size();
                double g = (double) y.countAtMost(z) / y.size();
                sum += (f - g) * (f - g);
            }
            double all = pooled.size();
            double expected = x.size() / all * y.size() / all * sum;

            CramerVonMises.Result result = CramerVonMises.compare(x, y);
            String which = "seed " + seed + " round " + round;
            assertEquals(expected, result.t().value(), 1e-12 * (1 + expected), which);
            assertEquals(result.t().value(), result.tMidrank().value(), 1e-12, which);
            CramerVonMises.Result back = CramerVonMises.compare(y, x);
            assertEquals(result.t().value(), back.t().value(), 1e-12, which);
            assertEquals(result.p().value(), back.p().value(), 1e-9, which);
        }
    }

    /** Both samples apart: the two most extreme of C(40, 20) and of C(39, 19) orders. */
    @Test
    void cramerVonMises_exactAtItsEnd() {
        double[] up = new double[20];
        Arrays.setAll(up, i -> i);
        double[] above = new double[20];
        Arrays.setAll(above, i -> 100 + i);
        EmpiricalDistribution low = EmpiricalDistribution.of(up);

        CramerVonMises.Result equalSizes =
                CramerVonMises.compare(low, EmpiricalDistribution.of(above));
        assertEquals(2 / 137846528820.0, equalSizes.p().value(), 1e-24);
        CramerVonMises.Result oneLess =
                CramerVonMises.compare(low, EmpiricalDistribution.of(above, 0, 19));
        assertEquals(2 / 68923264410.0, oneLess.p().value(), 1e-24);
        assertEquals(Figure.of(1), CramerVonMises.compare(low, low).p());
    }

    /**
     * The limit beside its tabulated critical values (Anderson & Darling 1952, table 1: 0.46136 at
     * 5 %, 0.74346 at 1 %, 1.16786 at 0.1 %).
     */
    @Test
    void cramerVonMises_limitAtTabulatedValues() {
        assertEquals(0.05, CramerVonMisesLimit.tail(0.46136), 1e-6);
        assertEquals(0.01, CramerVonMisesLimit.tail(0.74346), 1e-6);
        assertEquals(0.001, CramerVonMisesLimit.tail(1.16786), 1e-6);
        assertEquals(1, CramerVonMisesLimit.tail(0.003), 1e-13);
    }

    /** Ranking goes on where p underflows. */
    @Test
    void log10_goesOnWherePUnderflows() {
        double[] low = new double[3000];
        double[] high = new double[3000];
        Arrays.setAll(low, i -> i);
        Arrays.setAll(high, i -> i + 2500);
        EmpiricalDistribution x = EmpiricalDistribution.of(low);
        EmpiricalDistribution y = EmpiricalDistribution.of(high);

        CramerVonMises.Result squares = CramerVonMises.compare(x, y);
        assertEquals(0, squares.p().value());
        assertTrue(squares.log10P().value() < -308 && squares.log10P().value() > -5000);
        MannWhitney.Result ranks = MannWhitney.compare(x, y);
        assertEquals(0, ranks.p().value());
        assertTrue(ranks.log10P().value() < -308);
        assertEquals(Math.log10(NormalTail.twoSided(36)), NormalTail.log10(36, 0), 1e-6);
        assertEquals(Math.log10(0.04), NormalTail.log10(2, 0.04));
    }

    /** Whether a p that underflows or one that does not: larger statistics rank further. */
    @Test
    void log10_neverRises() {
        CramerVonMisesTail tail = new CramerVonMisesTail(1000, 800);
        double before = 0;
        for (double t = 0.01; t < 200; t *= 1.02) {
            double log10 = tail.log10(t);
            assertTrue(log10 <= before + 1e-12, "t " + t + ": " + log10 + " > " + before);
            before = log10;
        }
        assertTrue(before < -400);
    }

    /** A compacted sample has no honest p in two of the tests, and a careful one in the other. */
    @Test
    void compactedSamples_neverLookMoreSignificant() {
        SplittableRandom random = new SplittableRandom(20283);
        EmpiricalDistribution x = EmpiricalDistribution.of(random.doubles(3000).toArray());
        EmpiricalDistribution y =
                EmpiricalDistribution.of(random.doubles(3000, 0.03, 1.03).toArray());
        EmpiricalDistribution rough = y.compact(60);

        MannWhitney.Result exact = MannWhitney.compare(x, y);
        MannWhitney.Result careful = MannWhitney.compare(x, rough);
        assertTrue(careful.p().value() >= exact.p().value());
        assertEquals(exact.auc().value(), careful.auc().value(), rough.rankErrorMax());
        assertEquals(Status.ERROR, CramerVonMises.compare(x, rough).p().status());
        assertEquals(Status.ERROR, AndersonDarling.compare(x, rough).p().status());
        assertTrue(CramerVonMises.compare(x, rough).t().isDefined());
    }

    /** Counts beyond 2⁵³ whose pairs fit no long. */
    @Test
    void hugeCounts_keepTheirShares() {
        EmpiricalDistribution x = runs(1L << 55, 1L << 55);
        EmpiricalDistribution y = runs(1L << 55, 3L << 55);

        // P(x > y) + P(x = y)/2 = 1/2·1/4 + (1/2·1/4 + 1/2·3/4)/2
        assertEquals(0.375, MannWhitney.compare(x, y).auc().value(), 1e-15);
        assertEquals(Figure.of(0), MannWhitney.compare(x, y).p());
        assertTrue(CramerVonMises.compare(x, y).log10P().value() < -1e9);
        assertEquals(Figure.of(0.001), AndersonDarling.compare(x, y).p());
    }

    /** p stands still beyond the table and falls within it. */
    @Test
    void andersonDarling_pIsBetweenItsEnds() {
        AndersonDarlingNull two = new AndersonDarlingNull(2, 200, 0.02);
        assertEquals(0.25, two.p(0.3249));
        assertEquals(0.001, two.p(6.5461));
        assertEquals(0.05, two.p(1.961), 2e-3);
        AndersonDarlingNull four = new AndersonDarlingNull(4, 200, 0.08);
        double before = 0.25;
        for (double x = 0; x < 5; x += 0.01) {
            double p = four.p(x);
            assertTrue(p <= before && p >= 0.001, "at " + x + ": " + p);
            before = p;
        }
    }

    /** Harmonic numbers from their series join those that are summed. */
    @Test
    void andersonDarling_spreadIsSmoothWhereTheSeriesBegins() {
        double below = new AndersonDarlingNull(2, 999, 0.004).normalised(2);
        double at = new AndersonDarlingNull(2, 1000, 0.004).normalised(2);
        double above = new AndersonDarlingNull(2, 1001, 0.004).normalised(2);

        assertEquals(at - below, above - at, 1e-8);
    }
}
