// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.archive;

import java.util.Locale;

/** Which table of the log a file holds rows of. */
public enum ArchiveKind {
    PREDICTION,
    GROUND_TRUTH;

    /** Its name in the database and in folders. */
    public String table() {
        return name().toLowerCase(Locale.ROOT);
    }
}
