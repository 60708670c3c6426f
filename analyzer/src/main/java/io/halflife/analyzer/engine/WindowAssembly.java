// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.BlockKey;
import io.halflife.analyzer.block.Division;
import io.halflife.monitor.analysis.ColumnAnalysis;
import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.window.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Puts what the tasks gave back about one job together, window by window. One thread. */
final class WindowAssembly {

    private final WindowJob job;
    private final Map<Place, List<ColumnAnalysis>> columns = new HashMap<>();
    private final TreeMap<Integer, TreeMap<Integer, WindowPart.OfRows>> rows = new TreeMap<>();
    private String failure;

    /** A window's segment, both by their numbers in the job. */
    private record Place(int window, int segment) {}

    WindowAssembly(WindowJob job) {
        this.job = job;
    }

    void add(WindowPart part) {
        if (part instanceof WindowPart.Failed failed) {
            failure = failed.reason();
        } else if (part instanceof WindowPart.OfRows ofRows) {
            rows.computeIfAbsent(part.segment(), s -> new TreeMap<>()).put(part.window(), ofRows);
        } else if (part instanceof WindowPart.OfColumn ofColumn) {
            columns.computeIfAbsent(
                            new Place(part.window(), part.segment()), p -> new ArrayList<>())
                    .add(ofColumn.analysis());
        }
    }

    /** The windows that have rows, in the order of the job. */
    Attempt<ReadWindows> windows() {
        return failure == null
                ? Attempt.of(new ReadWindows(windows(BlockKey.WHOLE_WINDOW, Set.of()), segments()))
                : Attempt.failed(failure);
    }

    private Map<Segment, List<WindowAnalysis>> segments() {
        Division division = job.division();
        Set<Integer> unknown = rows.getOrDefault(division.unknown(), new TreeMap<>()).keySet();
        Map<Segment, List<WindowAnalysis>> segments = new TreeMap<>();
        for (int number = 1; number <= division.count(); number++) {
            List<WindowAnalysis> windows = windows(number, unknown);
            if (!windows.isEmpty()) {
                segments.put(division.segment(number), windows);
            }
        }
        return segments;
    }

    private List<WindowAnalysis> windows(int segment, Set<Integer> without) {
        return rows.getOrDefault(segment, new TreeMap<>()).values().stream()
                .filter(ofRows -> !without.contains(ofRows.window()))
                .map(this::window)
                .toList();
    }

    private WindowAnalysis window(WindowPart.OfRows ofRows) {
        Window window = job.windows().get(ofRows.window()).window();
        Place place = new Place(ofRows.window(), ofRows.segment());
        List<ColumnAnalysis> sorted =
                columns.getOrDefault(place, List.of()).stream()
                        .sorted(Comparator.comparing(ColumnAnalysis::column))
                        .toList();
        return new WindowAnalysis(
                        window,
                        job.spec().label(window),
                        ofRows.rows(),
                        ofRows.first(),
                        ofRows.last(),
                        sorted,
                        ofRows.performance())
                .estimatedAs(ofRows.estimates());
    }
}
