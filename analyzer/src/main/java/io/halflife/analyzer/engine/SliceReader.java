// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.analysis.RowCursor;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import scala.Tuple2;

/**
 * The blocks of a slice, read portion by portion as they are asked for, so that a task holds one
 * portion and not the slice. Keys are column numbers. One thread.
 */
final class SliceReader implements Iterator<Tuple2<Integer, Block>>, AutoCloseable {

    /** Rows that are turned into blocks together. */
    private static final int PORTION_ROWS = 65_536;

    private final Slice slice;
    private final RowCursor rows;
    private final RowBuffers buffers;
    private final Queue<Tuple2<Integer, Block>> ready = new ArrayDeque<>();
    private int portions;
    private boolean exhausted;

    private SliceReader(Slice slice, RowCursor rows, RowBuffers buffers) {
        this.slice = slice;
        this.rows = rows;
        this.buffers = buffers;
    }

    static SliceReader open(Slice slice, DatabaseAccess access, Columns columns)
            throws SQLException {
        RowBuffers buffers = new RowBuffers(columns, slice.features());
        return new SliceReader(slice, RowCursor.open(access, slice.query()), buffers);
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !exhausted) {
            readPortion();
        }
        return !ready.isEmpty();
    }

    @Override
    public Tuple2<Integer, Block> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the slice is read");
        }
        return ready.remove();
    }

    private void readPortion() {
        try {
            int read = 0;
            while (read < PORTION_ROWS && rows.next()) {
                buffers.add(rows);
                read++;
            }
            if (read > 0) {
                long order = ((long) slice.part() << Integer.SIZE) | portions++;
                buffers.drain(order, (column, block) -> ready.add(new Tuple2<>(column, block)));
            }
            if (read < PORTION_ROWS) {
                exhausted = true;
                close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("reading rows failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}
