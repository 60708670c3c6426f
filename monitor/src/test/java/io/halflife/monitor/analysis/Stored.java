// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.retraining.DeploymentEvent;
import io.halflife.monitor.retraining.PastRequest;
import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a store would hold after some runs: applies each report as its documentation says. */
final class Stored {

    private record Place(Window window, Column column) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byWindow = window.compareTo(other.window);
            return byWindow != 0 ? byWindow : column.compareTo(other.column);
        }
    }

    private final Map<Place, List<DriftResult>> verdicts = new TreeMap<>();
    private final Map<String, PerformanceValue> performance = new TreeMap<>();
    private final List<PastRequest> requests = new ArrayList<>();
    private final List<DeploymentEvent> deployments = new ArrayList<>();

    void deployed(DeploymentEvent deployment) {
        deployments.add(deployment);
    }

    void apply(PortionReport portion) {
        apply(portion.verdicts(), portion.restated(), portion.performance());
    }

    private void apply(
            List<DriftResult> judged,
            List<DriftResult> restated,
            List<PerformanceValue> performanceRows) {
        judged.forEach(row -> verdicts.remove(place(row)));
        judged.forEach(
                row -> verdicts.computeIfAbsent(place(row), p -> new ArrayList<>()).add(row));
        for (DriftResult row : restated) {
            verdicts.get(place(row)).replaceAll(old -> old.test().equals(row.test()) ? row : old);
        }
        for (PerformanceValue row : performanceRows) {
            performance.put(row.window().start() + row.metric(), row);
        }
    }

    void apply(AnalysisReport report) {
        apply(report.verdicts(), report.restated(), report.performance());
        report.request()
                .ifPresent(
                        request ->
                                requests.add(
                                        new PastRequest(
                                                request.id(),
                                                request.asOf(),
                                                request.reason(),
                                                false)));
    }

    List<DriftResult> verdicts() {
        return verdicts.values().stream().flatMap(List::stream).toList();
    }

    List<PerformanceValue> performance() {
        return List.copyOf(performance.values());
    }

    List<PastRequest> requests() {
        return List.copyOf(requests);
    }

    History history() {
        return new History(verdicts(), performance(), requests, deployments);
    }

    /** What a portion is given: verdicts of windows that start before the next portion does. */
    History before(Instant next) {
        return new History(
                verdicts().stream().filter(row -> row.window().start().isBefore(next)).toList(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Place place(DriftResult row) {
        return new Place(row.window(), row.column());
    }
}
