// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.storage.analysis.KeyedRows;
import io.halflife.storage.analysis.LiveRows;
import io.halflife.storage.analysis.RowCursor;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of files and of the database, merged by their key. Of a prediction that is in two of them
 * the first counts. One thread.
 */
final class ArchiveCursor implements RowCursor {

    private final List<FileRows> files;
    private final LiveRows live;
    private final LabelMerge labels;
    private final List<FileRows> open = new ArrayList<>();
    private boolean begun;
    private boolean liveOpen;

    /** The file of the current row; null when it is one of the database. */
    private FileRows current;

    ArchiveCursor(List<FileRows> files, LiveRows live, LabelMerge labels) {
        this.files = files;
        this.live = live;
        this.labels = labels;
    }

    @Override
    public boolean next() throws SQLException {
        if (!begun) {
            begin();
        } else {
            passCurrent();
        }
        KeyedRows smallest = liveOpen ? live : null;
        current = null;
        for (FileRows file : open) {
            // Of equals a file comes before the database, and an older file before a newer one.
            int compared = smallest == null ? -1 : file.table().compareKey(smallest);
            if (compared < 0 || (compared == 0 && current == null)) {
                smallest = file.table();
                current = file;
            }
        }
        if (current != null) {
            labels.moveTo(current.table());
        }
        return smallest != null;
    }

    private void begin() throws SQLException {
        begun = true;
        for (FileRows file : files) {
            if (file.table().next()) {
                open.add(file);
            }
        }
        liveOpen = live.next();
    }

    /** Moves behind the current row whatever stands at its key. */
    private void passCurrent() throws SQLException {
        if (current == null) {
            liveOpen = live.next();
            return;
        }
        if (liveOpen && live.compareKey(current.table()) == 0) {
            liveOpen = live.next();
        }
        FileRows passed = current;
        for (int i = open.size() - 1; i >= 0; i--) {
            FileRows file = open.get(i);
            if (file != passed
                    && file.table().compareKey(passed.table()) == 0
                    && !file.table().next()) {
                open.remove(i);
            }
        }
        if (!passed.table().next()) {
            open.remove(passed);
        }
    }

    @Override
    public Instant eventTime() {
        return Instant.EPOCH.plus(eventMicros(), ChronoUnit.MICROS);
    }

    @Override
    public long eventMicros() {
        return current == null ? live.time() : current.table().time();
    }

    @Override
    public void numericFeatures(double[] into) {
        if (current == null) {
            live.numericFeatures(into);
        } else {
            current.numericFeatures(into);
        }
    }

    @Override
    public void categoricalFeatures(String[] into) {
        if (current == null) {
            live.categoricalFeatures(into);
        } else {
            current.categoricalFeatures(into);
        }
    }

    @Override
    public String predictedClass() {
        return current == null ? live.predictedClass() : current.predictedClass();
    }

    @Override
    public double score() {
        return current == null ? live.score() : current.score();
    }

    @Override
    public double value() {
        return current == null ? live.value() : current.value();
    }

    @Override
    public double[] probabilities() {
        return current == null ? live.probabilities() : current.probabilities();
    }

    @Override
    public String actualClass() {
        return current == null ? live.actualClass() : labels.actualClass();
    }

    @Override
    public double actualValue() {
        return current == null ? live.actualValue() : labels.actualValue();
    }

    @Override
    public boolean segments(String[] into) {
        if (current == null) {
            return live.segments(into);
        }
        current.segments(into);
        return true;
    }

    @Override
    public void close() throws SQLException {
        try (live;
                labels) {
            files.forEach(file -> file.table().close());
        }
    }
}
