// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.sql.SQLException;

/**
 * Rows in the order of their key: when, in microseconds since 1970, and then the id as bytes. What
 * it answers is about the current row. One thread.
 */
public interface KeyedRows extends AutoCloseable {

    /** Moves to the next row; false when there is none. */
    boolean next() throws SQLException;

    long time();

    /** The first half of the id. */
    long upper();

    /** The second half. */
    long lower();

    /** Like a comparator of the current rows. */
    default int compareKey(KeyedRows other) {
        int byTime = Long.compare(time(), other.time());
        if (byTime != 0) {
            return byTime;
        }
        int byUpper = Long.compareUnsigned(upper(), other.upper());
        return byUpper != 0 ? byUpper : Long.compareUnsigned(lower(), other.lower());
    }

    @Override
    void close() throws SQLException;
}
