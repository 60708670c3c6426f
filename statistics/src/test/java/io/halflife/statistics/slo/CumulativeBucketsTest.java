// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CumulativeBucketsTest {

    private static final double ENDLESS = Double.POSITIVE_INFINITY;
    private static final double[] BOUNDS = {0.1, 0.2, 0.4, ENDLESS};

    private static CumulativeBuckets buckets(long... cumulative) {
        return CumulativeBuckets.of(BOUNDS, cumulative);
    }

    @Test
    void quantile_isSpreadEvenlyWithinItsBucket() {
        CumulativeBuckets buckets = buckets(10, 30, 40, 40);
        assertEquals(0.05, buckets.quantile(0.125).value(), 1e-15);
        assertEquals(0.1, buckets.quantile(0.25).value(), 1e-15);
        assertEquals(0.15, buckets.quantile(0.5).value(), 1e-15);
        assertEquals(0.4, buckets.quantile(1).value(), 1e-15);
        assertEquals(0, buckets.quantile(0).value());
    }

    @Test
    void quantile_beyondTheLastBoundIsThatBound() {
        assertEquals(Figure.of(0.4), buckets(0, 0, 0, 5).quantile(0.01));
        assertEquals(Figure.of(0.4), buckets(1, 2, 3, 4).quantile(0.76));
        assertEquals(0.4, buckets(1, 2, 3, 4).quantile(0.75).value(), 1e-15);
    }

    /** The lowest bucket has no beginning when its bound is not above 0. */
    @Test
    void quantile_inALowestBucketNotAboveZeroIsItsBound() {
        double[] bounds = {-1, 1, ENDLESS};
        long[] counts = {5, 10, 10};
        assertEquals(Figure.of(-1), CumulativeBuckets.of(bounds, counts).quantile(0.2));
        assertEquals(Figure.of(0), CumulativeBuckets.of(bounds, counts).quantile(0.75));
        double[] zero = {0, 1, ENDLESS};
        assertEquals(Figure.of(0), CumulativeBuckets.of(zero, counts).quantile(0.3));
    }

    @Test
    void quantile_zeroMeetsAnEmptyBucketAtItsBeginning() {
        assertEquals(Figure.of(0), buckets(0, 5, 5, 5).quantile(0));
    }

    /** The bucket is wider than the greatest double. */
    @Test
    void quantile_ofTheWidestBucketIsFinite() {
        double[] bounds = {-1.7e308, 1.7e308, ENDLESS};
        CumulativeBuckets buckets = CumulativeBuckets.of(bounds, new long[] {0, 4, 4});
        assertEquals(Figure.of(0), buckets.quantile(0.5));
        assertEquals(-0.85e308, buckets.quantile(0.25).value(), 1e293);
        assertEquals(Figure.of(1.7e308), buckets.quantile(1));
    }

    @Test
    void merge_thatOverflowsNamesTheCounts() {
        CumulativeBuckets most =
                CumulativeBuckets.of(new double[] {1, ENDLESS}, new long[] {0, Long.MAX_VALUE});
        String told = assertThrows(ArithmeticException.class, () -> most.merge(most)).getMessage();
        assertTrue(told.startsWith("observations must add up to at most"), told);
    }

    /** 0.07·100 is 7.000000000000001 in doubles, one bucket too far. */
    @Test
    void quantile_ranksInDecimals() {
        CumulativeBuckets buckets = buckets(7, 7, 100, 100);
        assertEquals(0.1, buckets.quantile(0.07).value(), 1e-15);
    }

    @Test
    void quantile_withoutObservationsIsUndefined() {
        assertEquals(Figure.undefined(Status.INSUFFICIENT_DATA), buckets(0, 0, 0, 0).quantile(0.5));
    }

    @Test
    void shareWithin_needsTheLimitAsABound() {
        CumulativeBuckets buckets = buckets(10, 30, 40, 50);
        assertEquals(Figure.of(0.6), buckets.shareWithin(0.2));
        assertEquals(Figure.of(1), buckets.shareWithin(ENDLESS));
        assertEquals(Figure.undefined(Status.DEGENERATE), buckets.shareWithin(0.3));
        assertEquals(Figure.undefined(Status.DEGENERATE), buckets.shareWithin(Double.NaN));
        assertEquals(
                Figure.undefined(Status.INSUFFICIENT_DATA), buckets(0, 0, 0, 0).shareWithin(0.2));
    }

    @Test
    void against_countsSlowObservationsAsBad() {
        CumulativeBuckets buckets = buckets(10, 30, 40, 50);
        assertEquals(Optional.of(new Requests(50, 20)), buckets.against(0.2));
        assertEquals(Optional.of(new Requests(50, 0)), buckets.against(ENDLESS));
        assertEquals(Optional.empty(), buckets.against(0.21));
        CumulativeBuckets zero =
                CumulativeBuckets.of(new double[] {-0.0, ENDLESS}, new long[] {3, 4});
        assertEquals(Optional.of(new Requests(4, 1)), zero.against(0.0));
        assertEquals(Optional.of(new Requests(4, 1)), zero.against(-0.0));
    }

    @Test
    void histograms_thatAreNoneAreRefused() {
        assertRefused(new double[] {ENDLESS}, 1);
        assertRefused(new double[] {}, new long[0]);
        assertRefused(new double[] {1, 2}, 1, 2);
        assertRefused(new double[] {1, ENDLESS}, 1);
        assertRefused(new double[] {1, 1, ENDLESS}, 1, 2, 3);
        assertRefused(new double[] {2, 1, ENDLESS}, 1, 2, 3);
        assertRefused(new double[] {Double.NaN, ENDLESS}, 1, 2);
        assertRefused(new double[] {-ENDLESS, ENDLESS}, 1, 2);
        assertRefused(new double[] {-ENDLESS, 1, ENDLESS}, 1, 2, 3);
        assertRefused(new double[] {1, ENDLESS}, -1, 2);
        assertRefused(new double[] {1, ENDLESS}, 3, 2);
        CumulativeBuckets good = buckets(1, 2, 3, 4);
        assertThrows(IllegalArgumentException.class, () -> good.quantile(-0.1));
        assertThrows(IllegalArgumentException.class, () -> good.quantile(1.1));
        assertThrows(IllegalArgumentException.class, () -> good.quantile(Double.NaN));
        CumulativeBuckets others =
                CumulativeBuckets.of(new double[] {1, ENDLESS}, new long[] {1, 2});
        assertThrows(IllegalArgumentException.class, () -> good.merge(others));
    }

    private static void assertRefused(double[] bounds, long... cumulative) {
        assertThrows(
                IllegalArgumentException.class, () -> CumulativeBuckets.of(bounds, cumulative));
    }

    @Test
    void arrays_areCopied() {
        double[] bounds = {1, ENDLESS};
        long[] counts = {1, 2};
        CumulativeBuckets buckets = CumulativeBuckets.of(bounds, counts);
        bounds[0] = 7;
        counts[0] = 0;
        assertEquals(Figure.of(0.5), buckets.shareWithin(1));
        CumulativeBuckets same = CumulativeBuckets.of(new double[] {1, ENDLESS}, new long[] {1, 2});
        assertEquals(same, buckets);
        assertEquals(same.hashCode(), buckets.hashCode());
        assertNotEquals(
                CumulativeBuckets.of(new double[] {1, ENDLESS}, new long[] {0, 2}), buckets);
        assertNotEquals(
                CumulativeBuckets.of(new double[] {2, ENDLESS}, new long[] {1, 2}), buckets);
        assertEquals("[1, 2] at or below [1.0, Infinity]", buckets.toString());
    }

    /**
     * Law: the histograms of two halves, merged, are that of the whole, and quantiles never fall.
     */
    @Test
    void histograms_mergeToTheWhole() {
        for (long seed = 1; seed <= 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] values = random.doubles(200, 0, 0.6).toArray();
            int half = random.nextInt(200);
            CumulativeBuckets whole = of(values, 0, 200);
            CumulativeBuckets merged = of(values, 0, half).merge(of(values, half, 200));
            assertEquals(whole, merged, "seed " + seed);
            assertEquals(200, whole.count());
            double before = 0;
            for (int i = 0; i <= 100; i++) {
                double quantile = whole.quantile(i / 100.0).value();
                assertTrue(quantile >= before, "seed " + seed + " at " + i);
                before = quantile;
            }
        }
    }

    private static CumulativeBuckets of(double[] values, int from, int to) {
        long[] counts = new long[BOUNDS.length];
        for (int i = from; i < to; i++) {
            for (int k = 0; k < BOUNDS.length; k++) {
                counts[k] += values[i] <= BOUNDS[k] ? 1 : 0;
            }
        }
        return CumulativeBuckets.of(BOUNDS, counts);
    }
}
