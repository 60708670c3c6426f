// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.analyzer.columnar.Folder;
import io.halflife.analyzer.columnar.Folders;
import io.halflife.storage.archive.ArchiveCatalog;
import io.halflife.storage.json.Json;
import java.io.IOException;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * A folder and what the database knows of it. A file in it says which archive it is, so that it may
 * be moved, and so that two databases never share one.
 */
public record ArchiveFolder(Folder files, ArchiveCatalog catalog) {

    private static final String NOTE = "_halflife_archive.json";
    private static final int FORMAT = 1;

    /**
     * An archive to be read.
     *
     * @throws ArchiveException when it is none, or one of another database
     */
    public static ArchiveFolder open(String location, Jdbi jdbi) {
        Folder files = require(location);
        try {
            return new ArchiveFolder(files, known(files, jdbi));
        } catch (IOException e) {
            throw new ArchiveException(location + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The files of an archive of whatever database.
     *
     * @throws ArchiveException when there are none, or they cannot be read
     */
    public static Folder require(String location) {
        Folder files = folder(location);
        try {
            if (files.exists(NOTE)) {
                return files;
            }
        } catch (IOException e) {
            throw new ArchiveException(location + ": cannot be read: " + e.getMessage(), e);
        }
        throw new ArchiveException(location + ": no archive; ./halflife archive --to writes one");
    }

    /**
     * An archive to be written: a new one where there is none.
     *
     * @throws ArchiveException when it belongs to another database
     */
    static ArchiveFolder prepare(String location, Jdbi jdbi) {
        Folder files = folder(location);
        try {
            if (files.exists(NOTE)) {
                ArchiveCatalog catalog = known(files, jdbi);
                catalog.moveTo(files.location());
                return new ArchiveFolder(files, catalog);
            }
            UUID id = UUID.randomUUID();
            ArchiveCatalog catalog = ArchiveCatalog.create(jdbi, id, files.location());
            ObjectNode note = Json.object().put("format", FORMAT).put("archive_id", id.toString());
            files.writeText(NOTE, note + "\n");
            return new ArchiveFolder(files, catalog);
        } catch (IOException e) {
            throw new ArchiveException(location + ": cannot be written: " + e, e);
        }
    }

    private static Folder folder(String location) {
        try {
            return Folders.of(location);
        } catch (IllegalArgumentException e) {
            throw new ArchiveException(e.getMessage(), e);
        }
    }

    private static ArchiveCatalog known(Folder files, Jdbi jdbi) throws IOException {
        JsonNode note = Json.read(files.readText(NOTE));
        if (note.path("format").asInt() != FORMAT) {
            throw new ArchiveException(
                    files.location() + ": an archive of format " + note.path("format"));
        }
        UUID id = UUID.fromString(note.path("archive_id").asText());
        return ArchiveCatalog.find(jdbi, id)
                .orElseThrow(
                        () ->
                                new ArchiveException(
                                        files.location()
                                                + ": this archive belongs to another database"));
    }
}
