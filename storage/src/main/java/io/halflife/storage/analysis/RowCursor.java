// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.sql.SQLException;
import java.time.Instant;

/**
 * Rows one at a time, so that memory does not grow with their number. What it answers is about the
 * current row; NaN and null mean that the row has none. One thread.
 */
public interface RowCursor extends AutoCloseable {

    /** Instead of microseconds. */
    long NO_TIME = Long.MIN_VALUE;

    /** Moves to the next row; false when there is none. */
    boolean next() throws SQLException;

    /** When the prediction was made; null for reference rows without a time. */
    Instant eventTime();

    /** The same in microseconds since 1970; {@link #NO_TIME} for none. */
    long eventMicros();

    /**
     * Reads the numeric features in the order of the signature; NaN is a missing value.
     *
     * @throws IllegalArgumentException when the row does not have {@code into.length} of them
     */
    void numericFeatures(double[] into);

    /** Reads the categorical features likewise; null is a missing value. */
    void categoricalFeatures(String[] into);

    String predictedClass();

    double score();

    double value();

    /** One probability per class of the version; null when the row has none. */
    double[] probabilities();

    String actualClass();

    double actualValue();

    /**
     * Reads the values by which the rows are divided, in the order of the query's {@link
     * SegmentColumns}; null is no value.
     *
     * @return false when nobody knows: the row's features and tags are gone
     */
    boolean segments(String[] into);

    /**
     * Whether rows, or what cancels them, may be on their way, so that the connection can serve
     * nobody else; also after {@link #close}.
     */
    default boolean isUnderWay() {
        return false;
    }

    /** Stops whoever sends the rows, when some are left. */
    @Override
    void close() throws SQLException;
}
