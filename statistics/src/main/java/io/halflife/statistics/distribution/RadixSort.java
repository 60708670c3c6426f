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

    /** Ascending keys of the values in {@code [from, to)}. NaN is refused. */
    static long[] sortedKeys(double[] values, int from, int to) {
        long[] keys = new long[to - from];
        for (int i = 0; i < keys.length; i++) {
            requireNumber(values[from + i], from + i);
            keys[i] = key(values[from + i]);
        }
        return keys.length <= COMPARISON_SORT_MAX ? comparisonSorted(keys) : radixSorted(keys);
    }

    /** The highest bit is turned for as long as they are compared as signed numbers. */
    private static long[] comparisonSorted(long[] keys) {
        for (int i = 0; i < keys.length; i++) {
            keys[i] ^= Long.MIN_VALUE;
        }
        Arrays.sort(keys);
        for (int i = 0; i < keys.length; i++) {
            keys[i] ^= Long.MIN_VALUE;
        }
        return keys;
    }

    static void requireNumber(double value, int index) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(
                    "values[" + index + "] must be a number, missing ones left out before: NaN");
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

    /** The given array or another one of its length; what is in the given one is lost. */
    private static long[] radixSorted(long[] given) {
        long[] keys = given;
        int[][] histograms = histograms(keys);
        long[] scratch = new long[keys.length];
        for (int digit = 0; digit < DIGITS; digit++) {
            int shift = BITS * digit;
            if (histograms[digit][(int) (keys[0] >>> shift) & MASK] == keys.length) {
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
