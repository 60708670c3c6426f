// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.storage.analysis.RowQuery;
import java.io.Serializable;

/**
 * What is read with one query: a window, or a part of one.
 *
 * @param job the number of the job in its call
 * @param window the window's number in its job
 * @param part the part's number in its window
 * @param reading which columns of the rows are wanted
 */
public record Slice(int job, int window, int part, RowQuery query, Reading reading)
        implements Serializable {

    /** The key of a block of this slice. */
    BlockKey key(int segment, int column, int portion) {
        return new BlockKey(job, window, segment, column, ((long) part << Integer.SIZE) | portion);
    }
}
