// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.size;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a version takes.
 *
 * @param parts those that have rows, at most one of each kind
 */
public record VersionSize(List<StoredPart> parts) {

    static final VersionSize NOTHING = new VersionSize(List.of());

    public VersionSize {
        parts = List.copyOf(parts);
    }

    /** Empty where nothing of this kind is stored. */
    public Optional<StoredPart> part(StoredPart.Kind kind) {
        return parts.stream().filter(part -> part.kind() == kind).findFirst();
    }

    /** Rows of predictions and references: what can go to an archive. */
    public long rowBytes() {
        return bytes(part -> !part.kind().isMetadata());
    }

    /** What is known about the version and is always at hand. */
    public long metadataBytes() {
        return bytes(part -> part.kind().isMetadata());
    }

    /** Whether a figure rests on a part of the rows. */
    public boolean isEstimated() {
        return parts.stream().anyMatch(part -> part.known() != StoredPart.Known.COUNTED);
    }

    private long bytes(Predicate<StoredPart> some) {
        return parts.stream().filter(some).mapToLong(StoredPart::bytes).sum();
    }
}
