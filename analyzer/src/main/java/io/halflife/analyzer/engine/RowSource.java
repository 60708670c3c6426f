// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.storage.analysis.RowQuery;
import io.halflife.storage.analysis.WindowRows;

/** Where the rows of windows are. */
@FunctionalInterface
public interface RowSource {

    /** In the database. */
    RowSource DATABASE = rows -> rows;

    /** How these rows are read: the same ones in the same order. */
    RowQuery of(WindowRows rows);
}
