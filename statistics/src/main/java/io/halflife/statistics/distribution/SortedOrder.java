// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

/**
 * The order of values that carry others with them, such as scores with their weights.
 *
 * <p>By ascending value, equal values in the order they came; −0.0 equals 0.0, infinities are first
 * and last, NaN is refused. O(n) by radix, without an object per value.
 */
public final class SortedOrder {

    private long[] keys;
    private long[] keyScratch;
    private int[] order;
    private int[] orderScratch;

    private SortedOrder(int n) {
        keys = new long[n];
        keyScratch = new long[n];
        order = new int[n];
        orderScratch = new int[n];
    }

    /**
     * The indices {@code from} to {@code to − 1} by ascending value; the array is neither kept nor
     * changed.
     *
     * @throws IllegalArgumentException for NaN, naming its index
     */
    public static int[] of(double[] values, int from, int to) {
        RowRange.require("values", values.length, from, to);
        SortedOrder sorted = new SortedOrder(to - from);
        for (int i = from; i < to; i++) {
            RadixSort.requireNumber(values[i], i);
            sorted.keys[i - from] = RadixSort.key(values[i]);
            sorted.order[i - from] = i;
        }
        sorted.sort();
        return sorted.order;
    }

    private void sort() {
        int[][] histograms = RadixSort.histograms(keys);
        for (int digit = 0; digit < RadixSort.DIGITS && keys.length > 0; digit++) {
            int shift = RadixSort.BITS * digit;
            int first = (int) (keys[0] >>> shift) & RadixSort.MASK;
            if (histograms[digit][first] < keys.length) {
                scatter(RadixSort.starts(histograms[digit]), shift);
            }
        }
    }

    private void scatter(int[] next, int shift) {
        for (int i = 0; i < keys.length; i++) {
            int to = next[(int) (keys[i] >>> shift) & RadixSort.MASK]++;
            keyScratch[to] = keys[i];
            orderScratch[to] = order[i];
        }
        long[] swapKeys = keys;
        keys = keyScratch;
        keyScratch = swapKeys;
        int[] swapOrder = order;
        order = orderScratch;
        orderScratch = swapOrder;
    }
}
