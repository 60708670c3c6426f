// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.lifecycle;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What came of the wish to delete a model.
 *
 * @param rows that went, by table; empty unless DELETED
 * @param archivedFiles files of rows that an archive holds and that are still there
 * @param archives the places of those files
 */
public record Removal(
        Outcome outcome, Map<String, Long> rows, long archivedFiles, List<String> archives) {

    /** How it ended. Only DELETED changed anything. */
    public enum Outcome {
        DELETED,
        /** There is no model of this name. */
        UNKNOWN,
        /** It takes data: it must be archived first. */
        NOT_ARCHIVED,
        /** An analyzer is at one of its versions. */
        ANALYSED,
        /** Somebody else is changing it, or what was sent to it is still being written. */
        BUSY
    }

    public Removal {
        Objects.requireNonNull(outcome, "outcome");
        rows = Map.copyOf(rows);
        archives = List.copyOf(archives);
    }

    static Removal not(Outcome why) {
        return new Removal(why, Map.of(), 0, List.of());
    }
}
