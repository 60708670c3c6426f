// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.monitor.calibration.Cell;
import io.halflife.monitor.calibration.ReferenceCut;
import io.halflife.storage.analysis.AnalysisSession;
import io.halflife.storage.analysis.RowCursor;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import scala.Tuple2;

/**
 * The blocks of a slice of a reference, dealt out to the cells of its cut; portion by portion as
 * {@link SliceReader} does, and with the same failures. Rows without event time, and rows outside
 * the cut's windows, belong to no cell. One thread.
 */
public final class CellReader implements Iterator<Tuple2<BlockKey, Block>> {

    private static final int PORTION_ROWS = 65_536;

    /** A portion may touch very many cells. */
    private static final int ROWS_OF_CELL = 16;

    private final Slice slice;
    private final AnalysisSession session;
    private final Columns columns;
    private final ReferenceCut cut;
    private final Queue<Tuple2<BlockKey, Block>> ready = new ArrayDeque<>();
    private RowCursor rows;
    private int portions;
    private boolean exhausted;

    /**
     * Reads nothing yet.
     *
     * @param session of which this is the only reader until it is exhausted
     */
    public CellReader(Slice slice, AnalysisSession session, Columns columns, ReferenceCut cut) {
        this.slice = slice;
        this.session = session;
        this.columns = columns;
        this.cut = cut;
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
        TreeMap<Cell, RowBuffers> cells = new TreeMap<>();
        int read = 0;
        while (read < PORTION_ROWS && rows.next()) {
            Optional<Cell> cell = cellOf(rows.eventTime());
            if (cell.isPresent()) {
                cells.computeIfAbsent(
                                cell.get(),
                                c ->
                                        new RowBuffers(
                                                columns,
                                                Reading.ALL,
                                                () -> new NumericBuffer(ROWS_OF_CELL)))
                        .add(rows);
            }
            read++;
        }
        drain(cells);
        if (read < PORTION_ROWS) {
            exhausted = true;
            rows.close();
        }
    }

    private Optional<Cell> cellOf(Instant eventTime) {
        return eventTime == null ? Optional.empty() : cut.cell(eventTime);
    }

    private void drain(Map<Cell, RowBuffers> cells) {
        int portion = portions++;
        cells.forEach(
                (cell, buffers) ->
                        buffers.drain(
                                (column, block) -> {
                                    if (column < columns.outcome()) {
                                        ready.add(
                                                new Tuple2<>(
                                                        key(column, portion),
                                                        new Block.OfCell(cell, block)));
                                    }
                                }));
    }

    private BlockKey key(int column, int portion) {
        return slice.key(BlockKey.WHOLE_WINDOW, column, portion);
    }

    private void fail(Exception failure) {
        exhausted = true;
        ready.clear();
        ready.add(
                new Tuple2<>(
                        key(BlockKey.FAILURE, portions),
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
