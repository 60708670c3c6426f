// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where a block belongs, and when it comes: blocks of one column of one segment of one window are
 * put together in the order of their keys, so that the same rows always give the same bits.
 *
 * @param job the number of the job in its call
 * @param window the window's number in its job
 * @param segment {@link #WHOLE_WINDOW} for all rows
 * @param column the column's number in its version; {@link #FAILURE} for what could not be read
 * @param order rising with the slice of the window and then with the portion within it
 */
public record BlockKey(int job, int window, int segment, int column, long order)
        implements Comparable<BlockKey>, Serializable {

    /** The segment that every row is in. */
    public static final int WHOLE_WINDOW = 0;

    /** Comes before every column. */
    public static final int FAILURE = -1;

    private static final Comparator<BlockKey> ORDER =
            Comparator.comparingInt(BlockKey::job)
                    .thenComparingInt(BlockKey::window)
                    .thenComparingInt(BlockKey::segment)
                    .thenComparingInt(BlockKey::column)
                    .thenComparingLong(BlockKey::order);

    @Override
    public int compareTo(BlockKey other) {
        return ORDER.compare(this, other);
    }

    /** Whether both belong to the same column of the same segment of the same window. */
    public boolean isOfColumnOf(BlockKey other) {
        return job == other.job
                && window == other.window
                && segment == other.segment
                && column == other.column;
    }
}
