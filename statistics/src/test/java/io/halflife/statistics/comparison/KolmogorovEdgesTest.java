// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.comparison.KolmogorovSmirnov.Alternative;
import io.halflife.statistics.comparison.KolmogorovSmirnov.Result;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edges of Kolmogorov–Smirnov: ends, ties, single and equal values, and far tails. */
class KolmogorovEdgesTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void location_atTheFirstAndAtTheLastValueThatCounts() {
        Result first = compare(values(0, 5, 6, 7), values(5, 6, 7, 8, 9));
        assertEquals(Figure.of(7), first.location());
        assertEquals(1, first.sign());
        Result start = compare(values(1, 2, 2, 3), values(2, 2, 3));
        assertEquals(Figure.of(1), start.location());
        assertEquals(Figure.of(0.25), start.d());
        Result end = compare(values(1, 3, 3), values(1, 2, 2, 3));
        assertEquals(Figure.of(2), end.location());
        assertEquals(-1, end.sign());
    }

    /** Of two places that are equally far apart the smaller one is told. */
    @Test
    void location_ofEqualDistancesIsTheSmallest() {
        Result result = compare(values(1, 4), values(2, 3));

        assertEquals(Figure.of(0.5), result.d());
        assertEquals(Figure.of(1), result.location());
        assertEquals(1, result.sign());
    }

    @Test
    void tiesAtBothEnds_areSteppedOverTogether() {
        Result result = compare(values(0, 0, 0, 1, 9, 9), values(0, 0, 0, 2, 9, 9));

        assertEquals(1.0 / 6, result.d().value(), 1e-16);
        assertEquals(Figure.of(1), result.location());
        assertEquals(Figure.of(1), result.p());
    }

    @Test
    void equalSamples_haveNoDistance() {
        for (EmpiricalDistribution same :
                new EmpiricalDistribution[] {values(3), values(3, 3, 3), values(1, 2, 3)}) {
            Result result = compare(same, same);
            assertEquals(Figure.of(0), result.d());
            assertEquals(Figure.of(1), result.p());
            assertEquals(Figure.of(0), result.log10P());
            assertEquals(0, result.sign());
            assertEquals(Figure.of(same.value(0)), result.location());
        }
        assertEquals(Figure.of(0), compare(values(-0.0, 1), values(0.0, 1)).d());
    }

    @Test
    void oneUlp_isADifference() {
        Result result = compare(values(1), values(Math.nextUp(1.0)));

        assertEquals(Figure.of(1), result.d());
        assertEquals(Figure.of(1), result.p());
        assertEquals(Status.INSUFFICIENT_DATA, result.pAsymptotic().status());
        assertEquals(Figure.of(1), result.location());
    }

    /** 2/C(n + m, n): 2/C(7, 3) and 2/C(20, 10). */
    @Test
    void disjointSamples_areTheTwoMostExtremeOrders() {
        assertEquals(2 / 35.0, compare(values(1, 2, 3), values(4, 5, 6, 7)).p().value(), 1e-16);
        double[] low = new double[10];
        Arrays.setAll(low, i -> i);
        double[] high = new double[10];
        Arrays.setAll(high, i -> 1e308 + 1e300 * i);
        Result result = compare(EmpiricalDistribution.of(low), EmpiricalDistribution.of(high));
        assertEquals(2 / 184756.0, result.p().value(), 1e-19);
        assertEquals(Figure.of(1), result.d());
    }

    @Test
    void infinities_areTheEndsOfTheOrder() {
        Result result = compare(values(-INFINITY, 0, 1), values(0, 1, INFINITY));

        assertEquals(1.0 / 3, result.d().value(), 1e-16);
        assertEquals(Figure.of(-INFINITY), result.location());
        assertEquals(Figure.of(0), compare(values(INFINITY), values(INFINITY, INFINITY)).d());
    }

    /** One against m: ranks 0 and m of five give D = 1, so 2/5; then 4/5. */
    @Test
    void oneValue_hasAUniformRank() {
        EmpiricalDistribution four = values(1, 2, 3, 4);
        assertEquals(0.4, compare(values(0), four).p().value(), 1e-16);
        assertEquals(0.4, compare(four, values(9)).p().value(), 1e-16);
        assertEquals(0.8, compare(values(1.5), four).p().value(), 1e-16);
        assertEquals(Figure.of(1), compare(values(2.5), four).p());
        assertEquals(0.2, p(values(0), four, Alternative.GREATER), 1e-16);
        assertEquals(1, p(values(0), four, Alternative.LESS), 1e-16);
        assertEquals(0.6, p(values(2.5), four, Alternative.LESS), 1e-16);
    }

    /** 2⁵⁴ + 1 of 2⁵⁵ + 2 against a half: no difference, although no double can tell. */
    @Test
    void hugeCounts_areComparedAsWholeNumbers() {
        double[] both = {0, 1};
        EmpiricalDistribution half =
                EmpiricalDistribution.ofRuns(both, new long[] {1L << 54, 1L << 54}, 0);
        EmpiricalDistribution same =
                EmpiricalDistribution.ofRuns(both, new long[] {(1L << 54) + 1, (1L << 54) + 1}, 0);
        EmpiricalDistribution more =
                EmpiricalDistribution.ofRuns(both, new long[] {(1L << 54) + 1, (1L << 54) - 1}, 0);

        assertEquals(Figure.of(0), compare(half, same).d());
        assertEquals(Figure.of(0x1p-55), compare(half, more).d());
        assertEquals(-1, compare(half, more).sign());
        assertEquals(1, compare(more, half).sign());
        assertEquals(Figure.of(0), KolmogorovSmirnov.compare(more, half, Alternative.LESS).d());
    }

    /** D is the larger of D⁺ and D⁻; swapping the samples swaps them. */
    @Test
    void signs_splitTheDistance() {
        long seed = 20291;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            EmpiricalDistribution x = sample(random, 1, 60);
            EmpiricalDistribution y = sample(random, 1, 60);
            Result both = compare(x, y);
            Result above = KolmogorovSmirnov.compare(x, y, Alternative.GREATER);
            Result below = KolmogorovSmirnov.compare(x, y, Alternative.LESS);

            String which = "seed " + seed + " round " + round;
            double plus = above.d().value();
            double minus = below.d().value();
            assertEquals(both.d().value(), Math.max(plus, minus), which);
            Result swapped = KolmogorovSmirnov.compare(y, x, Alternative.GREATER);
            assertEquals(below.d(), swapped.d(), which);
            assertEquals(below.p().value(), swapped.p().value(), 1e-12, which);
            assertEquals(plus > 0 ? 1 : 0, above.sign(), which);
            assertEquals(minus > 0 ? -1 : 0, below.sign(), which);
            double less = Math.min(above.p().value(), below.p().value());
            assertTrue(both.p().value() <= 2 * less + 1e-12, which);
            assertTrue(both.p().value() >= less - 1e-12, which);
        }
        Result none =
                KolmogorovSmirnov.compare(EmpiricalDistribution.EMPTY, values(1), Alternative.LESS);
        assertEquals(Result.undefined(Status.INSUFFICIENT_DATA), none);
    }

    /** Without ties the share given the ties is the exact one: two independent ways to count. */
    @Test
    void pGivenTies_withoutTiesIsTheExactOne() {
        long seed = 20292;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            EmpiricalDistribution x =
                    EmpiricalDistribution.of(random.doubles(random.nextInt(1, 80)).toArray());
            EmpiricalDistribution y =
                    EmpiricalDistribution.of(
                            random.doubles(random.nextInt(1, 80), 0.1, 1.5).toArray());

            double exact = compare(x, y).p().value();
            double given = KolmogorovSmirnov.pGivenTies(x, y).value();
            assertEquals(exact, given, 1e-12 * exact, "seed " + seed + " round " + round);
        }
    }

    /** Two values, 3 and 3: D ≥ ⅓ unless the ones split 1:2 alike; by hand 1 − C(3,1)C(3,1)·…. */
    @Test
    void pGivenTies_byHand() {
        EmpiricalDistribution x = values(0, 0, 1);
        EmpiricalDistribution y = values(0, 1, 1);

        // Three zeros among six values: the first sample holds k of them with chance
        // C(3, k)·C(3, 3 − k)/20 = 1, 9, 9, 1 of 20, and D = |2k − 3|/3.
        assertEquals(1, KolmogorovSmirnov.pGivenTies(x, y).value(), 1e-15);
        assertEquals(
                0.1, KolmogorovSmirnov.pGivenTies(values(0, 0, 0), values(1, 1, 1)).value(), 1e-15);
        assertEquals(1, KolmogorovSmirnov.pGivenTies(values(2, 2), values(2)).value());
    }

    @Test
    void pGivenTies_hasBounds() {
        EmpiricalDistribution none = EmpiricalDistribution.EMPTY;
        EmpiricalDistribution one = values(1);
        assertEquals(Status.INSUFFICIENT_DATA, KolmogorovSmirnov.pGivenTies(none, one).status());
        assertEquals(Status.INSUFFICIENT_DATA, KolmogorovSmirnov.pGivenTies(one, none).status());
        EmpiricalDistribution rough = EmpiricalDistribution.of(1, 2, 3, 4, 5, 6).compact(4);
        assertEquals(Status.ERROR, KolmogorovSmirnov.pGivenTies(rough, one).status());
        assertEquals(Status.ERROR, KolmogorovSmirnov.pGivenTies(one, rough).status());
        EmpiricalDistribution tooMany =
                EmpiricalDistribution.ofRuns(new double[] {1}, new long[] {100_000_001}, 0);
        assertThrows(
                IllegalArgumentException.class, () -> KolmogorovSmirnov.pGivenTies(one, tooMany));
        EmpiricalDistribution huge =
                EmpiricalDistribution.ofRuns(new double[] {1}, new long[] {1L << 62}, 0);
        assertThrows(
                IllegalArgumentException.class, () -> KolmogorovSmirnov.pGivenTies(huge, huge));
    }

    /** Law: compaction never makes p smaller, below and above the size where p is exact. */
    @ParameterizedTest
    @CsvSource({"300, 200", "4000, 5000", "12000, 11000"})
    void compaction_neverMakesADifferenceSignificant(int n, int m) {
        long seed = 20293L + n;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 12; round++) {
            double shift = random.nextDouble() * 0.1;
            EmpiricalDistribution x = EmpiricalDistribution.of(random.doubles(n).toArray());
            EmpiricalDistribution y =
                    EmpiricalDistribution.of(random.doubles(m, shift, 1 + shift).toArray());
            double exact = compare(x, y).p().value();
            int points = random.nextInt(20, 190);

            String which = "seed " + seed + " round " + round;
            double one = compare(x, y.compact(points)).p().value();
            double two = compare(x.compact(points), y.compact(points)).p().value();
            assertTrue(one >= exact * (1 - 1e-12), which + ": " + one + " < " + exact);
            assertTrue(two >= exact * (1 - 1e-12), which + ": " + two + " < " + exact);
        }
    }

    /** Law: the further apart, the lower the rank, whether p underflows or not. */
    @ParameterizedTest
    @CsvSource({"800, 800", "900, 700", "2000, 350", "20000, 50", "20000, 15000", "300000, 250000"})
    void log10P_fallsWithTheDistance(int n, int m) {
        double before = 0.01;
        for (int k = 0; k <= 400; k++) {
            double d = k / 400.0;
            long steps = (long) Math.ceil(d * LatticePath.lcm(n, m));
            boolean exact = Math.max(n, m) <= KolmogorovSmirnov.EXACT_MAX;
            double p =
                    exact
                            ? KolmogorovTail.exact(n, m, steps)
                            : KolmogorovTail.asymptotic(n, m, d).value();
            double log10 = KolmogorovTail.log10(n, m, d, p);
            assertTrue(Double.isFinite(log10), "d " + d);
            assertTrue(log10 <= before + 1e-12, "d " + d + ": " + log10 + " > " + before);
            before = log10;
        }
        assertTrue(before < -70);
    }

    /** The sum that goes on where p underflows, beside exact counts where it does not. */
    @ParameterizedTest
    @CsvSource({"300, 200, 0.5", "300, 299, 0.7", "500, 50, 0.9", "350, 211, 0.6", "300, 300, 1"})
    void latticeTail_isNearTheExactCount(int n, int m, double d) {
        long steps = (long) Math.ceil(d * LatticePath.lcm(n, m));
        double exact = Math.log10(KolmogorovTail.exact(n, m, steps));
        double oneSided = Math.log10(KolmogorovTail.exactOneSided(n, m, steps));

        double log = LatticeTail.log(n, m, (double) steps / LatticePath.lcm(n, m));
        assertEquals(oneSided, log / Math.log(10), 0.01);
        assertEquals(exact, (log + Math.log(2)) / Math.log(10), 0.01);
    }

    /** For n a multiple of m the sum is exact, here 1/C(15, 5) and far from the tail as well. */
    @Test
    void latticeTail_ofMultiplesIsExact() {
        assertEquals(-Math.log(3003), LatticeTail.log(10, 5, 1), 1e-12);
        assertEquals(LatticeTail.log(10, 5, 0.6), LatticeTail.log(5, 10, 0.6), 0);
        double p = KolmogorovTail.exactOneSided(10, 5, 4);
        assertEquals(Math.log(p), LatticeTail.log(10, 5, 0.4), 1e-12);
    }

    @Test
    void effective_isTheTailOfFewerValues() {
        assertEquals(
                KolmogorovTail.asymptotic(1000, 600, 0.07).value(),
                KolmogorovTail.effective(1000, 600, 0.07, 1));
        assertEquals(
                KolmogorovTail.asymptotic(1000, 600, 0.07).value(),
                KolmogorovTail.effective(5000, 3000, 0.07, 5),
                1e-12);
        assertEquals(1, KolmogorovTail.effective(100, 100, 0.5, 1e9));
        // No fewer than one value counts: min(1, 2(1 − d)).
        assertEquals(0.5, KolmogorovTail.effective(10, 10, 0.75, 1e9), 1e-15);
        assertNotEquals(1, KolmogorovTail.effective(1_000_000, 1_000_000, 0.01, 100));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.5, 1",
        "1, 0, 0.5, 1",
        "1, 1, -0.1, 1",
        "1, 1, 1.1, 1",
        "1, 1, NaN, 1",
        "1, 1, 0.5, 0.9",
        "1, 1, 0.5, NaN"
    })
    void effective_refusesWhatHasNoMeaning(long n, long m, double d, double tau) {
        assertThrows(IllegalArgumentException.class, () -> KolmogorovTail.effective(n, m, d, tau));
    }

    @Test
    void asymptotic_refusesWhatIsNoStatistic() {
        for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class, () -> KolmogorovTail.asymptotic(9, 9, wrong));
        }
        assertThrows(IllegalArgumentException.class, () -> KolmogorovTail.asymptotic(0, 9, 0.5));
        assertThrows(IllegalArgumentException.class, () -> KolmogorovTail.asymptotic(9, -1, 0.5));
    }

    @Test
    void exact_refusesAnEmptySample() {
        int beyond = KolmogorovTail.EXACT_MAX + 1;
        assertThrows(IllegalArgumentException.class, () -> KolmogorovTail.exact(beyond, 3, 1));
        assertThrows(IllegalArgumentException.class, () -> KolmogorovTail.exact(3, beyond, 1));
        assertThrows(IllegalArgumentException.class, () -> KolmogorovTail.exact(0, 3, 1));
        assertThrows(IllegalArgumentException.class, () -> KolmogorovTail.exact(3, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> KolmogorovTail.exactOneSided(0, 3, 1));
    }

    /** Distances between possible ones count as the next; none is 0, beyond 1 is impossible. */
    @Test
    void exact_atTheEndsOfTheScale() {
        assertEquals(1, KolmogorovTail.exact(4, 6, 0));
        assertEquals(1, KolmogorovTail.exactOneSided(4, 6, 0));
        assertEquals(1, KolmogorovTail.exactOneSided(4, 6, -1));
        assertEquals(2 / 210.0, KolmogorovTail.exact(4, 6, 12), 1e-17);
        assertEquals(1 / 210.0, KolmogorovTail.exactOneSided(4, 6, 12), 1e-17);
        assertEquals(0, KolmogorovTail.exact(4, 6, 13));
        assertEquals(0, KolmogorovTail.exactOneSided(4, 6, 13));
        assertEquals(0, KolmogorovTail.exactOneSided(1, 6, 8));
        assertEquals(KolmogorovTail.exact(4, 6, 12), KolmogorovTail.exact(4, 6, 11));
        assertTrue(KolmogorovTail.exact(4, 6, 10) > KolmogorovTail.exact(4, 6, 11));
    }

    /** en = 1: the tail of one value, 2(1 − d) above one half. */
    @Test
    void asymptotic_ofTwoAgainstTwo() {
        assertEquals(1, KolmogorovTail.asymptotic(2, 2, 0.5).value());
        assertEquals(0.5, KolmogorovTail.asymptotic(2, 2, 0.75).value(), 1e-15);
        assertEquals(0, KolmogorovTail.asymptotic(2, 2, 1).value());
        assertEquals(Status.INSUFFICIENT_DATA, KolmogorovTail.asymptotic(1, 1, 1).status());
        assertTrue(KolmogorovTail.asymptotic(1, 2, 1).isDefined());
        assertEquals(1, KolmogorovTail.asymptotic(1000, 1000, 0).value());
        assertEquals(1, KolmogorovTail.asymptotic(1L << 40, 1L << 40, 1e-8).value());
        assertEquals(0, KolmogorovTail.asymptotic(1L << 40, 1L << 40, 0.5).value());
        assertEquals(1, KolmogorovTail.asymptoticOneSided(50, 70, 0));
    }

    private static Result compare(EmpiricalDistribution x, EmpiricalDistribution y) {
        Result result = KolmogorovSmirnov.compare(x, y);
        assertEquals(result, SampleDistances.between(x, y).kolmogorovSmirnov(), "in one pass");
        return result;
    }

    private static double p(
            EmpiricalDistribution x, EmpiricalDistribution y, Alternative alternative) {
        return KolmogorovSmirnov.compare(x, y, alternative).p().value();
    }

    private static EmpiricalDistribution values(double... values) {
        return EmpiricalDistribution.of(values);
    }

    private static EmpiricalDistribution sample(SplittableRandom random, int least, int most) {
        int grid = random.nextInt(2, 100);
        return EmpiricalDistribution.of(
                random.doubles(random.nextInt(least, most)).map(u -> (int) (u * grid)).toArray());
    }
}
