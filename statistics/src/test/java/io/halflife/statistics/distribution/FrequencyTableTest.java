// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrequencyTableTest {

    @Test
    void of_dropsZerosAndRefusesNegativeCounts() {
        FrequencyTable table = FrequencyTable.of(Map.of("a", 2L, "b", 0L, "c", 1L));

        assertEquals(Map.of("a", 2L, "c", 1L), table.counts());
        assertEquals(3, table.total());
        assertEquals(2, table.distinct());
        assertEquals(1, table.singletons());
        assertEquals(0, table.count("b"));
        assertEquals(0, table.rest());
        assertEquals(0, table.missedMax());
        assertTrue(FrequencyTable.EMPTY.isEmpty());
        assertFalse(table.isEmpty());
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class, () -> FrequencyTable.of(Map.of("x", -1L)));
        assertEquals("the count of category 'x' must be at least 0, not -1", refused.getMessage());
        assertThrows(
                ArithmeticException.class,
                () -> FrequencyTable.of(Map.of("x", Long.MAX_VALUE, "y", 1L)));
    }

    /** A rest without a bound, or a bound without a rest, cannot have come from a limit. */
    @Test
    void of_refusesARestThatNoLimitGives() {
        assertEquals(12, FrequencyTable.of(Map.of("a", 5L), 7, 7).total());
        assertEquals(1, FrequencyTable.of(Map.of("a", 5L), 7, 1).missedMax());
        for (long[] wrong : new long[][] {{-1, 0}, {0, 1}, {7, 0}, {7, 8}, {7, -1}}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> FrequencyTable.of(Map.of(), wrong[0], wrong[1]));
        }
    }

    @Test
    void limit_keepsTheMostFrequentAndCountsTheOthersTogether() {
        FrequencyTable table = FrequencyTable.of(Map.of("a", 5L, "b", 2L, "c", 9L, "d", 2L));

        FrequencyTable limited = table.limit(3);

        assertEquals(Map.of("a", 5L, "b", 2L, "c", 9L), limited.counts());
        assertEquals(2, limited.rest());
        assertEquals(2, limited.missedMax());
        assertEquals(18, limited.total());
        assertSame(table, table.limit(4));
        assertEquals(FrequencyTable.of(Map.of("c", 9L), 9, 5), table.limit(1));
        assertEquals(FrequencyTable.of(Map.of("c", 9L), 9, 7), limited.limit(1));
        assertThrows(IllegalArgumentException.class, () -> table.limit(0));
        assertNotEquals(table, limited);
        assertNotEquals(limited, FrequencyTable.of(limited.counts(), 2, 1));
        assertEquals("18 rows in 3 categories and more", limited.toString());
    }

    /** Law: whatever the parts, limited or not, their order and grouping do not matter. */
    @Test
    void merge_isAssociativeAndCommutative() {
        for (long seed = 1; seed <= 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            FrequencyTable a = part(random).limit(1 + random.nextInt(20));
            FrequencyTable b = part(random).limit(1 + random.nextInt(20));
            FrequencyTable c = part(random);

            assertEquals(a.merge(b), b.merge(a), "seed " + seed);
            assertEquals(a.merge(b).merge(c), a.merge(b.merge(c)), "seed " + seed);
            assertEquals(a, a.merge(FrequencyTable.EMPTY), "seed " + seed);
            assertEquals(a.hashCode(), a.merge(FrequencyTable.EMPTY).hashCode());
        }
    }

    /** Law: without limits merging the parts equals the whole; with them, within the bound. */
    @Test
    void merge_equalsTheWholeWithinWhatItSays() {
        for (long seed = 1; seed <= 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            FrequencyTable whole = FrequencyTable.EMPTY;
            FrequencyTable exact = FrequencyTable.EMPTY;
            FrequencyTable limited = FrequencyTable.EMPTY;
            Map<String, Long> counts = new HashMap<>();
            int kept = 2 + random.nextInt(10);
            List<FrequencyTable> parts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                FrequencyTable part = part(random);
                parts.add(part);
                part.counts().forEach((name, count) -> counts.merge(name, count, Long::sum));
                exact = exact.merge(part);
                limited = limited.merge(part.limit(kept));
            }
            whole = FrequencyTable.of(counts);
            assertEquals(whole, exact, "seed " + seed);
            long bound = whole.total() / (kept + 1);
            assertTrue(limited.missedMax() <= bound, "seed " + seed);
            checkBounds(whole, limited, seed);
            checkBounds(whole, limited.limit(3).merge(FrequencyTable.EMPTY), seed);
            FrequencyTable again = FrequencyTable.EMPTY;
            for (FrequencyTable part : parts) {
                again = again.merge(part).limit(kept);
            }
            checkBounds(whole, again, seed);
        }
    }

    private static void checkBounds(FrequencyTable whole, FrequencyTable limited, long seed) {
        assertEquals(whole.total(), limited.total(), "seed " + seed);
        long inCounts = limited.counts().values().stream().mapToLong(Long::longValue).sum();
        assertEquals(whole.total(), inCounts + limited.rest(), "seed " + seed);
        whole.counts()
                .forEach(
                        (name, truth) -> {
                            long least = limited.count(name);
                            String where = "seed " + seed + " " + name;
                            assertTrue(least <= truth, where);
                            assertTrue(truth <= least + limited.missedMax(), where);
                        });
    }

    private static FrequencyTable part(SplittableRandom random) {
        Map<String, Long> counts = new HashMap<>();
        int rows = random.nextInt(200);
        for (int i = 0; i < rows; i++) {
            double u = random.nextDouble();
            counts.merge("c" + (int) (40 * u * u), 1L, Long::sum);
        }
        return FrequencyTable.of(counts);
    }
}
