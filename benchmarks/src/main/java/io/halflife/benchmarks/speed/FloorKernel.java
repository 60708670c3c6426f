// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.speed;

/**
 * The least that an exact comparison of unsorted values must do: turn doubles into keys, sort them
 * by radix, walk both sides once. It checks nothing, keeps nothing and knows no missing values.
 *
 * <p>Written apart from {@code statistics}, so that a change there does not move the floor.
 */
public final class FloorKernel {

    private static final int DIGITS = 6;
    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;

    private FloorKernel() {}

    /** Both figures. */
    public record Distances(double d, double w1) {}

    /** Keys of the values, ascending when compared unsigned. */
    public static long[] sortedKeys(double[] values) {
        int n = values.length;
        long[] keys = new long[n];
        int[] counts = new int[DIGITS * BUCKETS];
        for (int i = 0; i < n; i++) {
            long bits = Double.doubleToRawLongBits(values[i] + 0.0);
            long key = bits ^ ((bits >> 63) | Long.MIN_VALUE);
            keys[i] = key;
            for (int digit = 0; digit < DIGITS; digit++) {
                counts[digit * BUCKETS + digit(key, digit)]++;
            }
        }
        long[] from = keys;
        long[] to = new long[n];
        for (int digit = 0; digit < DIGITS; digit++) {
            if (n > 0 && counts[digit * BUCKETS + digit(from[0], digit)] < n) {
                scatter(from, to, counts, digit);
                long[] swap = from;
                from = to;
                to = swap;
            }
        }
        return from;
    }

    private static int digit(long key, int digit) {
        return (int) (key >>> (BITS * digit)) & (BUCKETS - 1);
    }

    private static void scatter(long[] from, long[] to, int[] counts, int digit) {
        int[] starts = new int[BUCKETS];
        for (int bucket = 1; bucket < BUCKETS; bucket++) {
            starts[bucket] = starts[bucket - 1] + counts[digit * BUCKETS + bucket - 1];
        }
        for (long key : from) {
            to[starts[digit(key, digit)]++] = key;
        }
    }

    private static double value(long key) {
        return Double.longBitsToDouble(key ^ ((~key >> 63) | Long.MIN_VALUE));
    }

    /** One walk over both sides; n·m must fit into 63 bits. Both sides must hold values. */
    public static Distances merge(long[] reference, long[] current) {
        long n = reference.length;
        long m = current.length;
        int x = 0;
        int y = 0;
        long largest = 0;
        double area = 0;
        long difference = 0;
        double previous = Math.min(value(reference[0]), value(current[0]));
        while (x < n || y < m) {
            boolean left = y == m || (x < n && Long.compareUnsigned(reference[x], current[y]) <= 0);
            long key = left ? reference[x] : current[y];
            double at = value(key);
            area += Math.abs((double) difference) * (at - previous);
            while (x < n && reference[x] == key) {
                x++;
            }
            while (y < m && current[y] == key) {
                y++;
            }
            difference = x * m - y * n;
            largest = Math.max(largest, Math.abs(difference));
            previous = at;
        }
        double pairs = (double) n * m;
        return new Distances(largest / pairs, area / pairs);
    }
}
