// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.engine.ReferenceProfiles;
import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.ReferenceRows;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.ReferenceState;
import java.util.List;

/** What versions are judged against: profiled once, then only read. */
final class References {

    private static final String FROZEN = "FROZEN";

    private final Storage storage;
    private final Engine engine;

    References(Storage storage, Engine engine) {
        this.storage = storage;
        this.engine = engine;
    }

    /** Profiles the version's reference if it is frozen and nobody did. */
    void profileNewest(RegisteredVersion version) {
        storage.results()
                .reference(version.versionId())
                .filter(reference -> reference.state().equals(FROZEN))
                .ifPresent(reference -> profile(version, reference));
    }

    private void profile(RegisteredVersion version, ReferenceState reference) {
        long id = reference.referenceId();
        List<ReferenceRows> parts =
                ReferenceRows.cut(storage.jdbi(), id, engine.partsFor(reference.rows()));
        storage.references().keep(engine.profile(version.definition(), id, parts));
    }

    /** The reference in force; NONE while there is none that is profiled. */
    ReferenceFacts inForce(RegisteredVersion version) {
        return storage.results()
                .reference(version.versionId())
                .flatMap(reference -> storage.references().facts(reference.referenceId()))
                .orElse(ReferenceFacts.NONE);
    }

    ReferenceProfiles profiles(ReferenceFacts reference) {
        return reference.id() == ReferenceFacts.NONE.id()
                ? ReferenceProfiles.NONE
                : new ReferenceProfiles(storage.references().profiles(reference.id()));
    }
}
