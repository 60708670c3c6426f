// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.storage.analysis.RowQuery;
import io.halflife.storage.analysis.WindowRows;
import java.util.Iterator;

/**
 * Rows that lie column by column: a numeric feature can be read without the others and without
 * going through rows.
 */
public interface ColumnarRows extends RowQuery {

    /** The rows of a stretch of these, in their order; their numeric features are not read. */
    RowQuery withoutNumbers(WindowRows stretch);

    /** Begins to read columns. */
    Numbers numbers();

    /** Reads one column after the other. One thread. */
    interface Numbers extends AutoCloseable {

        /**
         * All values of a numeric feature, in any order; nothing is read before it is asked for.
         *
         * @param feature its place in the signature's numeric features
         * @throws IllegalArgumentException from the iterator, when it cannot be read
         */
        Iterator<Block> of(int feature);

        @Override
        void close();
    }
}
