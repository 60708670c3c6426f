// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.figure.Status;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

    private static final double[] BOUNDS = {0.005, 0.01, 0.05, 0.1, 0.5};

    @Test
    void quantile_ofBuckets_isWithinOnePercentOfTheNearestRank() {
        long seed = 20261122;
        Random random = new Random(seed);
        double[] seconds = random.doubles(5_000).map(u -> Math.exp(8 * u - 7)).toArray();
        LatencyHistogram histogram = of(seconds, 0, seconds.length);
        Arrays.sort(seconds);

        for (double q : new double[] {0, 0.01, 0.5, 0.95, 0.99, 1}) {
            double exact = seconds[(int) Ranks.nearest(q, seconds.length) - 1];
            assertEquals(
                    exact, histogram.quantile(q).value(), 0.01 * exact, "q " + q + " seed " + seed);
        }
    }

    @Test
    void add_halvesAndWhole_areTheSame() {
        long seed = 7;
        double[] seconds = new Random(seed).doubles(1_001).toArray();
        LatencyHistogram first = of(seconds, 0, 400);
        LatencyHistogram second = of(seconds, 400, seconds.length);
        second.add(first);
        LatencyHistogram whole = of(seconds, 0, seconds.length);

        assertEquals(whole.count(), second.count());
        for (int i = 0; i <= 100; i++) {
            assertEquals(whole.quantile(i / 100.0), second.quantile(i / 100.0), "seed " + seed);
        }
    }

    /** 10 of (0, 5 ms], 80 of (5 ms, 10 ms], 10 above 0.5 s: the median is 40 of 80 in. */
    @Test
    void quantile_ofBounds_readsBetweenThemEvenly() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.addBounds(BOUNDS, new long[] {10, 80, 0, 0, 0, 10}, 0.001, 2.0);

        assertEquals(0.0075, histogram.quantile(0.5).value(), 0.01 * 0.0075);
        assertEquals(2.0, histogram.quantile(1).value(), 0.02);
        assertTrue(histogram.quantile(0.95).value() > 0.5);
        assertEquals(
                0.9, histogram.shareWithin(0.01).value(), 0.01, "off by a part of one log bucket");
    }

    @Test
    void bounds_narrowedByMinAndMax_neverReadOutsideThem() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.addBounds(BOUNDS, new long[] {0, 0, 0, 5, 0, 0}, 0.06, 0.07);

        // the first of five spread over 10 ms
        assertEquals(0.062, histogram.quantile(0).value(), 0.01 * 0.062);
        assertEquals(0.07, histogram.quantile(1).value(), 0.01 * 0.07);
    }

    @Test
    void overflow_withoutMax_isReadAsTheLastBound() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.addBounds(BOUNDS, new long[] {0, 0, 0, 0, 0, 3}, Double.NaN, Double.NaN);

        assertEquals(0.5, histogram.quantile(0.5).value(), 0.005);
        assertEquals(3, histogram.count());
    }

    @Test
    void empty_hasNoQuantileAndNoShare() {
        LatencyHistogram histogram = new LatencyHistogram();

        assertEquals(Status.INSUFFICIENT_DATA, histogram.quantile(0.5).status());
        assertEquals(Status.INSUFFICIENT_DATA, histogram.shareWithin(1).status());
    }

    @Test
    void add_refusesWhatCannotBe() {
        LatencyHistogram histogram = new LatencyHistogram();

        assertThrows(IllegalArgumentException.class, () -> histogram.addBucket(1, -1));
        assertThrows(IllegalArgumentException.class, () -> histogram.quantile(1.1).value());
        assertThrows(
                IllegalArgumentException.class,
                () -> histogram.addBounds(BOUNDS, new long[5], Double.NaN, Double.NaN));
    }

    private static LatencyHistogram of(double[] seconds, int from, int to) {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = from; i < to; i++) {
            histogram.addBucket(LogBuckets.bucketOf(seconds[i]), 1);
        }
        return histogram;
    }
}
