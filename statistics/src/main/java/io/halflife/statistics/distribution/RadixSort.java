// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import java.util.Arrays;

/**
 * Sorts doubles as 64-bit keys whose unsigned order is the order of the doubles.
 *
 * <p>Least significant digit first, six digits of 11 bits, all histograms in one sweep; a digit
 * that is the same everywhere is skipped. O(n), about four times as fast as comparing for 10⁵
 * values. Law: {@code value(key(x)) == x} for every x but −0.0, which becomes 0.0.
 */
final class RadixSort {

    /** Below this a comparison sort is faster than filling six histograms. */
    private static final int COMPARISON_SORT_MAX = 600;

    static final int DIGITS = 6;
    static final int BITS = 11;
    static final int MASK = (1 << BITS) - 1;

    private RadixSort() {}

    /** Orders like the double itself when compared unsigned; −∞ first, ∞ last. */
    static long key(double value) {
        long bits = Double.doubleToRawLongBits(value + 0.0);
        return bits ^ ((bits >> 63) | Long.MIN_VALUE);
    }

    static double value(long key) {
        return Double.longBitsToDouble(key ^ ((~key >> 63) | Long.MIN_VALUE));
    }

    /** A sorted copy of {@code [from, to)}; −0.0 becomes 0.0. NaN is refused. */
    static double[] sorted(double[] values, int from, int to) {
        int n = to - from;
        double[] result = new double[n];
        for (int i = 0; i < n; i++) {
            requireNumber(values[from + i], from + i);
            result[i] = values[from + i] + 0.0;
        }
        if (n <= COMPARISON_SORT_MAX) {
            Arrays.sort(result);
            return result;
        }
        long[] keys = sortKeys(result);
        for (int i = 0; i < n; i++) {
            result[i] = value(keys[i]);
        }
        return result;
    }

    static void requireNumber(double value, int index) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(
                    "NaN at index " + index + ": missing values are dropped before");
        }
    }

    static int[][] histograms(long[] keys) {
        int[][] histograms = new int[DIGITS][1 << BITS];
        for (long key : keys) {
            for (int digit = 0; digit < DIGITS; digit++) {
                histograms[digit][(int) (key >>> (BITS * digit)) & MASK]++;
            }
        }
        return histograms;
    }

    private static long[] sortKeys(double[] values) {
        int n = values.length;
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            keys[i] = key(values[i]);
        }
        int[][] histograms = histograms(keys);
        long[] scratch = new long[n];
        for (int digit = 0; digit < DIGITS; digit++) {
            int shift = BITS * digit;
            if (histograms[digit][(int) (keys[0] >>> shift) & MASK] == n) {
                continue;
            }
            scatter(keys, scratch, histograms[digit], shift);
            long[] swap = keys;
            keys = scratch;
            scratch = swap;
        }
        return keys;
    }

    private static void scatter(long[] source, long[] target, int[] histogram, int shift) {
        int[] next = starts(histogram);
        for (long key : source) {
            target[next[(int) (key >>> shift) & MASK]++] = key;
        }
    }

    /** Turns the counts into where each bucket starts, in place. */
    static int[] starts(int[] histogram) {
        int start = 0;
        for (int bucket = 0; bucket < histogram.length; bucket++) {
            int count = histogram[bucket];
            histogram[bucket] = start;
            start += count;
        }
        return histogram;
    }
}
