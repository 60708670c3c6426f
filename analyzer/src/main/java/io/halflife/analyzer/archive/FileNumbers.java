// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.analyzer.block.Block;
import io.halflife.analyzer.block.ColumnarRows;
import io.halflife.analyzer.columnar.ColumnFile;
import io.halflife.analyzer.columnar.ColumnFile.Range;
import io.halflife.analyzer.columnar.ColumnGroup;
import io.halflife.storage.archive.ArchivedFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Numeric features of the rows of a window, file by file and group by group. The times of rows are
 * read only where not all rows of a group are the window's. Files stay open until the end, so that
 * each says once what is where in it. One thread.
 */
final class FileNumbers implements ColumnarRows.Numbers {

    private static final String EVENT_TIME = "event_time";
    private static final String AVAILABLE_AT = "available_at";

    private final ArchivedRows rows;
    private final long from;
    private final long to;
    private final long asOf;
    private final Map<String, ColumnFile> open = new HashMap<>();

    FileNumbers(ArchivedRows rows) {
        this.rows = rows;
        this.from = FileTable.micros(rows.window().stretch().start());
        this.to = FileTable.micros(rows.window().stretch().end());
        this.asOf = FileTable.micros(rows.window().view().asOf());
    }

    @Override
    public Iterator<Block> of(int feature) {
        return new Groups(rows.columns().numeric().get(feature));
    }

    @Override
    public void close() {
        for (Map.Entry<String, ColumnFile> file : open.entrySet()) {
            try {
                file.getValue().close();
            } catch (IOException e) {
                throw new ArchiveException(file.getKey() + ": cannot be closed: " + e, e);
            }
        }
    }

    private ColumnFile file(ArchivedFile archived) throws IOException {
        ColumnFile file = open.get(archived.path());
        if (file == null) {
            file = FileTable.open(rows.part().folder(), archived);
            open.put(archived.path(), file);
        }
        return file;
    }

    /** A feature's values, a block for each group that has some. */
    private final class Groups implements Iterator<Block> {

        private final String column;
        private final Iterator<ArchivedFile> files = rows.part().predictions().iterator();
        private ArchivedFile archived;
        private int group;
        private Block ready;

        Groups(String column) {
            this.column = column;
        }

        @Override
        public boolean hasNext() {
            while (ready == null && (archived != null || files.hasNext())) {
                if (archived == null) {
                    archived = files.next();
                    group = 0;
                }
                ready = nextOfFile();
            }
            return ready != null;
        }

        @Override
        public Block next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the column is read");
            }
            Block next = ready;
            ready = null;
            return next;
        }

        /** Null when there is none, and then no file either. */
        private Block nextOfFile() {
            try {
                ColumnFile file = file(archived);
                while (group < file.groups()) {
                    Range range = file.range(group, EVENT_TIME);
                    int at = group++;
                    if (range.first() < to && range.last() >= from) {
                        return new Block.Numbers(values(file, at, range));
                    }
                }
                archived = null;
                return null;
            } catch (IOException | RuntimeException e) {
                throw FileTable.unreadable(rows.part().folder(), archived, e);
            }
        }

        private double[] values(ColumnFile file, int at, Range range) throws IOException {
            boolean whole =
                    range.first() >= from
                            && range.last() < to
                            && FileTable.micros(archived.lastAvailable()) <= asOf;
            return whole
                    ? file.read(at, List.of(column)).numbers(column)
                    : visible(file.read(at, List.of(column, EVENT_TIME, AVAILABLE_AT)));
        }

        private double[] visible(ColumnGroup read) {
            double[] values = read.numbers(column);
            long[] time = read.longs(EVENT_TIME);
            long[] available = read.longs(AVAILABLE_AT);
            int n = 0;
            for (int i = 0; i < values.length; i++) {
                if (time[i] >= from && time[i] < to && available[i] <= asOf) {
                    values[n++] = values[i];
                }
            }
            return Arrays.copyOf(values, n);
        }
    }
}
