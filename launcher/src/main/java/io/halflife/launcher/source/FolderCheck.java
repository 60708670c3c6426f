// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A folder that was read once from end to end and found sound.
 *
 * @param referenceRows rows of the reference
 * @param referenceEnd the latest time in the reference; null when it has no times
 */
public record FolderCheck(long referenceRows, Instant referenceEnd, ProductionSpan production) {

    public FolderCheck {
        Objects.requireNonNull(production, "production");
    }

    public Optional<Instant> referenceEndIfAny() {
        return Optional.ofNullable(referenceEnd);
    }
}
