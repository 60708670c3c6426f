// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdwinTest {

    @Test
    void mean_isUndefinedBeforeTheFirstValue() {
        Adwin adwin = Adwin.withDefaults();

        assertEquals(Figure.undefined(Status.INSUFFICIENT_DATA), adwin.mean());
        assertEquals(0, adwin.width());
        assertEquals(0, adwin.buckets());
        assertEquals(Change.NONE, adwin.add(1));
        assertEquals(Figure.of(1), adwin.mean());
    }

    @Test
    void buckets_areMergedInPairsWhenASixthComes() {
        Adwin adwin = Adwin.withDefaults();
        for (int i = 1; i <= 5000; i++) {
            adwin.add(0.5);
            assertEquals(bucketsOf(i), adwin.buckets(), "after " + i);
        }
    }

    /** By definition: six of a size become four of it and one of the next. */
    private static int bucketsOf(int values) {
        int[] rows = new int[14];
        for (int i = 0; i < values; i++) {
            rows[0]++;
            for (int row = 0; rows[row] == 6; row++) {
                rows[row] -= 2;
                rows[row + 1]++;
            }
        }
        int buckets = 0;
        for (int row : rows) {
            buckets += row;
        }
        return buckets;
    }

    @Test
    void constantStream_neverSignalsAndKeepsLittle() {
        Adwin adwin = Adwin.withDefaults();
        for (int i = 0; i < 100_000; i++) {
            assertEquals(Change.NONE, adwin.add(1));
        }
        assertEquals(100_000, adwin.width());
        assertEquals(Figure.of(1), adwin.mean());
        // 15 sizes up to 2^14, at most five of each.
        assertTrue(adwin.buckets() <= 75, "buckets " + adwin.buckets());
    }

    /** A rise and a fall of a deterministic stream, seen at a multiple of the clock. */
    @Test
    void change_isToldWithItsDirectionOnTheClock() {
        Adwin adwin = Adwin.withDefaults();
        assertEquals(-1, firstChange(adwin, 0, 640, Change.NONE));
        int up = firstChange(adwin, 1, 640, Change.UP);
        int down = firstChange(adwin, 0, 640, Change.DOWN);

        assertEquals(Adwin.CLOCK - 1, up);
        assertTrue(down >= 0 && down % Adwin.CLOCK == Adwin.CLOCK - 1, "down " + down);
    }

    private static int firstChange(Adwin adwin, double value, int times, Change expected) {
        int first = -1;
        for (int i = 0; i < times; i++) {
            Change change = adwin.add(value);
            if (change != Change.NONE && first < 0) {
                assertEquals(expected, change);
                first = i;
            }
        }
        return first;
    }

    @Test
    void missingValues_arePassedOver() {
        Adwin with = Adwin.withDefaults();
        Adwin without = Adwin.withDefaults();
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 3000; i++) {
            double value = random.nextDouble() < (i < 1500 ? 0.1 : 0.5) ? 1 : 0;
            assertEquals(Change.NONE, with.add(Double.NaN));
            assertEquals(without.add(value), with.add(value), "value " + i + ", seed 11");
        }
        assertEquals(without.width(), with.width());
        assertTrue(with.width() < 3000, "the rise was seen");
    }

    @Test
    void input_isChecked() {
        for (double delta : new double[] {0, 1, -0.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> Adwin.of(delta), "" + delta);
        }
        assertThrows(IllegalArgumentException.class, () -> Adwin.of(0.1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Adwin.of(0.1, Double.NaN, 1));
        assertThrows(
                IllegalArgumentException.class, () -> Adwin.of(0.1, Double.NEGATIVE_INFINITY, 1));
        assertThrows(
                IllegalArgumentException.class, () -> Adwin.of(0.1, 0, Double.POSITIVE_INFINITY));
        Adwin adwin = Adwin.withDefaults();
        for (double value : new double[] {-1e-300, Math.nextUp(1.0), Double.POSITIVE_INFINITY}) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> adwin.add(value));
            assertTrue(e.getMessage().contains("[0.0, 1.0]: " + value), e.getMessage());
        }
        assertEquals(0, adwin.width());
        adwin.add(0);
        adwin.add(1);
        assertEquals(2, adwin.width());
    }

    /** Stored and read back between any two values, it goes on as if nothing had happened. */
    @Test
    void state_canBeStored() throws IOException, ClassNotFoundException {
        long seed = 5;
        SplittableRandom random = new SplittableRandom(seed);
        Adwin kept = Adwin.of(0.01);
        Adwin stored = Adwin.of(0.01);
        PageHinkley keptSum = PageHinkley.withDefaults();
        PageHinkley storedSum = PageHinkley.withDefaults();
        int signals = 0;
        for (int i = 0; i < 4000; i++) {
            double value = random.nextDouble() < (i / 1000 % 2 == 0 ? 0.1 : 0.6) ? 1 : 0;
            if (i % 97 == 0) {
                stored = restored(stored, Adwin.class);
                storedSum = restored(storedSum, PageHinkley.class);
            }
            Change change = kept.add(value);
            signals += change == Change.NONE ? 0 : 1;
            assertEquals(change, stored.add(value), "value " + i + ", seed " + seed);
            assertEquals(keptSum.add(value), storedSum.add(value), "value " + i);
        }
        assertTrue(signals > 0, "nothing to compare");
        assertEquals(kept.mean(), stored.mean());
        assertEquals(keptSum.sum(), storedSum.sum());
    }

    private static <T> T restored(T detector, Class<T> type)
            throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(detector);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return type.cast(in.readObject());
        }
    }

    /** Sums of squares of values in the range stay numbers. */
    @Test
    void range_isBounded() {
        assertThrows(IllegalArgumentException.class, () -> Adwin.of(0.1, -1.1e100, 0));
        assertThrows(IllegalArgumentException.class, () -> Adwin.of(0.1, 0, 1.1e100));
        Adwin detector = Adwin.of(0.1, -1e100, 1e100);
        for (int i = 0; i < 1000; i++) {
            detector.add(i < 500 ? -1e100 : 1e100);
        }
        assertEquals(1e100, detector.mean().value(), 1e86);
    }
}
