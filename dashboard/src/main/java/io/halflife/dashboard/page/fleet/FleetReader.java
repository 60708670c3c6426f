// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.fleet;

import io.halflife.dashboard.page.Links;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.latency.LatencyReader;
import io.halflife.storage.latency.LatencyStep;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.pages.ColumnCounts;
import io.halflife.storage.pages.FleetPages;
import io.halflife.storage.pages.FleetPages.Newest;
import io.halflife.storage.pages.LastRequest;
import io.halflife.storage.pages.LatestRun;
import io.halflife.storage.results.VersionScope;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the fleet page shows.
 *
 * <p>Law: the same number of queries for one model as for a hundred. Blocking.
 */
public final class FleetReader {

    /** Performance is looked for this many windows back: ground truth comes late. */
    static final int LINE_WINDOWS = 60;

    private final ModelStore models;
    private final FleetPages fleet;
    private final LatencyReader latencies;
    private final RowWriter rows;
    private final FirstSteps steps;

    /** Reads pages that tell these first steps. */
    public FleetReader(Storage storage, Clock clock, FirstSteps steps) {
        this.steps = steps;
        this.models = storage.models();
        this.fleet = new FleetPages(storage.jdbi());
        this.latencies = new LatencyReader(storage.jdbi());
        this.rows = new RowWriter(clock);
    }

    /**
     * One page of the fleet, by model name.
     *
     * @param after the last model of the page before; the empty string on the first page
     * @param only the models that the caller may know of; empty: all
     */
    public FleetPage read(String after, Set<String> only) {
        List<RegisteredModel> found = models.list(after, FleetPage.MODELS_MAX, only);
        Map<Integer, RegisteredModel> shown = new LinkedHashMap<>();
        found.forEach(model -> shown.put(model.modelId(), model));
        String next =
                found.size() < FleetPage.MODELS_MAX
                        ? ""
                        : "/?after=" + Links.encoded(found.get(found.size() - 1).name());
        return new FleetPage(shown.isEmpty() ? List.of() : rows(shown), next, steps);
    }

    private List<FleetRow> rows(Map<Integer, RegisteredModel> shown) {
        List<LatestRun> runs = fleet.latestRuns(shown.keySet());
        List<FleetRow> all = new ArrayList<>(waiting(shown, runs));
        if (!runs.isEmpty()) {
            all.addAll(analysed(shown, runs));
        }
        return all;
    }

    private List<FleetRow> waiting(Map<Integer, RegisteredModel> shown, List<LatestRun> runs) {
        Map<Integer, RegisteredModel> unseen = new LinkedHashMap<>(shown);
        runs.forEach(run -> unseen.remove(run.modelId()));
        if (unseen.isEmpty()) {
            return List.of();
        }
        Map<Integer, Newest> newest = fleet.newestVersions(unseen.keySet());
        return unseen.values().stream()
                .map(
                        model -> {
                            Newest version = newest.get(model.modelId());
                            return RowWriter.waiting(
                                    model,
                                    version == null ? "" : version.version(),
                                    why(model, version));
                        })
                .toList();
    }

    private static String why(RegisteredModel model, Newest version) {
        if (version == null) {
            return "No version is registered yet.";
        }
        if (model.state() == RegisteredModel.State.UNCONFIGURED) {
            return "Made by its first predictions; its signature is inferred and nobody has looked"
                    + " at it yet.";
        }
        String reference =
                switch (version.reference()) {
                    case "" -> "No reference yet: post reference rows and freeze them.";
                    case "COLLECTING" -> "Reference rows are being collected, not frozen yet.";
                    case "FAILED" -> "The reference could not be profiled: put another one.";
                    default -> "The reference is frozen; no window has been analysed yet.";
                };
        return version.logged()
                ? reference + " Predictions arrive."
                : reference + " Waiting for the first prediction.";
    }

    private List<FleetRow> analysed(Map<Integer, RegisteredModel> shown, List<LatestRun> runs) {
        Map<Integer, Task> tasks = new LinkedHashMap<>();
        runs.forEach(run -> tasks.put(run.modelId(), run.task()));
        Map<Integer, MonitoringPolicy> policies = fleet.policies(tasks);
        Map<VersionScope, String> metrics = new LinkedHashMap<>();
        Map<Long, String> references = new LinkedHashMap<>();
        for (LatestRun run : runs) {
            String metric = policies.get(run.modelId()).performance().metric();
            metrics.put(run.scope(), metric);
            references.put(run.run().referenceId(), metric);
        }
        Map<VersionScope, ColumnCounts> columns = fleet.columns(metrics.keySet());
        Map<VersionScope, List<PerformanceValue>> performance =
                fleet.performance(metrics, LINE_WINDOWS);
        Map<VersionScope, DecayFit> fits = fleet.fits(metrics);
        Map<Long, Double> values = fleet.referenceValues(references);
        Map<VersionScope, LatencyStep> serving = serving(columns);
        List<LastRequest> requests = fleet.requests(shown.keySet());
        return runs.stream()
                .map(
                        run ->
                                rows.row(
                                        new RowWriter.Findings(
                                                shown.get(run.modelId()),
                                                run,
                                                metrics.get(run.scope()),
                                                columns.get(run.scope()),
                                                performance.getOrDefault(run.scope(), List.of()),
                                                threshold(policies.get(run.modelId()), run, values),
                                                fits.get(run.scope()),
                                                serving.get(run.scope()),
                                                open(requests, run))))
                .toList();
    }

    private static double threshold(
            MonitoringPolicy policy, LatestRun run, Map<Long, Double> values) {
        double reference = values.getOrDefault(run.run().referenceId(), Double.NaN);
        return policy.performance().threshold().resolve(reference).orElse(Double.NaN);
    }

    private Map<VersionScope, LatencyStep> serving(Map<VersionScope, ColumnCounts> columns) {
        Map<VersionScope, Window> newest = new LinkedHashMap<>();
        columns.forEach((scope, counts) -> newest.put(scope, counts.window()));
        return latencies.ofEach(newest);
    }

    private static Optional<LastRequest> open(List<LastRequest> requests, LatestRun run) {
        return requests.stream()
                .filter(LastRequest::isOpen)
                .filter(r -> r.modelId() == run.modelId())
                .filter(r -> r.environment().equals(run.scope().environment()))
                .findFirst();
    }
}
