// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.analyzer.columnar.ColumnFile;
import io.halflife.analyzer.columnar.Folder;
import io.halflife.analyzer.columnar.TableSchema;
import io.halflife.analyzer.columnar.TableWriter;
import io.halflife.storage.archive.ArchiveRows;
import io.halflife.storage.archive.ArchiveUnit;
import io.halflife.storage.archive.ArchivedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Writes a unit to a file, reads the file back, and only then gives it its name. What an earlier
 * process left unfinished is removed first. One thread.
 */
final class UnitWriter {

    private static final int EVENT_TIME = 0;
    private static final int RECEIVED_AT = 2;
    private static final int AVAILABLE_AT = 3;

    private final ArchiveFolder archive;
    private final Folder files;
    private final ArchiveRows rows;

    UnitWriter(ArchiveFolder archive, ArchiveRows rows) {
        this.archive = archive;
        this.files = archive.files();
        this.rows = rows;
    }

    /**
     * Writes it.
     *
     * @throws ArchiveException when the file does not hold what was written
     */
    ArchivedFile write(ArchiveUnit unit, TableSchema schema) {
        String folder = ArchivePaths.folder(unit);
        try {
            removeUnfinished(folder);
            String name = ArchivePaths.file(archive.catalog().nextFileNumber());
            String temporary = folder + "/." + name + ".tmp";
            Written written = write(unit, schema, temporary);
            verify(temporary, schema, written);
            long bytes = files.bytes(temporary);
            files.publish(temporary, folder + "/" + name);
            return written.file(unit, folder + "/" + name, bytes);
        } catch (IOException | UncheckedIOException e) {
            throw new ArchiveException(folder + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private void removeUnfinished(String folder) throws IOException {
        List<String> known = archive.catalog().pathsBelow(folder);
        for (String name : files.names(folder)) {
            if (ArchivePaths.isOurs(name) && !known.contains(folder + "/" + name)) {
                files.delete(folder + "/" + name);
            }
        }
    }

    private Written write(ArchiveUnit unit, TableSchema schema, String temporary)
            throws IOException {
        Map<String, String> notes =
                Map.of(
                        "halflife.model",
                        unit.model(),
                        "halflife.version",
                        unit.version() == null ? "" : unit.version());
        Written written = new Written();
        TableWriter writer = TableWriter.create(schema, files.create(temporary), notes);
        try (writer) {
            rows.read(unit, row -> add(writer, written, row, schema));
        }
        written.checksum = writer.checksum();
        if (written.rows != unit.rows()) {
            throw new ArchiveException(
                    temporary + ": has " + written.rows + " rows of " + unit.rows());
        }
        return written;
    }

    private static void add(
            TableWriter writer, Written written, Object[] stored, TableSchema schema) {
        try {
            written.add(stored);
            writer.add(ArchiveTables.row(schema, stored));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void verify(String path, TableSchema schema, Written written) throws IOException {
        try (ColumnFile file = ColumnFile.open(files.open(path))) {
            String read = file.checksum(schema);
            if (file.rows() != written.rows || !read.equals(written.checksum)) {
                throw new ArchiveException(
                        path
                                + ": was read back with "
                                + file.rows()
                                + " rows and checksum "
                                + read
                                + " where "
                                + written.rows
                                + " rows and "
                                + written.checksum
                                + " were written");
            }
        }
    }

    /** What is known of the rows that were written. */
    private static final class Written {

        private long rows;
        private String checksum;
        private long firstEvent;
        private long lastEvent;
        private long lastReceived = Long.MIN_VALUE;
        private long lastAvailable = Long.MIN_VALUE;

        void add(Object[] row) {
            lastEvent = (Long) row[EVENT_TIME];
            firstEvent = rows == 0 ? lastEvent : firstEvent;
            lastReceived = Math.max(lastReceived, (Long) row[RECEIVED_AT]);
            lastAvailable = Math.max(lastAvailable, (Long) row[AVAILABLE_AT]);
            rows++;
        }

        ArchivedFile file(ArchiveUnit unit, String path, long bytes) {
            return new ArchivedFile(
                    path,
                    unit.stretch().kind(),
                    unit.modelId(),
                    unit.versionId(),
                    unit.environment(),
                    rows,
                    bytes,
                    checksum,
                    instant(firstEvent),
                    instant(lastEvent),
                    instant(lastReceived),
                    instant(lastAvailable));
        }

        private static Instant instant(long micros) {
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        }
    }
}
