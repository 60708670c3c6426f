// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Associative, commutative, an identity, and the parts equal the whole: for all that merges here.
 */
class MergeLawTest {

    private static final int ROUNDS = 100;

    private static double[] sample(SplittableRandom random) {
        double[] values = new double[random.nextInt(0, 120)];
        double scale = random.nextBoolean() ? 1 : 1e6;
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    random.nextInt(3) == 0
                            ? random.nextInt(5)
                            : scale * (random.nextDouble() - 0.3);
        }
        return values;
    }

    private static double[] joined(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void empiricalDistributions() {
        SplittableRandom random = new SplittableRandom(4001);
        for (int round = 0; round < ROUNDS; round++) {
            double[][] parts = {sample(random), sample(random), sample(random)};
            EmpiricalDistribution a = EmpiricalDistribution.of(parts[0]);
            EmpiricalDistribution b = EmpiricalDistribution.of(parts[1]);
            EmpiricalDistribution c = EmpiricalDistribution.of(parts[2]);
            EmpiricalDistribution whole = EmpiricalDistribution.of(joined(parts));
            String which = "seed 4001 round " + round;

            assertEquals(whole, a.merge(b).merge(c), which);
            assertEquals(whole, a.merge(b.merge(c)), which);
            assertEquals(whole, c.merge(a).merge(b), which);
            assertEquals(a, a.merge(EmpiricalDistribution.EMPTY), which);
            assertEquals(a, EmpiricalDistribution.EMPTY.merge(a), which);
            assertEquals(
                    whole.moments(),
                    a.merge(b).merge(c).moments(),
                    "of exact distributions to the last bit, " + which);
            EmpiricalDistribution compact = a.compact(5).merge(b.compact(4)).merge(c.compact(3));
            EmpiricalDistribution other = c.compact(3).merge(b.compact(4).merge(a.compact(5)));
            assertEquals(compact, other, "and rank errors add alike, " + which);
            assertEquals(compact.hashCode(), other.hashCode());
        }
    }

    @Test
    void moments() {
        SplittableRandom random = new SplittableRandom(4002);
        for (int round = 0; round < ROUNDS; round++) {
            double[][] parts = {sample(random), sample(random), sample(random)};
            Moments a = Moments.of(parts[0]);
            Moments b = Moments.of(parts[1]);
            Moments c = Moments.of(parts[2]);
            Moments whole = Moments.of(joined(parts));
            String which = "seed 4002 round " + round;

            assertEquals(a.merge(b), b.merge(a), "exactly commutative, " + which);
            close(a.merge(b).merge(c), a.merge(b.merge(c)), which);
            close(whole, a.merge(b).merge(c), which);
            assertEquals(a, a.merge(Moments.EMPTY), which);
            assertEquals(a, Moments.EMPTY.merge(a), which);
        }
    }

    private static void close(Moments expected, Moments actual, String which) {
        assertEquals(expected.n(), actual.n(), which);
        double mean = expected.mean().orElse(0);
        double spread = Math.sqrt(expected.m2() / Math.max(1, expected.n()));
        assertEquals(mean, actual.mean().orElse(0), 1e-14 * (Math.abs(mean) + spread), which);
        assertEquals(expected.m2(), actual.m2(), 1e-12 * expected.m2(), which);
    }

    @Test
    void latencyHistograms() {
        SplittableRandom random = new SplittableRandom(4003);
        for (int round = 0; round < ROUNDS; round++) {
            LatencyHistogram whole = new LatencyHistogram();
            LatencyHistogram[] parts = new LatencyHistogram[3];
            Arrays.setAll(parts, i -> new LatencyHistogram());
            for (int i = random.nextInt(300); i > 0; i--) {
                double seconds = Math.exp(40 * random.nextDouble() - 25);
                whole.add(seconds);
                parts[random.nextInt(3)].add(seconds);
            }
            LatencyHistogram merged = parts[0].merge(parts[1]).merge(parts[2]);
            LatencyHistogram other = parts[2].merge(parts[1].merge(parts[0]));
            String which = "seed 4003 round " + round;

            same(whole, merged, which);
            same(whole, other, which);
            same(whole, new LatencyHistogram().merge(whole), which);
            same(whole, whole.merge(new LatencyHistogram()), which);
            whole.add(whole);
            same(merged.merge(other), whole, "twice itself, " + which);
        }
    }

    private static void same(LatencyHistogram a, LatencyHistogram b, String which) {
        assertEquals(a.count(), b.count(), which);
        for (int bucket = LogBuckets.LOWEST - 1; bucket < 1200; bucket++) {
            assertEquals(a.countIn(bucket), b.countIn(bucket), which);
        }
        for (int i = 0; i <= 20; i++) {
            assertEquals(a.quantile(i / 20.0), b.quantile(i / 20.0), which);
        }
        assertEquals(a.shareWithin(0.3), b.shareWithin(0.3), which);
    }

    @Test
    void scoreTables() {
        SplittableRandom random = new SplittableRandom(4004);
        for (int round = 0; round < ROUNDS; round++) {
            int n = random.nextInt(0, 200);
            double[] scores = random.doubles(n).map(u -> Math.rint(30 * u)).toArray();
            boolean[] positives = new boolean[n];
            for (int i = 0; i < n; i++) {
                positives[i] = random.nextInt(4) == 0;
            }
            int first = random.nextInt(n + 1);
            int second = random.nextInt(first, n + 1);
            ScoreTable a = ScoreTable.of(scores, positives, 0, first);
            ScoreTable b = ScoreTable.of(scores, positives, first, second);
            ScoreTable c = ScoreTable.of(scores, positives, second, n);
            ScoreTable whole = ScoreTable.of(scores, positives, 0, n);
            String which = "seed 4004 round " + round;

            assertEquals(whole, a.merge(b).merge(c), which);
            assertEquals(whole, c.merge(b.merge(a)), which);
            assertEquals(whole, whole.merge(ScoreTable.EMPTY), which);
            assertEquals(n, whole.size(), which);
        }
    }

    @Test
    void moments_ofStateGiveBackWhatWasStored() {
        Moments moments = Moments.of(1, 2, 4);

        assertEquals(moments, Moments.ofState(moments.n(), moments.mean().value(), moments.m2()));
        assertEquals(Moments.EMPTY, Moments.ofState(0, Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> Moments.ofState(-1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> Moments.ofState(1, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> Moments.ofState(1, 0, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Moments.ofState(1, Double.NaN, 0));
    }

    @Test
    void moments_ofNoneAndOneAndConstant() {
        assertEquals(Status.INSUFFICIENT_DATA, Moments.EMPTY.mean().status());
        assertEquals(Status.INSUFFICIENT_DATA, Moments.EMPTY.populationStd().status());
        assertEquals(Status.INSUFFICIENT_DATA, Moments.EMPTY.variance().status());
        assertEquals(0, Moments.EMPTY.sum());
        assertEquals(Status.INSUFFICIENT_DATA, Moments.of(5).variance().status());
        assertEquals(Status.INSUFFICIENT_DATA, Moments.of(5).standardError().status());
        assertEquals(Figure.of(0), Moments.of(5).populationStd());
        assertEquals(Figure.of(0), Moments.of(0.1, 0.1, 0.1).variance());
        assertEquals(12, Moments.of(3, 4, 5).sum());
        assertEquals(1, Moments.of(3, 4, 5).std().value());
        assertEquals(1 / Math.sqrt(3), Moments.of(3, 4, 5).standardError().value());
    }

    /** A spread beyond the largest double is an error and no number. */
    @Test
    void moments_whoseSquaresOverflow() {
        Moments wide = Moments.of(-1.7e308, 1.7e308);
        RunningMoments running = new RunningMoments();
        running.add(-1.7e308);
        running.add(1.7e308);

        for (Moments each :
                new Moments[] {
                    wide, running.moments(), Moments.of(-1.7e308).merge(Moments.of(1.7e308))
                }) {
            assertEquals(0, each.mean().value(), 1e293);
            assertEquals(Status.ERROR, each.variance().status());
            assertEquals(Status.ERROR, each.populationStd().status());
            assertEquals(Status.ERROR, each.standardError().status());
        }
    }

    @Test
    void latency_beyondTheLastBucketIsRefused() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.addBucket(LogBuckets.HIGHEST, 1);
        histogram.addBucket(Integer.MIN_VALUE, 1);

        assertThrows(
                IllegalArgumentException.class,
                () -> histogram.addBucket(LogBuckets.HIGHEST + 1, 0));
        assertEquals(0, histogram.quantile(0.5).value());
        assertEquals(LogBuckets.HIGHEST, LogBuckets.bucketOf(Double.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> histogram.shareWithin(Double.NaN));
        assertEquals(1, histogram.shareWithin(Double.POSITIVE_INFINITY).value());
    }

    /** Counts of 2⁵⁰ latencies: no rank may be lost to a tolerance. */
    @Test
    void latency_ofVeryManyIsStillTheNearestRank() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.addBucket(10, (1L << 50) - 1);
        histogram.addBucket(20, (1L << 50) + 1);

        assertEquals(LogBuckets.middle(20), histogram.quantile(0.5).value());
        assertTrue(histogram.quantile(0.49).value() < LogBuckets.middle(20));
    }

    @Test
    void sortedOrder_isStableAndTiesZeros() {
        double[] values = {9, 3, -0.0, Double.NEGATIVE_INFINITY, 0.0, 3, Double.POSITIVE_INFINITY};

        assertEquals("[3, 2, 4, 1, 5, 6]", Arrays.toString(SortedOrder.of(values, 1, 7)));
        assertEquals(0, SortedOrder.of(values, 2, 2).length);
        assertThrows(
                IllegalArgumentException.class,
                () -> SortedOrder.of(new double[] {1, Double.NaN}, 0, 2));
        double[] many = new SplittableRandom(3).doubles(5000).map(u -> u - 0.5).toArray();
        int[] order = SortedOrder.of(many, 0, many.length);
        for (int i = 1; i < order.length; i++) {
            assertTrue(many[order[i - 1]] <= many[order[i]]);
        }
    }

    /** 99 of 100 are at or below the 99 % quantile; of 99 values it is the largest. */
    @Test
    void tooFew_isBelowOneOverTheTail() {
        LatencyHistogram histogram = new LatencyHistogram();
        assertTrue(histogram.hasTooFewFor(0));
        assertTrue(EmpiricalDistribution.EMPTY.hasTooFewFor(0.5));
        histogram.addBucket(3, 99);
        assertTrue(histogram.hasTooFewFor(0.99));
        histogram.add(5.0);
        assertEquals(100, histogram.count());
        assertFalse(histogram.hasTooFewFor(0.99));
        assertTrue(histogram.hasTooFewFor(1));
        double[] values = new double[100];
        assertTrue(EmpiricalDistribution.of(values, 0, 99).hasTooFewFor(0.99));
        assertFalse(EmpiricalDistribution.of(values).hasTooFewFor(0.99));
        assertThrows(IllegalArgumentException.class, () -> histogram.hasTooFewFor(1.1));
        assertThrows(
                IllegalArgumentException.class,
                () -> EmpiricalDistribution.EMPTY.hasTooFewFor(Double.NaN));
    }
}
