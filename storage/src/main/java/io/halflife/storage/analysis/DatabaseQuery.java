// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Rows of the database. All queries give the same ten columns, in the order of {@link CopyRows}.
 */
public sealed interface DatabaseQuery extends RowQuery permits WindowRows, ReferenceRows {

    /**
     * The query with every value written out.
     *
     * @param connection may be asked what the query need not do
     */
    String sql(Connection connection) throws SQLException;

    @Override
    default RowCursor open(Connection connection) throws SQLException {
        return CopyRows.over(connection, this);
    }
}
