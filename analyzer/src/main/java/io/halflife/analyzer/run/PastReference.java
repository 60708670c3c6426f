// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.analyzer.archive.ArchivedLog;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.engine.ReferenceJob;
import io.halflife.analyzer.engine.RowSource;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.performance.PooledMetrics;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.PastStretch;
import io.halflife.storage.analysis.RowQuery;
import io.halflife.storage.analysis.RunView;
import io.halflife.storage.analysis.TouchedWindows;
import io.halflife.storage.analysis.WindowRows;
import io.halflife.storage.archive.ArchiveCatalog;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.reference.ProfiledReference;
import io.halflife.storage.reference.ReferenceStore.Source;
import io.halflife.storage.reference.StoredReference;
import io.halflife.storage.reference.WindowProfiles;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A stretch of a version's past as a reference: profiled from its rows, exactly; where rows are
 * gone, merged from the profiles of the windows that make it up, whose rank errors it then carries.
 * What periods of all columns exclude is left out; a window merged goes whole or not at all.
 */
final class PastReference {

    private final Storage storage;
    private final Engine engine;
    private final Optional<ArchivedLog> archive;
    private final RegisteredVersion version;
    private final StoredReference reference;
    private final Window stretch;
    private final VersionScope scope;

    /**
     * Of this version.
     *
     * @param archive where older rows lie
     */
    PastReference(
            Storage storage,
            Engine engine,
            Optional<ArchivedLog> archive,
            RegisteredVersion version,
            StoredReference reference) {
        JsonNode body = reference.body();
        ModelVersion source =
                new ModelVersion(
                        version.definition().id().model(), body.path("from_version").asText());
        this.storage = storage;
        this.engine = engine;
        this.archive = archive;
        this.version = version;
        this.reference = reference;
        this.stretch =
                new Window(
                        Instant.parse(body.path("from").asText()),
                        Instant.parse(body.path("to").asText()));
        this.scope =
                new VersionScope(
                        storage.models().version(source).orElseThrow().versionId(),
                        body.path("environment").asText());
    }

    /**
     * Which rows to read, or that it is merged from windows or given up; a stretch that is not over
     * at the clock is left alone.
     */
    PendingReference pending(Instant asOf) {
        if (stretch.end().isAfter(asOf)) {
            return PendingReference.without(() -> {});
        }
        MonitoringPolicy policy =
                storage.policies()
                        .current(version.modelId(), version.definition().output().task())
                        .policy();
        WindowProfiles kept = new WindowProfiles(storage.jdbi(), scope);
        TreeMap<Window, Long> windows = new TreeMap<>();
        Periods periods = storage.mutes().knownAt(asOf, version.modelId(), scope.environment());
        kept.windows(stretch.start(), stretch.end())
                .forEach(
                        (window, rows) -> {
                            if (isOf(policy, window) && periods.exclusion(window).isEmpty()) {
                                windows.put(window, rows);
                            }
                        });
        List<Window> left = periods.remaining(stretch);
        RunView view = view(asOf, policy);
        long rows = rows(left, view);
        long once = inside(windows).mapToLong(Map.Entry::getValue).sum();
        String elsewhere = elsewhere();
        if (rows > 0 && rows >= once && elsewhere.isEmpty()) {
            return PendingReference.of(fromRows(left, rows, view), rows);
        }
        if (once > 0 && inside(windows).count() == windows.size()) {
            return PendingReference.without(() -> fromWindows(kept, windows, once));
        }
        String failure = failure(left, rows, once) + elsewhere;
        return PendingReference.without(() -> storage.references().fail(reference.id(), failure));
    }

    /**
     * Its rows outside excluded periods, while as many are left in the stretch as were profiled.
     */
    Optional<ReferenceJob> rows(long profiled, Instant asOf, MonitoringPolicy policy) {
        Periods periods = storage.mutes().knownAt(asOf, version.modelId(), scope.environment());
        List<Window> left = periods.remaining(stretch);
        RunView view = view(asOf, policy);
        boolean gone = left.isEmpty() || rows(List.of(stretch), view) < profiled;
        return gone ? Optional.empty() : Optional.of(fromRows(left, rows(left, view), view));
    }

