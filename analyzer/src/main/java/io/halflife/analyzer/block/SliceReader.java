// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.storage.analysis.AnalysisSession;
import io.halflife.storage.analysis.RowCursor;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import scala.Tuple2;

/**
 * The blocks of a slice, read portion by portion as they are asked for, so that a task holds one
 * portion and not the slice. Rows that cannot be read end it with a {@link Block.Failure}, so that
 * they spoil no other slice; a database that is away is an exception, so that Spark tries again.
 * One thread.
 */
public final class SliceReader implements Iterator<Tuple2<BlockKey, Block>> {

    /** Rows that are turned into blocks together. */
    private static final int PORTION_ROWS = 65_536;

    private final Slice slice;
    private final AnalysisSession session;
    private final RowBuffers buffers;
    // Null when rows are not divided.
    private final SegmentBuffers segments;
    private final Queue<Tuple2<BlockKey, Block>> ready = new ArrayDeque<>();
    private RowCursor rows;
    private int portions;
    private boolean exhausted;

    /**
     * Reads nothing yet.
     *
     * @param session of which this is the only reader until it is exhausted
     */
    public SliceReader(Slice slice, AnalysisSession session, Columns columns, Division division) {
        this.slice = slice;
        this.session = session;
        this.buffers = new RowBuffers(columns, slice.reading());
        this.segments =
                division.isEmpty() ? null : new SegmentBuffers(columns, slice.reading(), division);
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !exhausted) {
            readPortion();
        }
        return !ready.isEmpty();
    }

    @Override
    public Tuple2<BlockKey, Block> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the slice is read");
        }
        return ready.remove();
    }

    private void readPortion() {
        try {
            addPortion();
        } catch (IllegalArgumentException | ArithmeticException e) {
            fail(e);
        } catch (SQLException e) {
            if (Failures.isPassing(e)) {
                throw new IllegalStateException("reading rows failed: " + e.getMessage(), e);
            }
            fail(e);
        }
    }

    private void addPortion() throws SQLException {
        if (rows == null) {
            rows = session.rows(slice.query());
        }
        int read = 0;
        while (read < PORTION_ROWS && rows.next()) {
            buffers.add(rows);
            if (segments != null) {
                segments.add(rows, buffers);
            }
            read++;
        }
        if (read > 0) {
            drain();
        }
        if (read < PORTION_ROWS) {
            exhausted = true;
            rows.close();
        }
    }

    /** Every row is in the whole window, and in one segment of every key. */
    private void drain() {
        int portion = portions++;
        buffers.drain((column, block) -> add(BlockKey.WHOLE_WINDOW, column, portion, block));
        if (segments != null) {
            segments.drain((segment, column, block) -> add(segment, column, portion, block));
        }
    }

    private void add(int segment, int column, int portion, Block block) {
        ready.add(new Tuple2<>(slice.key(segment, column, portion), block));
    }

    private void fail(Exception failure) {
        exhausted = true;
        ready.clear();
        ready.add(
                new Tuple2<>(
                        slice.key(BlockKey.WHOLE_WINDOW, BlockKey.FAILURE, portions),
                        new Block.Failure(Failures.inOneLine(failure))));
        try {
            // A session waits for ever while rows are on their way.
            if (rows != null) {
                rows.close();
            }
            session.reset();
        } catch (SQLException e) {
            throw new IllegalStateException("the connection is lost: " + e.getMessage(), e);
        }
    }
}
