// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistinctCountTest {

    /** Law: merging is associative, commutative, idempotent, and equals the whole. */
    @Test
    void merge_ofThePartsIsTheWhole() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] values = random.doubles(3000).map(u -> Math.floor(u * 1500)).toArray();
            int first = random.nextInt(3000);
            int second = first + random.nextInt(3000 - first);
            DistinctCount a = DistinctCount.ofNumbers(values, 0, first);
            DistinctCount b = DistinctCount.ofNumbers(values, first, second);
            DistinctCount c = DistinctCount.ofNumbers(values, second, 3000);
            DistinctCount whole = DistinctCount.ofNumbers(values, 0, 3000);

            assertEquals(whole, a.merge(b).merge(c), "seed " + seed);
            assertEquals(whole, a.merge(b.merge(c)), "seed " + seed);
            assertEquals(b.merge(a), a.merge(b), "seed " + seed);
            assertEquals(whole, whole.merge(whole), "seed " + seed);
            assertEquals(whole, DistinctCount.of(EmpiricalDistribution.of(values)));
            assertEquals(whole.hashCode(), a.merge(b).merge(c).hashCode());
        }
    }

    /** Four standard errors, over six orders of magnitude; the mean error is far smaller. */
    @Test
    void estimate_isWithinItsError() {
        for (int n : new int[] {10, 100, 1000, 10_000, 40_000, 100_000, 1_000_000}) {
            double sum = 0;
            for (int run = 0; run < 12; run++) {
                long seed = (1000L + run) * n;
                double[] values = LongStream.range(seed, seed + n).asDoubleStream().toArray();
                double estimate = DistinctCount.ofNumbers(values, 0, n).estimate();
                double error = (estimate - n) / n;
                sum += error;
                assertTrue(
                        Math.abs(error) < 4 * DistinctCount.RELATIVE_ERROR,
                        "n " + n + " run " + run + " error " + error);
            }
            assertTrue(Math.abs(sum / 12) < 1.0 * DistinctCount.RELATIVE_ERROR, "n " + n);
        }
    }

    /** Names are counted as numbers are, and tables by the names they keep. */
    @Test
    void estimate_ofNamesAgreesWithThatOfTheirCount() {
        List<String> names = IntStream.range(0, 50_000).mapToObj(i -> "user-" + i).toList();

        double estimate = DistinctCount.ofNames(names).estimate();

        assertEquals(1, estimate / 50_000, 4 * DistinctCount.RELATIVE_ERROR);
        FrequencyTable table = FrequencyTable.of(Map.of("user-1", 7L, "user-2", 1L));
        assertEquals(
                DistinctCount.ofNames(List.of("user-2", "user-1", "user-2")),
                DistinctCount.of(table));
    }

    @Test
    void estimate_ofNothingAndOfOneValue() {
        double[] missing = {Double.NaN, 0.0, -0.0, 0.0, Double.NaN};

        assertEquals(0, DistinctCount.ofNumbers(missing, 0, 1).estimate());
        assertEquals(1, DistinctCount.ofNumbers(missing, 0, 5).estimate(), 1e-3);
        assertEquals(
                DistinctCount.ofNumbers(missing, 1, 2), DistinctCount.ofNumbers(missing, 2, 3));
        double[] ends = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        assertEquals(2, DistinctCount.ofNumbers(ends, 0, 2).estimate(), 1e-3);
        assertNotEquals(DistinctCount.ofNumbers(ends, 0, 1), DistinctCount.ofNumbers(ends, 1, 2));
        assertEquals("about 2 different values", DistinctCount.ofNumbers(ends, 0, 2).toString());
        assertThrows(IndexOutOfBoundsException.class, () -> DistinctCount.ofNumbers(ends, 0, 3));
    }
}
