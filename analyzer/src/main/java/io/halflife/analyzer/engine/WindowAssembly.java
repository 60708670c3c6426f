// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.monitor.analysis.ColumnAnalysis;
import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.window.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts what the tasks gave back together, window by window. One thread. */
final class WindowAssembly {

    private final WindowJob job;
    private final Map<Integer, List<ColumnAnalysis>> columns = new HashMap<>();
    private final TreeMap<Integer, WindowPart.OfRows> rows = new TreeMap<>();

    WindowAssembly(WindowJob job) {
        this.job = job;
    }

    void addAll(List<WindowPart> parts) {
        for (WindowPart part : parts) {
            if (part instanceof WindowPart.OfRows ofRows) {
                rows.put(part.window(), ofRows);
            } else if (part instanceof WindowPart.OfColumn ofColumn) {
                columns.computeIfAbsent(part.window(), w -> new ArrayList<>())
                        .add(ofColumn.analysis());
            }
        }
    }

    /** The windows that have rows, in the order of the job. */
    List<WindowAnalysis> windows() {
        return rows.values().stream().map(this::window).toList();
    }

    private WindowAnalysis window(WindowPart.OfRows ofRows) {
        Window window = job.windows().get(ofRows.window()).window();
        List<ColumnAnalysis> sorted =
                columns.getOrDefault(ofRows.window(), List.of()).stream()
                        .sorted(Comparator.comparing(ColumnAnalysis::column))
                        .toList();
        return new WindowAnalysis(
                window,
                job.spec().label(window),
                ofRows.rows(),
                ofRows.first(),
                ofRows.last(),
                sorted,
                ofRows.performance());
    }
}
