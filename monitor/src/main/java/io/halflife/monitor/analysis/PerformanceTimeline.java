// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.performance.Maturity;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every metric of every window, stored and new. A window that nobody read anew still becomes mature
 * when waiting for its labels ends.
 */
final class PerformanceTimeline {

    private final Maturity maturity;
    private final Instant asOf;
    private final List<PerformanceValue> written = new ArrayList<>();
    private final TreeMap<Window, List<PerformanceValue>> all = new TreeMap<>();

    PerformanceTimeline(
            Maturity maturity,
            Instant asOf,
            List<PerformanceValue> stored,
            List<WindowAnalysis> fresh) {
        this.maturity = maturity;
        this.asOf = asOf;
        fresh.forEach(this::addFresh);
        Set<Window> read =
                fresh.stream().map(WindowAnalysis::window).collect(Collectors.toUnmodifiableSet());
        stored.stream().filter(value -> !read.contains(value.window())).forEach(this::addStored);
    }

    /** The rows to store: of the windows read, and those that became mature. */
    List<PerformanceValue> written() {
        return List.copyOf(written);
    }

    /** All rows by window, oldest first. */
    List<PerformanceValue> all() {
        return all.values().stream().flatMap(List::stream).toList();
    }

    private void addFresh(WindowAnalysis window) {
        window.performance().forEach(metric -> addFresh(row(window, metric, false)));
        window.estimates().forEach(metric -> addFresh(row(window, metric, true)));
    }

    private void addFresh(PerformanceValue row) {
        written.add(row);
        put(row);
    }

    private void addStored(PerformanceValue stored) {
        boolean matured = !stored.mature() && isMature(stored);
        PerformanceValue row = matured ? stored.withMature(true) : stored;
        if (matured) {
            written.add(row);
        }
        put(row);
    }

    private void put(PerformanceValue row) {
        all.computeIfAbsent(row.window(), w -> new ArrayList<>()).add(row);
    }

    private boolean isMature(PerformanceValue row) {
        return maturity.isMature(row.window(), row.n(), row.labelled(), asOf);
    }

    private PerformanceValue row(WindowAnalysis window, MetricValue metric, boolean estimated) {
        return new PerformanceValue(
                window.window(),
                window.label(),
                metric.metric(),
                metric.n(),
                metric.labelled(),
                metric.value(),
                metric.low(),
                metric.high(),
                metric.standardError(),
                metric.successes(),
                metric.trials(),
                estimated,
                maturity.isMature(window.window(), window.rows(), metric.labelled(), asOf),
                window.firstEvent(),
                window.lastEvent());
    }
}
