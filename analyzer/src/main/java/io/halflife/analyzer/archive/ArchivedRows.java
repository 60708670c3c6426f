// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.storage.analysis.LiveLabels;
import io.halflife.storage.analysis.LiveRows;
import io.halflife.storage.analysis.RowCursor;
import io.halflife.storage.analysis.RowQuery;
import io.halflife.storage.analysis.SegmentColumns;
import io.halflife.storage.analysis.WaitingLabels;
import io.halflife.storage.analysis.WindowRows;
import io.halflife.storage.archive.ArchivedFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a window from an archive, and from the database what the archive does not have: the
 * same rows in the same order as if the database still had them all.
 */
record ArchivedRows(WindowRows window, ArchivedPart part, RowColumns columns) implements RowQuery {

    private static final long serialVersionUID = 1;

    @Override
    public RowCursor open(Connection connection) throws SQLException {
        List<FileRows> files = new ArrayList<>();
        for (ArchivedFile file : part.predictions()) {
            files.add(new FileRows(part.folder(), file, window, columns));
        }
        LiveRows live = LiveRows.open(connection, window, part.archived());
        return new ArchiveCursor(files, live, labels(connection));
    }

    @Override
    public ArchivedRows dividedBy(SegmentColumns keys) {
        return new ArchivedRows(window.dividedBy(keys), part, columns);
    }

    private LabelMerge labels(Connection connection) throws SQLException {
        List<LabelRows> sources = new ArrayList<>();
        for (ArchivedFile file : part.labels()) {
            sources.add(new LabelRows.OfFile(part.folder(), file, window));
        }
        sources.add(new LabelRows.Live(LiveLabels.open(connection, window, part.labelled())));
        WaitingLabels waiting =
                window.pendingLabels()
                        ? WaitingLabels.read(connection, window)
                        : WaitingLabels.NONE;
        return new LabelMerge(sources, waiting);
    }
}
