// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.archive;

import java.time.Instant;
import java.util.Objects;

/**
 * A partition of the log.
 *
 * @param table its own name
 * @param lower the first instant of its stretch
 * @param upper the first one behind it
 */
public record LogStretch(ArchiveKind kind, String table, Instant lower, Instant upper) {

    public LogStretch {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(lower, "lower");
        Objects.requireNonNull(upper, "upper");
        if (!table.matches("[a-z0-9_]+")) {
            throw new IllegalArgumentException("no table of ours: " + table);
        }
    }

    /** Whether it is a month of rows rather than a day. */
    public boolean isMonth() {
        return table.startsWith(kind.table() + "_m");
    }
}
