// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import io.halflife.dashboard.fleet.Budgets.Promise;
import io.halflife.dashboard.fleet.Standing.Budget;
import io.halflife.dashboard.serving.CountedRequests;
import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.monitor.window.Window;
import io.halflife.statistics.slo.Objective;
import io.halflife.statistics.slo.Requests;
import io.halflife.storage.latency.LatencyReader;
import io.halflife.storage.latency.LatencyStep;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Reads what is left of error budgets, as of the last minute in which anything was measured: the
 * figure that the page of serving shows too. Blocking.
 */
final class BudgetReader {

    /** Versions read at once: what one question may make the database read stays bounded. */
    static final int BATCH = 20;

    private final LatencyReader latencies;

    BudgetReader(Jdbi jdbi) {
        this.latencies = new LatencyReader(jdbi);
    }

    /**
     * Of each version the objective of which least is left; NaN is left where nothing was measured.
     */
    Map<VersionScope, Budget> read(List<Promise> promises) {
        List<VersionScope> scopes = new ArrayList<>();
        List<ServiceLevelObjective> slos = new ArrayList<>();
        List<Window> windows = new ArrayList<>();
        for (Promise promise : promises) {
            Optional<Window> span = latencies.span(promise.scope());
            Instant end = span.map(Window::end).orElse(null);
            for (ServiceLevelObjective slo : promise.slos()) {
                if (end != null && windows.size() < LatencyReader.STEPS_MAX) {
                    scopes.add(promise.scope());
                    slos.add(slo);
                    windows.add(new Window(end.minus(slo.window()), end));
                }
            }
        }
        List<LatencyStep> steps = latencies.of(scopes, windows);
        Map<VersionScope, Budget> found = new HashMap<>();
        promises.forEach(p -> found.put(p.scope(), nothing(p.slos().get(0))));
        for (int i = 0; i < scopes.size(); i++) {
            found.merge(
                    scopes.get(i),
                    budget(slos.get(i), CountedRequests.of(slos.get(i), steps.get(i))),
                    BudgetReader::worse);
        }
        return found;
    }

    private static Budget nothing(ServiceLevelObjective slo) {
        return budget(slo, new Requests(0, 0));
    }

    private static Budget budget(ServiceLevelObjective slo, Requests requests) {
        double left =
                new Objective(slo.objective(), slo.window())
                        .budgetRemaining(requests)
                        .orElse(Double.NaN);
        return new Budget(
                left,
                slo.kind().jsonName(),
                slo.objective(),
                slo.thresholdSeconds(),
                slo.window().toSeconds());
    }

    private static Budget worse(Budget a, Budget b) {
        // NaN compares as the largest: what was measured is told before what was not.
        return Double.compare(b.left(), a.left()) < 0 ? b : a;
    }
}
