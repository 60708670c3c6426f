// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.reference;

import java.util.Locale;

/** What a reference is made of. */
public enum ReferenceKind {
    /** Rows that were posted for it. */
    ROWS,
    /** Profiles that the caller made. */
    PROFILE,
    /** A past stretch of what a version was asked. */
    WINDOW,
    /** The window before the one that is judged. */
    PREVIOUS,
    /** All windows of a length before the one that is judged. */
    TRAILING;

    /** Whether it is another for every window: then it has no profiles of its own. */
    public boolean isMoving() {
        return this == PREVIOUS || this == TRAILING;
    }

    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ReferenceKind of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
