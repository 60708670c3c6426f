// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Both ways of sorting, on both sides of the size where one takes over from the other. */
class RadixSortEdgesTest {

    @Test
    void sortedKeys_areAscendingWhicheverWayTheyAreSorted() {
        long seed = 6021;
        SplittableRandom random = new SplittableRandom(seed);
        for (int size : new int[] {0, 1, 2, 599, 600, 601, 602, 5000}) {
            double[] values = new double[size + 2];
            Arrays.setAll(values, i -> i % 7 == 0 ? special(i) : random.nextGaussian());
            double[] expected = Arrays.stream(values, 1, size + 1).map(v -> v + 0.0).toArray();
            Arrays.sort(expected);

            long[] keys = RadixSort.sortedKeys(values, 1, size + 1);

            double[] actual = Arrays.stream(keys).mapToDouble(RadixSort::value).toArray();
            assertArrayEquals(expected, actual, "seed " + seed + ", size " + size);
        }
    }

    private static double special(int i) {
        double[] all = {
            -0.0, 0.0, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, -Double.MIN_VALUE, 1
        };
        return all[i / 7 % all.length];
    }

    /** Numbers that differ above, below, below where no sample looks, and in all of these. */
    @Test
    void sortedKeys_ofManyWhereverTheyDiffer() {
        long seed = 6022;
        SplittableRandom random = new SplittableRandom(seed);
        assertSorted("above, seed " + seed, i -> random.nextGaussian());
        assertSorted("below, seed " + seed, i -> 1e9 + random.nextDouble());
        assertSorted("below between the samples", i -> i % 195 == 0 ? i : 1 + i * 0x1p-52);
        assertSorted("descending below", i -> i % 195 == 0 ? -i : 1 - i * 0x1p-52);
        assertSorted("few", i -> random.nextInt(5) / 3.0);
        assertSorted(
                "mixed, seed " + seed,
                i -> random.nextInt(500) == 0 ? 7 + i * 0x1p-50 : random.nextGaussian());
    }

    private static void assertSorted(String what, IntToDoubleFunction value) {
        double[] values = new double[1024 * 195];
        Arrays.setAll(values, value);
        double[] expected = values.clone();
        Arrays.sort(expected);

        long[] keys = RadixSort.sortedKeys(values, 0, values.length);

        assertArrayEquals(
                expected, Arrays.stream(keys).mapToDouble(RadixSort::value).toArray(), what);
    }

    @Test
    void sortedKeys_sharedDigitsAreSkipped() {
        double[] values = new double[700];
        Arrays.setAll(values, i -> i % 3 - 1);

        EmpiricalDistribution distribution = EmpiricalDistribution.of(values);

        assertEquals(3, distribution.distinct());
        assertEquals(234, distribution.cumulativeCount(0));
        assertEquals(467, distribution.cumulativeCount(1));
        assertEquals(700, distribution.cumulativeCount(2));
    }

    @Test
    void sortedKeys_refuseNaN() {
        double[] values = {Double.NaN, 1, Double.NaN};

        assertEquals(1, RadixSort.sortedKeys(values, 1, 2).length);
        var refusal =
                assertThrows(
                        IllegalArgumentException.class, () -> RadixSort.sortedKeys(values, 1, 3));
        assertEquals(
                "values[2] must be a number, missing ones left out before: NaN",
                refusal.getMessage());
    }
}
