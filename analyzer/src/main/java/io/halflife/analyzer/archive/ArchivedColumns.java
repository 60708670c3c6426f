// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.analyzer.block.ColumnarRows;
import io.halflife.storage.analysis.RowCursor;
import io.halflife.storage.analysis.RowQuery;
import io.halflife.storage.analysis.SegmentColumns;
import io.halflife.storage.analysis.WindowRows;
import io.halflife.storage.archive.ArchivedFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/**
 * The rows of a window that lie in files alone, each in one of them only: what {@link ArchivedRows}
 * gives, and its numeric features also column by column.
 */
record ArchivedColumns(ArchivedRows rows) implements ColumnarRows {

    private static final long serialVersionUID = 1;

    /** Whether no two files have rows of the same time, so that no prediction is in two of them. */
    static boolean areApart(List<ArchivedFile> files) {
        List<ArchivedFile> rising =
                files.stream().sorted(Comparator.comparing(ArchivedFile::firstEvent)).toList();
        for (int i = 1; i < rising.size(); i++) {
            if (!rising.get(i).firstEvent().isAfter(rising.get(i - 1).lastEvent())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public RowCursor open(Connection connection) throws SQLException {
        return rows.open(connection);
    }

    /** With their keys rows are read as rows. */
    @Override
    public RowQuery dividedBy(SegmentColumns keys) {
        return rows.dividedBy(keys);
    }

    @Override
    public RowQuery withoutNumbers(WindowRows stretch) {
        return new ArchivedRows(
                stretch, rows.part().within(stretch.stretch()), rows.columns().withoutNumbers());
    }

    @Override
    public Numbers numbers() {
        return new FileNumbers(rows);
    }
}
