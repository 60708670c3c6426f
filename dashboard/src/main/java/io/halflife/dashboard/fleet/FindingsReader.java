// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.latency.LatencyReader;
import io.halflife.storage.latency.LatencyStep;
import io.halflife.storage.pages.ColumnCounts;
import io.halflife.storage.pages.FleetPages;
import io.halflife.storage.pages.LatestRun;
import io.halflife.storage.results.VersionScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what was found about many versions.
 *
 * <p>Law: the same number of queries for one version as for many. Blocking.
 */
public final class FindingsReader {

    private final FleetPages fleet;
    private final LatencyReader latencies;

    public FindingsReader(Storage storage) {
        this.fleet = new FleetPages(storage.jdbi());
        this.latencies = new LatencyReader(storage.jdbi());
    }

    /**
     * In the order of the runs.
     *
     * @param runs at most {@link LatencyReader#STEPS_MAX}
     * @param windows of performance, at most this many of each, back from the newest: ground truth
     *     comes late
     */
    public List<Findings> read(List<LatestRun> runs, int windows) {
        if (runs.isEmpty()) {
            return List.of();
        }
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
        Map<VersionScope, List<PerformanceValue>> performance = fleet.performance(metrics, windows);
        Map<VersionScope, DecayFit> fits = fleet.fits(metrics);
        Map<Long, Double> values = fleet.referenceValues(references);
        Map<VersionScope, LatencyStep> serving = serving(columns);
        return runs.stream()
                .map(
                        run ->
                                new Findings(
                                        run,
                                        policies.get(run.modelId()),
                                        columns.get(run.scope()),
                                        performance.getOrDefault(run.scope(), List.of()),
                                        threshold(policies.get(run.modelId()), run, values),
                                        fits.get(run.scope()),
                                        serving.get(run.scope())))
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
}
