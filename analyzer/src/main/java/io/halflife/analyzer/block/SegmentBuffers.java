// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.storage.analysis.RowCursor;
import java.sql.SQLException;

/**
 * The rows of a slice by segment: buffers for each segment that has rows, made when the first row
 * comes. Together they hold each row once for every key. One thread.
 */
final class SegmentBuffers {

    /** Most segments have few of a portion's rows. */
    private static final int CAPACITY_FIRST = 16;

    private final Columns columns;
    private final Reading reading;
    private final Division division;
    private final RowBuffers[] bySegment;
    private final String[] values;
    private final int[] numbers;

    SegmentBuffers(Columns columns, Reading reading, Division division) {
        this.columns = columns;
        this.reading = reading;
        this.division = division;
        this.bySegment = new RowBuffers[division.unknown() + 1];
        this.values = new String[division.keys().size()];
        this.numbers = new int[values.length];
    }

    /**
     * Adds the cursor's row.
     *
     * @param whole which took it before
     */
    void add(RowCursor row, RowBuffers whole) throws SQLException {
        if (row.segments(values)) {
            division.numbers(values, numbers);
            for (int number : numbers) {
                buffers(number).addLastOf(whole);
            }
        } else {
            buffers(division.unknown()).addLastOf(whole);
        }
    }

    private RowBuffers buffers(int number) {
        if (bySegment[number] == null) {
            bySegment[number] =
                    new RowBuffers(columns, reading, () -> new NumericBuffer(CAPACITY_FIRST));
        }
        return bySegment[number];
    }

    /** What is done with a block of a column of a segment. */
    interface Sink {
        void accept(int segment, int column, Block block);
    }

    /** Gives every segment away and starts again. */
    void drain(Sink to) {
        for (int i = 0; i < bySegment.length; i++) {
            if (bySegment[i] != null) {
                int segment = i;
                bySegment[i].drain((column, block) -> to.accept(segment, column, block));
                bySegment[i] = null;
            }
        }
    }
}
