// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

/**
 * The one check of the rows {@code [from, to)} of arrays, made before the first is read.
 *
 * <p>Law: a range that passes can be read without leaving the array; any other is refused naming
 * the argument, its value and what is legal. An empty range is legal.
 */
public final class RowRange {

    private RowRange() {}

    /**
     * Refuses a range that leaves the array.
     *
     * @param array the argument's name
     * @param length of the array
     * @throws IllegalArgumentException unless 0 ≤ from ≤ to ≤ length
     */
    public static void require(String array, int length, int from, int to) {
        if (from < 0 || to > length || from > to) {
            throw new IllegalArgumentException(
                    "from and to must be in 0 <= from <= to <= "
                            + length
                            + ", the length of "
                            + array
                            + ": "
                            + from
                            + " and "
                            + to);
        }
    }

    /**
     * Refuses two arrays that do not go together.
     *
     * @throws IllegalArgumentException unless both lengths are equal
     */
    public static void requireSameLength(String array, int length, String other, int otherLength) {
        if (length != otherLength) {
            throw new IllegalArgumentException(
                    other
                            + " must have the length of "
                            + array
                            + ", "
                            + length
                            + ": "
                            + otherLength);
        }
    }

    /**
     * Refuses an index outside [0, size).
     *
     * @param name the argument's name
     * @throws IllegalArgumentException unless 0 ≤ index &lt; size
     */
    public static void requireIndex(String name, long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException(name + " must be in [0, " + size + "): " + index);
        }
    }
}
