// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.retraining.DeploymentEvent;
import io.halflife.monitor.retraining.PastRequest;
import io.halflife.monitor.window.Window;
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

    void apply(AnalysisReport report) {
        report.verdicts().forEach(row -> verdicts.remove(place(row)));
        report.verdicts()
                .forEach(
                        row ->
                                verdicts.computeIfAbsent(place(row), p -> new ArrayList<>())
                                        .add(row));
        for (DriftResult row : report.restated()) {
            verdicts.get(place(row)).replaceAll(old -> old.test().equals(row.test()) ? row : old);
        }
        for (PerformanceValue row : report.performance()) {
            performance.put(row.window().start() + row.metric(), row);
        }
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

    private static Place place(DriftResult row) {
        return new Place(row.window(), row.column());
    }
}
