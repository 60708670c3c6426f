// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.comparison.ChiSquare;
import io.halflife.statistics.comparison.KolmogorovSmirnov;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.oracle.Fault;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.apache.commons.math3.stat.inference.TestUtils;
import org.apache.commons.statistics.inference.GTest;
import org.junit.jupiter.api.Test;

/** Faults of libraries that are near at hand, shown on the spot: why we do not call them there. */
class KnownFaultsTest {

    private static final String MATH = "commons-math3 3.6.1";

    private static KolmogorovSmirnov.Result ours(double[] x, double[] y) {
        return KolmogorovSmirnov.compare(EmpiricalDistribution.of(x), EmpiricalDistribution.of(y));
    }

    /** MATH-1246: ties are broken by random jitter. */
    @Test
    void commonsMath_breaksTiesByChance() {
        double[] tied = new double[30];
        for (int i = 0; i < tied.length; i++) {
            tied[i] = i % 3;
        }

        double theirs = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(tied, tied.clone());
        double p = ours(tied, tied.clone()).p().value();

        assertEquals(1, p);
        assertTrue(theirs < 0.99, "p " + theirs);
        Fault.shown(
                MATH + " KolmogorovSmirnovTest",
                "p of a sample of 30 values in three ties against itself",
                written(theirs),
                written(p),
                "ties are broken by random jitter (MATH-1246)");
    }

    @Test
    void commonsMath_tellsZeroFromZero() {
        double[] negative = {-0.0, -0.0, -0.0};
        double[] positive = {0.0, 0.0};

        double theirs = new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(negative, positive);
        double d = ours(negative, positive).d().value();

        assertEquals(0, d);
        assertEquals(1, theirs);
        Fault.shown(
                MATH + " KolmogorovSmirnovTest",
                "D of {-0, -0, -0} against {0, 0}",
                written(theirs),
                written(d),
                "-0 is sorted below 0, though they are equal");
    }

    @Test
    void commonsMath_acceptsNotANumberAsTheLargestNumber() {
        double[] x = {1, 2, Double.NaN, Double.NaN};
        double[] y = {1, 2};

        double theirs = new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(x, y);
        double d = ours(new double[] {1, 2}, y).d().value();

        assertEquals(0, d);
        assertEquals(0.5, theirs);
        Fault.shown(
                MATH + " KolmogorovSmirnovTest",
                "D of {1, 2, missing, missing} against {1, 2}",
                written(theirs),
                written(d),
                "NaN is counted as a value above all others; we leave missing values out");
    }

    /** The plain limit is used from n·m = 10 000 on, however small one side is. */
    @Test
    void commonsMath_usesTheLimitForSmallSamples() {
        double[] few = {0.02, 0.05, 0.11, 0.19, 0.3, 0.31, 0.44, 0.5, 0.52, 0.6};
        double[] many = new double[1001];
        Arrays.setAll(many, i -> i / 1000.0);

        double theirs = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(few, many);
        double p = ours(few, many).p().value();

        assertTrue(Math.abs(theirs - p) > 0.01, theirs + " and " + p);
        Fault.shown(
                MATH + " KolmogorovSmirnovTest",
                "p of 10 values against 1 001",
                written(theirs),
                written(p),
                "Kolmogorov's limit is taken once n·m reaches 10 000; ours is exact to 10 000 a"
                        + " side");
    }

    /** Two samples of one distribution: the one-sample test rejects far too often. */
    @Test
    void commonsMath_oneSampleChiSquareRejectsTooOften() {
        int rejected = 0;
        int rejectedByUs = 0;
        int runs = 20_000;
        SplittableRandom random = new SplittableRandom(20260);
        for (int run = 0; run < runs; run++) {
            long[] reference = categories(random, 500);
            long[] current = categories(random, 500);
            double[] expected = Arrays.stream(reference).asDoubleStream().toArray();
            rejected += TestUtils.chiSquareTest(expected, current) < 0.05 ? 1 : 0;
            rejectedByUs +=
                    ChiSquare.homogeneity(table(reference), table(current)).p().isBelow(0.05)
                            ? 1
                            : 0;
        }

        double theirs = (double) rejected / runs;
        double size = (double) rejectedByUs / runs;
        assertTrue(theirs > 0.15, "size " + theirs);
        assertTrue(size > 0.044 && size < 0.056, "size " + size);
        Fault.shown(
                MATH + " chiSquareTest(expected, observed)",
                "share rejected at 5 % of 20 000 pairs of samples (500 rows, 4 categories) of one"
                        + " distribution",
                written(theirs),
                written(size),
                "one sample against known shares; a reference is a sample itself");
    }

    /** Sums of k·ln k cancel; for these counts G is about d²/n = 0.75. */
    @Test
    void commonsStatistics_losesAllDigitsOfGAtLargeCounts() {
        long n = 10_000_000_000_000_000L;
        long d = 86_602_540L;
        long[] reference = {n, n};
        long[] current = {n + d, n - d};

        double theirs = GTest.withDefaults().statistic(new long[][] {reference, current});
        double g =
                io.halflife.statistics.comparison.GTest.homogeneity(
                                table(reference), table(current))
                        .unpooled()
                        .statistic()
                        .value();

        assertEquals(0.75, g, 1e-7);
        assertTrue(Math.abs(theirs - g) > 1, "G " + theirs);
        Fault.shown(
                "commons-statistics-inference 1.2 GTest",
                "G of {10^16, 10^16} against {10^16 + 86 602 540, 10^16 − 86 602 540}",
                written(theirs),
                written(g),
                "Σk·ln k cancels; we sum terms of one sign");
    }

    private static FrequencyTable table(long[] counts) {
        Map<String, Long> table = new HashMap<>();
        for (int i = 0; i < counts.length; i++) {
            table.put("c" + i, counts[i]);
        }
        return FrequencyTable.of(table);
    }

    private static String written(double value) {
        return String.format("%.3g", value);
    }

    private static long[] categories(SplittableRandom random, int rows) {
        long[] counts = new long[4];
        for (int row = 0; row < rows; row++) {
            counts[random.nextInt(4)]++;
        }
        return counts;
    }
}