    /** In which archive rows lie that nobody reads, and what to do; empty where there are none. */
    String elsewhere() {
        List<String> holders =
                ArchiveCatalog.holdersOf(
                        storage.jdbi(), scope, stretch, archive.map(ArchivedLog::id).orElse(null));
        return holders.isEmpty()
                ? ""
                : "; rows of it lie in the archive "
                        + String.join(" and in ", holders)
                        + ", which the analyzer reads when HALFLIFE_SOURCE names it: parquet:"
                        + holders.get(0);
    }

    private RunView view(Instant asOf, MonitoringPolicy policy) {
        return new RunView(
                version.modelId(),
                scope.versionId(),
                scope.environment(),
                asOf,
                policy.maxLabelDelay());
    }

    private Optional<ArchivedLog.Scope> archived(RunView view) {
        return archive.map(log -> log.of(view, version.definition()));
    }

    private long rows(List<Window> parts, RunView view) {
        Optional<ArchivedLog.Scope> archived = archived(view);
        return parts.stream()
                .mapToLong(
                        part ->
                                archived.map(log -> log.rows(part))
                                        .orElseGet(() -> live(part, view.asOf())))
                .sum();
    }

    private long live(Window part, Instant asOf) {
        return new PastStretch(version.modelId(), scope, part).rows(storage.jdbi(), asOf);
    }

    private String failure(List<Window> left, long rows, long once) {
        return once == 0
                ? "the version has no predictions between "
                        + stretch.start()
                        + " and "
                        + stretch.end()
                        + (left.equals(List.of(stretch)) ? "" : " outside excluded periods")
                : rows
                        + " of "
                        + once
                        + " rows are left, and the stretch is not made of whole windows, whose"
                        + " profiles are kept";
    }

    private static boolean isOf(MonitoringPolicy policy, Window window) {
        return policy.window()
                .containing(window.start())
                .filter(cut -> cut.equals(window))
                .isPresent();
    }

    private Stream<Map.Entry<Window, Long>> inside(Map<Window, Long> windows) {
        return windows.entrySet().stream()
                .filter(entry -> !entry.getKey().start().isBefore(stretch.start()))
                .filter(entry -> !entry.getKey().end().isAfter(stretch.end()));
    }

    private ReferenceJob fromRows(List<Window> left, long rows, RunView view) {
        RowSource source =
                archived(view).<RowSource>map(log -> log::query).orElse(RowSource.DATABASE);
        boolean pending = new TouchedWindows(storage.jdbi()).hasPendingLabels(view);
        int each = Math.max(1, engine.partsFor(rows) / left.size());
        List<RowQuery> parts = new ArrayList<>();
        for (Window part : left) {
            new WindowRows(view, part, true, pending)
                    .cut(each)
                    .forEach(rowsOf -> parts.add(source.of(rowsOf)));
        }
        return new ReferenceJob(reference.id(), version.definition(), parts);
    }

    private void fromWindows(WindowProfiles kept, NavigableMap<Window, Long> windows, long rows) {
        Instant from = stretch.start();
        Instant to = stretch.end();
        List<FeatureProfile> profiles = new ArrayList<>();
        for (Column column : kept.columns(from, to)) {
            Map<Window, FeatureProfile> found = kept.of(column, from, to);
            found.keySet().retainAll(windows.keySet());
            MergedProfiles.of(List.copyOf(found.values())).ifPresent(profiles::add);
        }
        ProfiledReference profiled =
                new ProfiledReference(
                        reference.id(),
                        rows,
                        windows.firstKey().start(),
                        windows.lastKey().end(),
                        profiles,
                        PooledMetrics.of(
                                storage.results().performance(scope, from, to).stream()
                                        .filter(value -> windows.containsKey(value.window()))
                                        .toList()));
        storage.references().keep(profiled, Source.WINDOWS);
    }
}
