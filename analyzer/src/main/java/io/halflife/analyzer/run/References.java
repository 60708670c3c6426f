// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.archive.ArchivedLog;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.engine.ReferenceJob;
import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.monitor.model.Violation;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.reference.MovingReference;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.ReferenceRows;
import io.halflife.storage.declared.DeclaredReference;
import io.halflife.storage.declared.DeclaredReferenceJson;
import io.halflife.storage.json.IsoDuration;
import io.halflife.storage.json.Parsed;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.reference.ProfiledReference;
import io.halflife.storage.reference.ReferenceKind;
import io.halflife.storage.reference.ReferenceStore.Source;
import io.halflife.storage.reference.StoredReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What versions are judged against: profiled once, then only read. One thread. */
final class References {

    private final Storage storage;
    private final Engine engine;
    private final Optional<ArchivedLog> archive;
    private final Map<Long, MovingReference> moving = new HashMap<>();

    References(Storage storage, Engine engine, Optional<ArchivedLog> archive) {
        this.storage = storage;
        this.archive = archive;
        this.engine = engine;
    }

    /**
     * Profiles every reference of the versions that is frozen and that nobody did: what has to be
     * read is read together, and kept in the order in which they were put. One that cannot be is
     * given up; the one in force before it stays.
     *
     * @param asOf the run's clock: a stretch that ends later waits for a later run
     * @return the versions of which no reference failed
     */
    List<RegisteredVersion> profilePending(
            List<RegisteredVersion> versions, Instant asOf, RunFailures failures) {
        List<RegisteredVersion> sound = new ArrayList<>();
        PendingReferences batch = new PendingReferences(storage, engine, failures);
        for (RegisteredVersion version : versions) {
            failures.attempt(version, () -> pending(version, asOf))
                    .ifPresent(references -> batch.add(version, references));
            if (batch.isFull()) {
                sound.addAll(batch.profile());
            }
        }
        sound.addAll(batch.profile());
        return sound;
    }

    private List<PendingReference> pending(RegisteredVersion version, Instant asOf) {
        List<PendingReference> references = new ArrayList<>();
        for (StoredReference stored : storage.references().pending(version.versionId())) {
            references.add(
                    switch (stored.kind()) {
                        case ROWS -> rows(version, stored);
                        case PROFILE ->
                                PendingReference.without(() -> keepDeclared(version, stored));
                        case WINDOW ->
                                new PastReference(storage, engine, archive, version, stored)
                                        .pending(asOf);
                        case PREVIOUS, TRAILING ->
                                PendingReference.without(() -> keepMoving(version, stored));
                    });
        }
        return references;
    }

    private PendingReference rows(RegisteredVersion version, StoredReference stored) {
        long rows = stored.state().rows();
        List<ReferenceRows> parts =
                ReferenceRows.cut(storage.jdbi(), stored.id(), engine.partsFor(rows));
        return PendingReference.of(
                new ReferenceJob(stored.id(), version.definition(), parts), rows);
    }

    private void keepDeclared(RegisteredVersion version, StoredReference reference) {
        Parsed<DeclaredReference> parsed =
                DeclaredReferenceJson.read(reference.body(), version.definition());
        if (!parsed.isValid()) {
            Violation first = parsed.violations().get(0);
            storage.references().fail(reference.id(), first.pointer() + " " + first.detail());
            return;
        }
        DeclaredReference declared = parsed.value();
        ProfiledReference profiled =
                new ProfiledReference(
                        reference.id(),
                        declared.rows(),
                        null,
                        null,
                        declared.profiles(),
                        declared.performance());
        storage.references().keep(profiled, Source.DECLARED);
    }

    /**
     * A moving reference has no performance: thresholds that are a ratio of the reference's keep
     * resting on the one in force before that does not move, and so do estimates.
     */
    private void keepMoving(RegisteredVersion version, StoredReference reference) {
        Optional<StoredReference> still = storage.references().fixedInForce(version.versionId());
        List<MetricValue> performance =
                still
                        .map(fixed -> storage.results().referencePerformance(fixed.id()))
                        .orElse(List.of())
                        .stream()
                        .map(References::metric)
                        .toList();
        ProfiledReference profiled =
                new ProfiledReference(
                        reference.id(),
                        0,
                        null,
                        null,
                        List.of(),
                        performance,
                        still.flatMap(fixed -> storage.references().estimator(fixed.id()))
                                .orElse(null));
        storage.references().keep(profiled, Source.NONE);
    }

    private static MetricValue metric(PerformanceValue value) {
        return new MetricValue(
                value.metric(),
                value.value(),
                value.low(),
                value.high(),
                value.standardError(),
                value.successes(),
                value.trials(),
                value.n(),
                value.labelled());
    }

    /** The reference in force; NONE while there is none that is profiled. */
    ReferenceFacts inForce(RegisteredVersion version) {
        Optional<StoredReference> reference = storage.references().inForce(version.versionId());
        reference.filter(r -> r.kind().isMoving()).ifPresent(r -> moving.put(r.id(), movingOf(r)));
        return reference
                .flatMap(r -> storage.references().facts(r.id()))
                .orElse(ReferenceFacts.NONE);
    }

    private static MovingReference movingOf(StoredReference reference) {
        if (reference.kind() == ReferenceKind.PREVIOUS) {
            return MovingReference.PREVIOUS;
        }
        Duration length = IsoDuration.parse(reference.body().path("length").asText()).orElseThrow();
        return MovingReference.trailing(length);
    }

    /** Which windows it takes, when it moves along with the judged one. */
    Optional<MovingReference> moving(ReferenceFacts reference) {
        return Optional.ofNullable(moving.get(reference.id()));
    }
}
