// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.engine.ReferenceProfiles;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What versions are judged against: profiled once, then only read. One thread. */
final class References {

    private final Storage storage;
    private final Engine engine;
    private final Map<Long, MovingReference> moving = new HashMap<>();

    References(Storage storage, Engine engine) {
        this.storage = storage;
        this.engine = engine;
    }

    /**
     * Profiles every reference of the version that is frozen and that nobody did, in the order in
     * which they were put. One that cannot be is given up; the one in force before it stays.
     *
     * @param asOf the run's clock: a stretch that ends later waits for a later run
     */
    void profilePending(RegisteredVersion version, Instant asOf) {
        for (StoredReference reference : storage.references().pending(version.versionId())) {
            switch (reference.kind()) {
                case ROWS -> profileRows(version, reference);
                case PROFILE -> keepDeclared(version, reference);
                case WINDOW -> new PastReference(storage, engine, version, reference).profile(asOf);
                case PREVIOUS, TRAILING -> keepMoving(version, reference);
            }
        }
    }

    private void profileRows(RegisteredVersion version, StoredReference reference) {
        long id = reference.id();
        List<ReferenceRows> parts =
                ReferenceRows.cut(storage.jdbi(), id, engine.partsFor(reference.state().rows()));
        storage.references().keep(engine.profile(version.definition(), id, parts), Source.ROWS);
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
     * resting on the one in force before that does not move.
     */
    private void keepMoving(RegisteredVersion version, StoredReference reference) {
        List<MetricValue> performance =
                storage
                        .references()
                        .fixedInForce(version.versionId())
                        .map(fixed -> storage.results().referencePerformance(fixed.id()))
                        .orElse(List.of())
                        .stream()
                        .map(References::metric)
                        .toList();
        ProfiledReference profiled =
                new ProfiledReference(reference.id(), 0, null, null, List.of(), performance);
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

    ReferenceProfiles profiles(ReferenceFacts reference) {
        return reference.id() == ReferenceFacts.NONE.id()
                ? ReferenceProfiles.NONE
                : new ReferenceProfiles(storage.references().profiles(reference.id()));
    }
}
