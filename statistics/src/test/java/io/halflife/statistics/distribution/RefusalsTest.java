// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.figure.Status;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What lies beyond doubles, arrays and sense is told, not returned. */
class RefusalsTest {

    private static final double NAN = Double.NaN;

    private static double[] of(double... values) {
        return values;
    }

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    @Test
    void spread_ofTinyValuesThatDifferIsAnErrorAlsoMergedAndRestored() {
        Moments tiny = Moments.of(1e-200, 2e-200, 4e-200);
        Moments merged = Moments.of(1e-200).merge(Moments.of(2e-200));
        RunningMoments running = new RunningMoments();
        running.add(1e-200);
        running.add(2e-200);

        for (Moments lost : new Moments[] {tiny, merged, running.moments()}) {
            Moments restored = Moments.ofState(lost.n(), lost.mean().value(), lost.m2());
            assertTrue(lost.isLost());
            assertEquals(Status.ERROR, lost.std().status());
            assertEquals(Status.ERROR, lost.standardError().status());
            assertEquals(Status.ERROR, lost.populationStd().status());
            assertEquals(lost, restored);
            assertEquals(Status.ERROR, restored.variance().status());
        }
    }

    @Test
    void spread_isToldFromTheLeastExactSumOn() {
        assertEquals(0x1p-960, Moments.ofState(2, 0, 0x1p-960).variance().value());
        assertEquals(
                Status.ERROR, Moments.ofState(2, 0, Math.nextDown(0x1p-960)).variance().status());
    }

    @Test
    void spread_ofEqualValuesIsExactlyZero() {
        double[] values = new double[1000];
        Arrays.fill(values, 0.1);

        assertEquals(Moments.ofState(1000, 0.1, 0), Moments.of(values));
        assertEquals(0, Moments.of(1e-200, 1e-200).std().value());
        assertFalse(Moments.of(values).isLost());
        assertEquals(0, Moments.of(0.1).merge(Moments.of(values)).m2());
    }

    @Test
    void spread_ofTinyBesideLargeValuesIsThatOfTheLarge() {
        assertEquals(2, Moments.of(1e-200, 2).merge(Moments.of(2e-200)).m2() * 3 / 4, 1e-15);
    }

    @Test
    void latencies_nearTheLargestDoubleAreReadFinite() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.add(1.7e308);
        histogram.add(Double.MAX_VALUE);
        double read = histogram.quantile(0.5).value();

        assertTrue(Double.isFinite(read) && Math.abs(read / 1.7e308 - 1) < 0.02, "" + read);
        assertEquals(1, histogram.shareWithin(Double.MAX_VALUE).value());
        assertTrue(Double.isFinite(LogBuckets.upper(LogBuckets.HIGHEST)));
        assertTrue(LogBuckets.upper(LogBuckets.HIGHEST) > LogBuckets.lower(LogBuckets.HIGHEST));
    }

    @Test
    void bounds_thatCannotBeAreRefusedAndChangeNothing() {
        LatencyHistogram histogram = new LatencyHistogram();
        double[][] bad = {of(1, 1), of(2, 1), of(NAN, 1), of(-1, 1), of(1, 1 / 0.0)};

        for (double[] bounds : bad) {
            String message =
                    refusal(() -> histogram.addBounds(bounds, new long[] {1, 0, 0}, NAN, NAN));
            assertTrue(message.contains("bounds["), message);
        }
        double[][] ends = {of(2, 1), of(-1, 1), of(0, 1 / 0.0), of(NAN, -1)};
        for (double[] end : ends) {
            refusal(() -> histogram.addBounds(of(1), new long[] {1, 1}, end[0], end[1]));
        }
        assertEquals(
                "counts[1] must be 0 or more: -1",
                refusal(() -> histogram.addBounds(of(1), new long[] {1, -1}, NAN, NAN)));
        assertThrows(
                ArithmeticException.class,
                () -> histogram.addBounds(of(1), new long[] {1, Long.MAX_VALUE}, NAN, NAN));
        assertEquals(0, histogram.count());
        assertEquals(0, histogram.countIn(LogBuckets.bucketOf(1)));

        histogram.addBounds(of(0, 1), new long[] {1, 1, 0}, 1, 1);
        assertEquals(2, histogram.count());
    }

    @Test
    void ranges_beyondTheArrayAreNamed() {
        double[] values = {1, 2};

        assertEquals(
                "from and to must be in 0 <= from <= to <= 2, the length of values: 1 and 3",
                refusal(() -> Moments.of(values, 1, 3)));
        for (int[] range : new int[][] {{-1, 1}, {0, 3}, {2, 1}}) {
            refusal(() -> Moments.of(values, range[0], range[1]));
            refusal(() -> EmpiricalDistribution.of(values, range[0], range[1]));
            refusal(() -> SortedOrder.of(values, range[0], range[1]));
            refusal(() -> ScoreTable.of(values, new boolean[2], range[0], range[1]));
        }
        assertEquals(
                "positives must have the length of scores, 2: 3",
                refusal(() -> ScoreTable.of(values, new boolean[3], 0, 2)));
        assertEquals(Moments.EMPTY, Moments.of(values, 2, 2));
    }

    @Test
    void indices_ofADistributionAreChecked() {
        EmpiricalDistribution two = EmpiricalDistribution.of(1, 2);

        assertEquals("i must be in [0, 2): 2", refusal(() -> two.value(2)));
        refusal(() -> two.value(-1));
        refusal(() -> two.count(2));
        refusal(() -> two.cumulativeCount(-1));
        assertEquals("rank must be in [0, 2): 2", refusal(() -> two.atRank(2)));
        assertEquals(2, two.atRank(1));
    }

    @Test
    void runs_needMomentsOfTheirFiniteValues() {
        double[] values = {-1 / 0.0, 1, 2, 1 / 0.0};
        long[] counts = {5, 2, 1, 7};
        Moments three = Moments.of(1, 1, 2);

        assertEquals(three, EmpiricalDistribution.ofRuns(values, counts, 0, three).moments());
        refusal(() -> EmpiricalDistribution.ofRuns(values, counts, 0, Moments.of(1, 2)));
        refusal(() -> EmpiricalDistribution.ofRuns(of(), new long[0], 0, three));
        refusal(() -> EmpiricalDistribution.ofRuns(of(1 / 0.0), new long[] {1}, 0, Moments.of(1)));
        assertEquals(
                Moments.EMPTY,
                EmpiricalDistribution.ofRuns(of(-1 / 0.0), new long[] {1}, 0, Moments.EMPTY)
                        .moments());
    }
}
