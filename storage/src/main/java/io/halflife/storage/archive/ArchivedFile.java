// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.archive;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/**
 * A file of an archive. Its rows are in the order of their key.
 *
 * @param path below the folder, with slashes
 * @param versionId null for ground truth, like {@code environment}
 * @param checksum of the values of every column
 * @param lastReceived when its newest row arrived
 * @param lastAvailable when the last of its rows counts as known
 */
public record ArchivedFile(
        String path,
        ArchiveKind kind,
        int modelId,
        Integer versionId,
        String environment,
        long rows,
        long bytes,
        String checksum,
        Instant firstEvent,
        Instant lastEvent,
        Instant lastReceived,
        Instant lastAvailable)
        implements Serializable {

    public ArchivedFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(checksum, "checksum");
        if (rows < 1) {
            throw new IllegalArgumentException("a file has rows, not " + rows);
        }
    }
}
