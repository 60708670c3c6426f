// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;

/** Which rows a task reads, wherever they lie. */
public interface RowQuery extends Serializable {

    /**
     * Begins to read.
     *
     * @param connection inside a transaction; it stays open
     */
    RowCursor open(Connection connection) throws SQLException;

    /** The same rows with the values by which they are divided. */
    RowQuery dividedBy(SegmentColumns keys);
}
