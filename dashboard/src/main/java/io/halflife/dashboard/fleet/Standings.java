// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.dashboard.fleet.Budgets.Promise;
import io.halflife.dashboard.fleet.Standing.Figures;
import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.storage.Storage;
import io.halflife.storage.json.Json;
import io.halflife.storage.pages.FleetPages;
import io.halflife.storage.pages.FleetScan;
import io.halflife.storage.pages.FleetScan.Entry;
import io.halflife.storage.pages.FleetScan.Run;
import io.halflife.storage.pages.LastRequest;
import io.halflife.storage.results.VersionScope;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How every model stands.
 *
 * <p>Which models there are, which analysis is their newest and which calls are open is asked each
 * time, in two queries. Figures belong to an analysis and a policy and are kept until there is
 * another of either. Holds a few hundred bytes per model. Blocking; thread-safe.
 */
public final class Standings implements AutoCloseable {

    /** Versions whose figures are read at once. */
    private static final int BATCH = 400;

    /** Performance is looked for this many windows back: ground truth comes late. */
    private static final int WINDOWS = 60;

    private final FleetScan scan;
    private final FleetPages fleet;
    private final FindingsReader findings;
    private final Budgets budgets;
    private final Map<VersionScope, Known> known = new HashMap<>();
    private final Map<String, Map<String, String>> tags = new HashMap<>();

    /** The figures of an analysis under a policy. */
    private record Known(
            Instant finishedAt, int revision, Figures figures, List<ServiceLevelObjective> slos) {

        boolean isOf(Entry entry, Run run) {
            return finishedAt.equals(run.finishedAt()) && revision == entry.revision();
        }
    }

    public Standings(Storage storage, Clock clock) {
        this.scan = new FleetScan(storage.jdbi());
        this.fleet = new FleetPages(storage.jdbi());
        this.findings = new FindingsReader(storage);
        this.budgets = new Budgets(storage, clock);
    }

    /**
     * By model and environment.
     *
     * @param only names of models; empty: all
     */
    public List<Standing> read(Set<String> only) {
        List<Entry> entries = scan.entries(only);
        Map<VersionScope, Known> figures = figures(entries, only.isEmpty());
        Map<VersionScope, Standing.Budget> left = budgets(figures);
        Map<String, LastRequest> open = open(entries);
        List<Standing> standings = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            Optional<VersionScope> scope = entry.run().map(Run::scope);
            standings.add(
                    new Standing(
                            entry,
                            tags(entry.tagsJson()),
                            scope.map(figures::get).map(Known::figures),
                            scope.map(left::get),
                            scope.map(s -> open.get(entry.modelId() + "/" + s.environment()))));
        }
        return standings;
    }

    private Map<String, LastRequest> open(List<Entry> entries) {
        Map<String, LastRequest> open = new HashMap<>();
        fleet.requests(entries.stream().map(Entry::modelId).distinct().toList()).stream()
                .filter(LastRequest::isOpen)
                .forEach(r -> open.put(r.modelId() + "/" + r.environment(), r));
        return open;
    }

    /** Also forgets what is gone, when the whole fleet is at hand. */
    private synchronized Map<VersionScope, Known> figures(List<Entry> entries, boolean whole) {
        Map<VersionScope, Entry> missing = new LinkedHashMap<>();
        Map<VersionScope, Known> found = new HashMap<>();
        for (Entry entry : entries) {
            entry.run()
                    .ifPresent(
                            run -> {
                                Known figures = known.get(run.scope());
                                if (figures != null && figures.isOf(entry, run)) {
                                    found.put(run.scope(), figures);
                                } else {
                                    missing.put(run.scope(), entry);
                                }
                            });
        }
        List<VersionScope> scopes = List.copyOf(missing.keySet());
        for (int from = 0; from < scopes.size(); from += BATCH) {
            List<VersionScope> batch = scopes.subList(from, Math.min(scopes.size(), from + BATCH));
            found.putAll(read(batch, missing));
        }
        known.putAll(found);
        if (whole) {
            known.keySet().retainAll(found.keySet());
            budgets.keepOnly(found.keySet());
        }
        return found;
    }

    private Map<VersionScope, Known> read(
            List<VersionScope> scopes, Map<VersionScope, Entry> entries) {
        Set<VersionScope> wanted = Set.copyOf(scopes);
        List<Integer> models = scopes.stream().map(s -> entries.get(s).modelId()).toList();
        Map<VersionScope, Known> read = new HashMap<>();
        findings.read(
                        fleet.latestRuns(Set.copyOf(models)).stream()
                                .filter(run -> wanted.contains(run.scope()))
                                .toList(),
                        WINDOWS)
                .forEach(found -> read.put(found.latest().scope(), known(found, entries)));
        return read;
    }

    private static Known known(Findings found, Map<VersionScope, Entry> entries) {
        Entry entry = entries.get(found.latest().scope());
        return new Known(
                entry.run().orElseThrow().finishedAt(),
                entry.revision(),
                FigureReading.of(found),
                found.policy().slos());
    }

    private Map<VersionScope, Standing.Budget> budgets(Map<VersionScope, Known> figures) {
        List<Promise> promises = new ArrayList<>();
        figures.forEach(
                (scope, known) -> {
                    if (!known.slos().isEmpty()) {
                        promises.add(new Promise(scope, known.slos()));
                    }
                });
        return budgets.look(promises);
    }

    /** Many models have the same tags; a text is read once. */
    private synchronized Map<String, String> tags(String json) {
        if (tags.size() > 10_000) {
            tags.clear();
        }
        return tags.computeIfAbsent(json, Standings::read);
    }

    private static Map<String, String> read(String json) {
        Map<String, String> read = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> tag : Json.read(json).properties()) {
            if (!tag.getValue().isNull()) {
                read.put(tag.getKey(), tag.getValue().asText());
            }
        }
        return read;
    }

    @Override
    public void close() {
        budgets.close();
    }
}
