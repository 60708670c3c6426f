// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import java.util.Arrays;

/**
 * Counts of cells by row and column index: a hash table with open addressing, so that counting a
 * row allocates nothing. Not safe for use by several threads.
 */
final class CellCounts {

    private static final long FREE = -1;

    /** Row in the upper, column in the lower half. */
    private long[] keys = filled(16);

    private long[] counts = new long[16];
    private int used;

    private static long[] filled(int length) {
        long[] keys = new long[length];
        Arrays.fill(keys, FREE);
        return keys;
    }

    void add(int row, int column, long rows) {
        if (rows == 0) {
            return;
        }
        long key = (long) row << Integer.SIZE | column;
        int at = slot(keys, key);
        if (keys[at] == FREE) {
            keys[at] = key;
            used++;
        }
        counts[at] = Math.addExact(counts[at], rows);
        if (used > keys.length / 2) {
            grow();
        }
    }

    private static int slot(long[] keys, long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int at = (int) (mixed >>> (Long.SIZE - Integer.numberOfTrailingZeros(keys.length)));
        while (keys[at] != FREE && keys[at] != key) {
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }

    private void grow() {
        long[] moreKeys = filled(Math.multiplyExact(2, keys.length));
        long[] moreCounts = new long[moreKeys.length];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != FREE) {
                int at = slot(moreKeys, keys[i]);
                moreKeys[at] = keys[i];
                moreCounts[at] = counts[i];
            }
        }
        keys = moreKeys;
        counts = moreCounts;
    }

    /**
     * The table of these cells.
     *
     * @param classes ascending
     * @param rank where the class with an index here stands among the ascending ones
     */
    ConfusionTable table(String[] classes, int[] rank) {
        long[] sorted = new long[used];
        int next = 0;
        for (long key : keys) {
            if (key != FREE) {
                sorted[next++] =
                        (long) rank[(int) (key >>> Integer.SIZE)] << Integer.SIZE | rank[(int) key];
            }
        }
        Arrays.sort(sorted);
        int[] rowEnds = new int[classes.length];
        int[] columns = new int[used];
        long[] cells = new long[used];
        int[] index = inverse(rank);
        for (int i = 0; i < used; i++) {
            int row = (int) (sorted[i] >>> Integer.SIZE);
            columns[i] = (int) sorted[i];
            long key = (long) index[row] << Integer.SIZE | index[columns[i]];
            cells[i] = counts[slot(keys, key)];
            rowEnds[row] = i + 1;
        }
        for (int row = 1; row < rowEnds.length; row++) {
            rowEnds[row] = Math.max(rowEnds[row], rowEnds[row - 1]);
        }
        return new ConfusionTable(classes, rowEnds, columns, cells);
    }

    private static int[] inverse(int[] rank) {
        int[] index = new int[rank.length];
        for (int i = 0; i < rank.length; i++) {
            index[rank[i]] = i;
        }
        return index;
    }
}
