// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Which rows a task reads. All queries give the same ten columns, in the order of {@link
 * RowCursor}.
 */
public sealed interface RowQuery extends Serializable permits WindowRows, ReferenceRows {

    /**
     * The query with every value written out.
     *
     * @param connection may be asked what the query need not do
     */
    String sql(Connection connection) throws SQLException;
}
