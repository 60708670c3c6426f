// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.archive.ArchivedLog;
import io.halflife.analyzer.block.Division;
import io.halflife.analyzer.engine.Attempt;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.engine.ReferenceJob;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.segment.SegmentKey;
import io.halflife.monitor.segment.SegmentValues;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.ReferenceRows;
import io.halflife.storage.analysis.RowQuery;
import io.halflife.storage.analysis.SegmentCensus;
import io.halflife.storage.analysis.SegmentColumns;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.reference.ReferenceKind;
import io.halflife.storage.reference.StoredReference;
import io.halflife.storage.segment.ReferenceSegments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Divides the reference in force into segments, once for each key: the run that first sees the key
 * reads the reference's rows for it. A reference without rows cannot be divided; then its segments
 * are inconclusive, and why is kept. One thread.
 */
final class ReferenceDivider {

    private final Storage storage;
    private final Engine engine;
    private final Optional<ArchivedLog> archive;
    private final ReferenceSegments segments;

    ReferenceDivider(Storage storage, Engine engine, Optional<ArchivedLog> archive) {
        this.storage = storage;
        this.archive = archive;
        this.engine = engine;
        this.segments = new ReferenceSegments(storage.jdbi());
    }

    /** The values of the keys by which the reference in force could be divided. */
    Map<SegmentKey, SegmentValues> divide(
            RegisteredVersion version, List<SegmentKey> keys, Instant asOf) {
        Map<SegmentKey, SegmentValues> values = new TreeMap<>();
        Optional<StoredReference> inForce =
                storage.references().inForce(version.versionId()).filter(r -> !isMoving(r));
        if (inForce.isEmpty()) {
            return values;
        }
        long id = inForce.get().id();
        List<SegmentKey> pending =
                keys.stream().filter(key -> segments.division(id, key).isEmpty()).toList();
        if (!pending.isEmpty()) {
            divide(version, inForce.get(), pending, asOf);
        }
        for (SegmentKey key : keys) {
            segments.division(id, key)
                    .flatMap(ReferenceSegments.Division::values)
                    .ifPresent(found -> values.put(key, found));
        }
        return values;
    }

    /** It has no rows of its own: windows are compared with earlier windows. */
    private static boolean isMoving(StoredReference reference) {
        return reference.kind().isMoving();
    }

    private void divide(
            RegisteredVersion version,
            StoredReference reference,
            List<SegmentKey> keys,
            Instant asOf) {
        List<? extends RowQuery> rows = rows(version, reference, asOf);
        if (rows.isEmpty()) {
            keys.forEach(key -> segments.refuse(reference.id(), key, "its rows are not here"));
            return;
        }
        List<SegmentValues> chosen = new ArrayList<>();
        for (SegmentKey key : keys) {
            SegmentValues values =
                    SegmentValues.choose(key, counts(version, reference.id(), key, rows));
            if (values.values().isEmpty()) {
                segments.refuse(
                        reference.id(), key, "none of its rows has a value of " + key.text());
            } else {
                chosen.add(values);
            }
        }
        if (!chosen.isEmpty()) {
            profile(version, reference.id(), chosen, rows);
        }
    }

    private List<? extends RowQuery> rows(
            RegisteredVersion version, StoredReference reference, Instant asOf) {
        if (reference.kind() == ReferenceKind.ROWS) {
            int parts = engine.partsFor(reference.state().rows());
            return ReferenceRows.cut(storage.jdbi(), reference.id(), parts);
        }
        if (reference.kind() == ReferenceKind.WINDOW) {
            return new PastReference(storage, engine, archive, version, reference)
                    .pending(asOf)
                    .job()
                    .<List<? extends RowQuery>>map(ReferenceJob::parts)
                    .orElse(List.of());
        }
        return List.of();
    }

    private Map<String, Long> counts(
            RegisteredVersion version,
            long referenceId,
            SegmentKey key,
            List<? extends RowQuery> rows) {
        if (key.source() == SegmentKey.Source.FEATURE) {
            return segments.feature(referenceId, key.name())
                    .<Map<String, Long>>map(profile -> profile.asCategories().counts())
                    .orElse(Map.of());
        }
        return SegmentCensus.of(storage.jdbi(), divided(version, List.of(key), rows), 1).get(0);
    }

    private static List<RowQuery> divided(
            RegisteredVersion version, List<SegmentKey> keys, List<? extends RowQuery> rows) {
        SegmentColumns columns = SegmentColumns.of(keys, version.definition().signature());
        List<RowQuery> divided = new ArrayList<>();
        rows.forEach(query -> divided.add(query.dividedBy(columns)));
        return divided;
    }

    private void profile(
            RegisteredVersion version,
            long referenceId,
            List<SegmentValues> chosen,
            List<? extends RowQuery> rows) {
        Division division = new Division(chosen);
        ReferenceJob job =
                new ReferenceJob(
                        referenceId, version.definition(), divided(version, division.keys(), rows));
        Attempt<Map<Segment, List<FeatureProfile>>> profiled = engine.profile(job, division);
        if (profiled.failure() != null) {
            throw new RunException(
                    version.definition().id()
                            + ": its reference cannot be divided: "
                            + profiled.failure());
        }
        for (SegmentValues values : chosen) {
            Map<Segment, List<FeatureProfile>> ofKey = new TreeMap<>(profiled.value());
            ofKey.keySet().removeIf(segment -> !segment.key().equals(values.key()));
            segments.keep(referenceId, values, ofKey);
        }
    }
}
