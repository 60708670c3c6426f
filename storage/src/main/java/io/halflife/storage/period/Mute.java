// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.period;

import io.halflife.monitor.period.Period;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * A period as it stands, or as it stood when it was removed.
 *
 * @param revision 1 for one that nobody changed
 * @param createdBy who set it first
 * @param writtenBy who wrote this revision
 * @param deleted whether this revision removed it; it touches no later run
 */
public record Mute(
        long id,
        int revision,
        MuteDraft draft,
        boolean deleted,
        String createdBy,
        Instant createdAt,
        String writtenBy,
        Instant writtenAt) {

    public Mute {
        Objects.requireNonNull(draft, "draft");
        Objects.requireNonNull(createdBy, "createdBy");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(writtenBy, "writtenBy");
        Objects.requireNonNull(writtenAt, "writtenAt");
    }

    /** The same as runs know it. */
    public Period period() {
        return new Period(
                id, draft.effect(), draft.stretch(), Set.copyOf(draft.features()), draft.reason());
    }
}
