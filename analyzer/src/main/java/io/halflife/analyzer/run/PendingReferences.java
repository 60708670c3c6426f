// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.engine.Attempt;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.engine.ReferenceJob;
import io.halflife.storage.Storage;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.reference.ProfiledReference;
import io.halflife.storage.reference.ReferenceStore.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** References of several versions, profiled in one job. One thread. */
final class PendingReferences {

    /** Numbers of references that come back to this process at once. */
    private static final long VALUES_MAX = 25_000_000;

    private final Storage storage;
    private final Engine engine;
    private final RunFailures failures;
    private final Map<RegisteredVersion, List<PendingReference>> byVersion = new LinkedHashMap<>();
    private long values;

    PendingReferences(Storage storage, Engine engine, RunFailures failures) {
        this.storage = storage;
        this.engine = engine;
        this.failures = failures;
    }

    /** References of a version, in the order in which they were put. */
    void add(RegisteredVersion version, List<PendingReference> references) {
        byVersion.put(version, references);
        references.forEach(reference -> values += reference.values());
    }

    boolean isFull() {
        return values >= VALUES_MAX;
    }

    /** Profiles and keeps them, and starts again; gives the versions of which none failed. */
    List<RegisteredVersion> profile() {
        List<ReferenceJob> jobs =
                byVersion.values().stream()
                        .flatMap(List::stream)
                        .flatMap(reference -> reference.job().stream())
                        .toList();
        List<Attempt<ProfiledReference>> profiled = engine.profile(jobs);
        Map<Long, Attempt<ProfiledReference>> byId = new HashMap<>();
        for (int i = 0; i < jobs.size(); i++) {
            byId.put(jobs.get(i).referenceId(), profiled.get(i));
        }
        List<RegisteredVersion> sound = new ArrayList<>();
        byVersion.forEach(
                (version, references) ->
                        failures.attempt(version, () -> keep(version, references, byId))
                                .ifPresent(sound::add));
        byVersion.clear();
        values = 0;
        return sound;
    }

    private RegisteredVersion keep(
            RegisteredVersion version,
            List<PendingReference> references,
            Map<Long, Attempt<ProfiledReference>> profiled) {
        for (PendingReference reference : references) {
            reference.step().run();
            Optional<Long> read = reference.job().map(ReferenceJob::referenceId);
            if (read.isPresent()) {
                Attempt<ProfiledReference> attempt = profiled.get(read.get());
                storage.references()
                        .keep(
                                attempt.result().orElseThrow(() -> failure(version, attempt)),
                                Source.ROWS);
            }
        }
        return version;
    }

    private static RunException failure(
            RegisteredVersion version, Attempt<ProfiledReference> attempt) {
        return new RunException(version.definition().id() + ": " + attempt.failure());
    }
}
