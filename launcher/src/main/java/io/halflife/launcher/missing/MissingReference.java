// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.missing;

import io.halflife.storage.Storage;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.reference.ReferenceHistory;
import io.halflife.storage.reference.ReferenceHistory.Entry;
import io.halflife.storage.reference.StoredReference;
import java.util.List;
import java.util.Optional;

/** A version has nothing that it is judged against. */
public final class MissingReference {

    private MissingReference() {}

    /** Why, and what to do; empty where a reference is in force. */
    public static Optional<String> words(Storage storage, RegisteredVersion version) {
        if (storage.references().inForce(version.versionId()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                version.definition().id()
                        + " is compared with nothing: "
                        + reason(storage, version.versionId()));
    }

    private static String reason(Storage storage, int versionId) {
        List<Entry> all = new ReferenceHistory(storage.jdbi()).of(versionId);
        if (all.isEmpty()) {
            return "it has no reference; load one with ./halflife import --kind reference --freeze,"
                    + " or see docs/references.md for the other kinds";
        }
        StoredReference last = all.get(all.size() - 1).reference();
        return switch (last.state().state()) {
            case "COLLECTING" ->
                    "rows of a reference are posted, but not frozen; say"
                            + " ./halflife import --kind reference --freeze once more, or PUT"
                            + " {\"kind\":\"rows\"} (docs/references.md)";
            case "FAILED" -> "its reference failed: " + last.failed().orElse("no reason is known");
            default -> "its reference is frozen and will be profiled by the next analysis";
        };
    }
}
