// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RankBoundsTest {

    private static final int SEEDS = 300;

    /** Of any sample, with ties or without, cut at any points: F is off by at most the bound. */
    @Test
    void distribution_boundHoldsForAnySample() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            double[] sample = sample(random);
            double[] points = points(random, sample);
            long[] atMost = new long[points.length];
            long[] below = new long[points.length];
            EmpiricalDistribution truth = EmpiricalDistribution.of(sample);
            for (int i = 0; i < points.length; i++) {
                atMost[i] = Math.max(0, truth.countAtMost(points[i]) - random.nextInt(3));
                below[i] = Math.min(sample.length, truth.countBelow(points[i]) + random.nextInt(3));
            }
            below[0] = 0;

            EmpiricalDistribution known =
                    RankBounds.distribution(sample.length, points, atMost, below, null)
                            .orElseThrow();

            assertEquals(sample.length, known.size(), "seed " + seed);
            for (double x : sample) {
                double off = Math.abs(share(truth, x) - share(known, x));
                assertTrue(off <= known.rankErrorMax() + 1e-12, "seed " + seed + ": off " + off);
            }
        }
    }

    private static double share(EmpiricalDistribution distribution, double x) {
        return distribution.countAtMost(x) / (double) distribution.size();
    }

    private static double[] sample(Random random) {
        int n = 1 + random.nextInt(400);
        boolean tied = random.nextBoolean();
        return DoubleStream.generate(random::nextGaussian)
                .limit(n)
                .map(x -> tied ? Math.rint(2 * x) : x)
                .toArray();
    }

    /** The ends of the sample and some points between them. */
    private static double[] points(Random random, double[] sample) {
        double min = Arrays.stream(sample).min().orElseThrow();
        double max = Arrays.stream(sample).max().orElseThrow();
        return DoubleStream.concat(
                        DoubleStream.of(min, max),
                        DoubleStream.generate(() -> min + (max - min) * random.nextDouble())
                                .limit(random.nextInt(20)))
                .distinct()
                .sorted()
                .toArray();
    }

    /** 101 exact percentiles of 10 000 values: half a gap of 100 values, one part in 200. */
    @Test
    void distribution_percentilesAreRightToHalfAGap() {
        double[] points = new double[101];
        long[] ranks = new long[101];
        Arrays.setAll(points, i -> i);
        Arrays.setAll(ranks, i -> 100L * i);

        EmpiricalDistribution known =
                RankBounds.distribution(10_000, points, ranks, ranks, null).orElseThrow();

        assertEquals(0.005, known.rankErrorMax(), 1e-12);
    }

    @Test
    void distribution_constantIsExact() {
        EmpiricalDistribution known =
                RankBounds.distribution(7, new double[] {3}, new long[] {7}, new long[] {0}, null)
                        .orElseThrow();

        assertEquals(0, known.rankErrorMax());
        assertEquals(7, known.countAtMost(3));
    }

    @Test
    void distribution_contradictionIsEmpty() {
        double[] points = {0, 1, 2};

        // Five of ten at or below 0, yet none below 1.
        assertEquals(
                Optional.empty(),
                RankBounds.distribution(
                        10, points, new long[] {5, 5, 10}, new long[] {0, 0, 9}, null));
    }

    @Test
    void distribution_misuseIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        RankBounds.distribution(
                                3, new double[] {2, 1}, new long[2], new long[2], null));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        RankBounds.distribution(
                                3, new double[] {1}, new long[] {4}, new long[] {0}, null));
    }
}
