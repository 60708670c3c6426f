// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.archive;

import java.time.Instant;
import java.util.Objects;

/**
 * Rows that become one file: those of a partition that belong together, arrived before {@code
 * until} and are not yet in the archive.
 *
 * @param versionId null for ground truth, like {@code version} and {@code environment}
 * @param rows how many there are
 */
public record ArchiveUnit(
        LogStretch stretch,
        int modelId,
        String model,
        Integer versionId,
        String version,
        String environment,
        long rows,
        Instant until) {

    public ArchiveUnit {
        Objects.requireNonNull(stretch, "stretch");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(until, "until");
    }
}
