// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmpiricalDistributionTest {

    @Test
    void of_foldsNegativeZeroAndCountsRepeats() {
        EmpiricalDistribution distribution = EmpiricalDistribution.of(0.0, 3, -0.0, 3, 1);

        assertEquals(3, distribution.distinct());
        assertEquals(0L, Double.doubleToRawLongBits(distribution.value(0)));
        assertEquals(2, distribution.count(0));
        assertEquals(1, distribution.count(1));
        assertEquals(2, distribution.count(2));
        assertEquals(5, distribution.size());
    }

    @Test
    void of_refusesNaNAndNamesWhere() {
        Exception refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> EmpiricalDistribution.of(new double[] {1, 2, Double.NaN}, 1, 3));

        assertTrue(refused.getMessage().contains("values[2]"), refused.getMessage());
    }

    @Test
    void of_takesOnlyTheRange() {
        assertEquals(
                EmpiricalDistribution.of(2, 3),
                EmpiricalDistribution.of(new double[] {1, 2, 3, 4}, 1, 3));
    }

    /** The radix path starts above 600 values; both must give what Arrays.sort gives. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 599, 600, 601, 5000, 100_000})
    void of_sortsLikeTheLibrary(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = anyDouble(random);
        }
        double[] expected = Arrays.stream(values).map(x -> x + 0.0).sorted().toArray();

        EmpiricalDistribution distribution = EmpiricalDistribution.of(values);

        double[] actual = new double[n];
        for (int rank = 0; rank < n; rank++) {
            actual[rank] = distribution.atRank(rank);
        }
        assertArrayEquals(expected, actual);
    }

    private static double anyDouble(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(-5, 6);
            case 1 -> -0.0;
            case 2 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            case 3 -> Double.MIN_VALUE * random.nextInt(-3, 4);
            case 4 -> (random.nextDouble() - 0.5) * 1e308;
            default -> random.nextDouble() - 0.5;
        };
    }

    @Test
    void ofRuns_restoresWhatWasRead() {
        EmpiricalDistribution whole = EmpiricalDistribution.of(3, 1, 2, 2, 3, 3);
        double[] values = {1, 2, 3};
        long[] counts = {1, 2, 3};

        assertEquals(whole, EmpiricalDistribution.ofRuns(values, counts, 0));
        values[0] = 2;
        assertThrows(
                IllegalArgumentException.class,
                () -> EmpiricalDistribution.ofRuns(values, counts, 0));
    }

    @Test
    void merge_ofHalvesEqualsTheWhole() {
        long seed = 20261;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            double[] values =
                    random.doubles(random.nextInt(1, 300)).map(x -> (int) (x * 50)).toArray();
            int cut = random.nextInt(values.length + 1);

            EmpiricalDistribution halves =
                    EmpiricalDistribution.of(values, 0, cut)
                            .merge(EmpiricalDistribution.of(values, cut, values.length));

            EmpiricalDistribution whole = EmpiricalDistribution.of(values);
            assertEquals(whole, halves, "seed " + seed + " round " + round);
            assertEquals(whole.moments().mean().value(), halves.moments().mean().value(), 1e-12);
            assertEquals(whole.moments().m2(), halves.moments().m2(), 1e-9);
        }
    }

    @Test
    void merge_refusesTotalsBeyondLong() {
        EmpiricalDistribution huge =
                EmpiricalDistribution.ofRuns(new double[] {1}, new long[] {Long.MAX_VALUE}, 0);

        assertThrows(ArithmeticException.class, () -> huge.merge(EmpiricalDistribution.of(2)));
    }

    /** The promised bound holds for compacted, merged and compacted again, at every point. */
    @Test
    void compact_keepsSharesWithinTheRankError() {
        long seed = 20262;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 60; round++) {
            double[] values = skewed(random, random.nextInt(10, 4000));
            int cut = random.nextInt(values.length + 1);
            int points = random.nextInt(3, 200);
            EmpiricalDistribution exact = EmpiricalDistribution.of(values);

            EmpiricalDistribution compacted =
                    EmpiricalDistribution.of(values, 0, cut)
                            .compact(points)
                            .merge(EmpiricalDistribution.of(values, cut, values.length))
                            .compact(points);

            String which = "seed " + seed + " round " + round;
            assertTrue(compacted.distinct() <= points, which);
            assertEquals(exact.size(), compacted.size(), which);
            assertEquals(exact.min(), compacted.min(), which);
            assertEquals(exact.max(), compacted.max(), which);
            assertEquals(
                    exact.moments().mean().value(),
                    compacted.moments().mean().value(),
                    1e-9,
                    which);
            assertTrue(
                    largestShareDifference(exact, compacted) <= compacted.rankErrorMax() + 1e-12,
                    which);
            assertTrue(compacted.rankErrorMax() <= 2.5 / (points - 2), which);
        }
    }

    private static double[] skewed(SplittableRandom random, int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            double u = random.nextDouble();
            values[i] = random.nextInt(4) == 0 ? random.nextInt(5) : u / (1 - u);
        }
        return values;
    }

    private static double largestShareDifference(
            EmpiricalDistribution exact, EmpiricalDistribution compacted) {
        double largest = 0;
        for (int i = 0; i < exact.distinct(); i++) {
            long before = exact.cumulativeCount(i);
            long after = compacted.countAtMost(exact.value(i));
            largest = Math.max(largest, Math.abs(before - after) / (double) exact.size());
        }
        return largest;
    }

    @Test
    void compact_ofContinuousValuesErrsByHalfAPoint() {
        double[] values = new SplittableRandom(7).doubles(100_000).toArray();

        EmpiricalDistribution compacted = EmpiricalDistribution.of(values).compact(1000);

        assertTrue(compacted.rankErrorMax() < 0.00052, "" + compacted.rankErrorMax());
    }

    @Test
    void compact_leavesFewPointsAlone() {
        EmpiricalDistribution few = EmpiricalDistribution.of(1, 2, 2, 3);

        assertSame(few, few.compact(3));
    }

    @Test
    void countAtMost_andBelow_atAndBetweenValues() {
        EmpiricalDistribution distribution =
                EmpiricalDistribution.of(Double.NEGATIVE_INFINITY, 1, 1, 2, 5);

        assertEquals(3, distribution.countAtMost(1));
        assertEquals(1, distribution.countBelow(1));
        assertEquals(4, distribution.countAtMost(3));
        assertEquals(0, distribution.countBelow(Double.NEGATIVE_INFINITY));
        assertEquals(5, distribution.countAtMost(Double.POSITIVE_INFINITY));
    }

    @Test
    void quantile_besideAnInfinityTakesTheNearerNeighbour() {
        EmpiricalDistribution distribution =
                EmpiricalDistribution.of(Double.NEGATIVE_INFINITY, 1, 2, Double.POSITIVE_INFINITY);

        assertEquals(Double.NEGATIVE_INFINITY, distribution.quantile(0.1).value());
        assertEquals(1.0, distribution.quantile(0.3).value());
        assertEquals(1.5, distribution.quantile(0.5).value());
        assertFalse(EmpiricalDistribution.EMPTY.quantile(0.5).isDefined());
    }

    @Test
    void finiteRange_leavesInfinitiesOut() {
        EmpiricalDistribution distribution =
                EmpiricalDistribution.of(Double.NEGATIVE_INFINITY, 1, 2, Double.POSITIVE_INFINITY);

        assertEquals(1, distribution.firstFinite());
        assertEquals(3, distribution.finiteEnd());
        assertEquals(2, distribution.moments().n());
        EmpiricalDistribution none = EmpiricalDistribution.of(Double.POSITIVE_INFINITY);
        assertEquals(none.firstFinite(), none.distinct());
    }

    /** As tasks hand it on; with repeats, without, compacted, empty. */
    @Test
    void serialized_comesBackAsItWas() throws Exception {
        Random random = new Random(77);
        double[] values = random.doubles(5_000).map(x -> Math.rint(x * 3_000) / 7).toArray();
        for (EmpiricalDistribution sent :
                List.of(
                        EmpiricalDistribution.EMPTY,
                        EmpiricalDistribution.of(
                                Double.NEGATIVE_INFINITY, -0.0, 1e308, Double.MIN_VALUE),
                        EmpiricalDistribution.of(values),
                        EmpiricalDistribution.of(values).compact(100))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
                stream.writeObject(sent);
            }
            EmpiricalDistribution got;
            try (ObjectInputStream stream =
                    new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                got = (EmpiricalDistribution) stream.readObject();
            }

            assertEquals(sent, got);
            assertEquals(sent.moments(), got.moments());
        }
    }
}
