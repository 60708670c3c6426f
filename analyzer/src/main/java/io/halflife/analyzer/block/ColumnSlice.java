// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import java.io.Serializable;

/**
 * Numeric features of a window that are read and reduced in one task.
 *
 * @param job the number of the job in its call
 * @param window the window's number in its job
 * @param from the first feature's number
 * @param to the number after the last one
 */
public record ColumnSlice(int job, int window, int from, int to, ColumnarRows rows)
        implements Serializable {

    /** The key of a feature's blocks. */
    public BlockKey key(int feature) {
        return new BlockKey(job, window, BlockKey.WHOLE_WINDOW, feature, 0);
    }
}
