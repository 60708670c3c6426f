// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.archive.ArchivedLog;
import io.halflife.analyzer.block.Division;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.engine.WindowJob;
import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.segment.SegmentKey;
import io.halflife.monitor.segment.SegmentValues;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.SegmentCensus;
import io.halflife.storage.analysis.SegmentColumns;
import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.analysis.WindowRows;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.segment.SegmentChoices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides before a run reads anything which values are segments, so that reading needs no memory
 * for others: those of the reference, else those of the oldest window that has any, once and for
 * all. One thread.
 */
final class SegmentPlanner {

    private final Storage storage;
    private final ReferenceDivider references;
    private final SegmentChoices choices;

    SegmentPlanner(Storage storage, Engine engine, Optional<ArchivedLog> archive) {
        this.storage = storage;
        this.references = new ReferenceDivider(storage, engine, archive);
        this.choices = new SegmentChoices(storage.jdbi());
    }

    /** The job with its rows divided as the policy says; as it is when the policy says nothing. */
    WindowJob divide(
            WindowJob job,
            RegisteredVersion version,
            VersionScope scope,
            ReferenceFacts reference,
            MonitoringPolicy policy) {
        List<SegmentKey> keys = SegmentKey.of(policy.segments(), version.definition().signature());
        if (keys.isEmpty() || job.windows().isEmpty()) {
            return job;
        }
        Instant asOf = job.view().asOf();
        List<SegmentValues> values = new ArrayList<>();
        Map<SegmentKey, SegmentValues> divided = references.divide(version, keys, asOf);
        for (SegmentKey key : keys) {
            SegmentValues ofReference = divided.get(key);
            values.add(ofReference != null ? ofReference : chosen(job, scope, reference.id(), key));
        }
        return job.dividedBy(new Division(values));
    }

    private SegmentValues chosen(
            WindowJob job, VersionScope scope, long referenceId, SegmentKey key) {
        Optional<SegmentValues> before = choices.of(scope, referenceId, key);
        if (before.isPresent()) {
            return before.get();
        }
        SegmentValues chosen = SegmentValues.choose(key, census(job, key));
        if (!chosen.values().isEmpty()) {
            choices.keep(scope, referenceId, chosen);
        }
        return chosen;
    }

    /** Of the oldest window that has values. */
    private Map<String, Long> census(WindowJob job, SegmentKey key) {
        SegmentColumns column = SegmentColumns.of(List.of(key), job.version().signature());
        List<TouchedWindow> oldestFirst =
                job.windows().stream().sorted((a, b) -> a.window().compareTo(b.window())).toList();
        for (TouchedWindow touched : oldestFirst) {
            WindowRows rows =
                    new WindowRows(job.view(), touched.window(), true, false).dividedBy(column);
            Map<String, Long> counts = SegmentCensus.of(storage.jdbi(), List.of(rows), 1).get(0);
            if (!counts.isEmpty()) {
                return counts;
            }
        }
        return Map.of();
    }
}
