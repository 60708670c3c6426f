// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.analyzer.columnar.ColumnFile;
import io.halflife.analyzer.columnar.ColumnFile.Range;
import io.halflife.analyzer.columnar.ColumnGroup;
import io.halflife.analyzer.columnar.Folder;
import io.halflife.analyzer.columnar.Ids;
import io.halflife.storage.analysis.KeyedRows;
import io.halflife.storage.analysis.WindowRows;
import io.halflife.storage.archive.ArchivedFile;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rows of a file that belong to a stretch and that a run may see, one row group in memory at a
 * time. Groups outside the stretch are not read. One thread.
 */
final class FileTable implements KeyedRows {

    private static final String EVENT_TIME = "event_time";
    private static final String AVAILABLE_AT = "available_at";
    private static final String PREDICTION_ID = "prediction_id";

    private final Folder folder;
    private final ArchivedFile archived;
    private final long from;
    private final long to;
    private final long asOf;
    private final List<String> columns;
    private final Consumer<ColumnGroup> loaded;
    private ColumnFile file;
    private int group;
    private int row;
    private int rows;
    private long[] time;
    private long[] available;
    private Ids ids;

    /**
     * Opens nothing yet.
     *
     * @param columns to be read besides the key
     * @param loaded takes each row group that is read
     */
    FileTable(
            Folder folder,
            ArchivedFile archived,
            WindowRows window,
            List<String> columns,
            Consumer<ColumnGroup> loaded) {
        this.folder = folder;
        this.archived = archived;
        this.from = micros(window.stretch().start());
        this.to = micros(window.stretch().end());
        this.asOf = micros(window.view().asOf());
        this.columns = new ArrayList<>(columns);
        this.columns.addAll(List.of(EVENT_TIME, AVAILABLE_AT, PREDICTION_ID));
        this.loaded = loaded;
    }

    /** Microseconds since 1970; whatever is beyond them is as far as they reach. */
    static long micros(Instant instant) {
        long seconds = instant.getEpochSecond();
        return seconds <= Long.MIN_VALUE / 1_000_000
                ? Long.MIN_VALUE
                : seconds >= Long.MAX_VALUE / 1_000_000
                        ? Long.MAX_VALUE
                        : ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    @Override
    public boolean next() {
        row++;
        while (true) {
            while (row < rows) {
                if (time[row] >= to) {
                    return false;
                }
                if (time[row] >= from && available[row] <= asOf) {
                    return true;
                }
                row++;
            }
            if (!load()) {
                return false;
            }
        }
    }

    private boolean load() {
        try {
            if (file == null) {
                file = open(folder, archived);
            }
            while (group < file.groups()) {
                Range range = file.range(group, EVENT_TIME);
                if (range.first() >= to) {
                    return false;
                }
                if (range.last() >= from) {
                    take(file.read(group++, columns));
                    return true;
                }
                group++;
            }
            return false;
        } catch (IOException | RuntimeException e) {
            throw unreadable(folder, archived, e);
        }
    }

    /**
     * Opens a file that is as it was noted.
     *
     * @throws IOException when it is not there
     */
    static ColumnFile open(Folder folder, ArchivedFile archived) throws IOException {
        long bytes = folder.bytes(archived.path());
        if (bytes != archived.bytes()) {
            throw new IOException("has " + bytes + " bytes where it had " + archived.bytes());
        }
        return ColumnFile.open(folder.open(archived.path()));
    }

    static ArchiveException unreadable(Folder folder, ArchivedFile archived, Exception failure) {
        return new ArchiveException(
                folder.location()
                        + "/"
                        + archived.path()
                        + ": cannot be read: "
                        + (failure.getMessage() == null ? failure : failure.getMessage()),
                failure);
    }

    private void take(ColumnGroup read) {
        time = read.longs(EVENT_TIME);
        available = read.longs(AVAILABLE_AT);
        ids = read.ids(PREDICTION_ID);
        rows = read.rows();
        row = 0;
        loaded.accept(read);
    }

    /** The current row's number in its group. */
    int row() {
        return row;
    }

    @Override
    public long time() {
        return time[row];
    }

    @Override
    public long upper() {
        return ids.upper(row);
    }

    @Override
    public long lower() {
        return ids.lower(row);
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw unreadable(folder, archived, e);
        }
    }
}
