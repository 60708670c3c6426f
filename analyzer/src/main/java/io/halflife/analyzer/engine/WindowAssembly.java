// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.BlockKey;
import io.halflife.monitor.analysis.ColumnAnalysis;
import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.window.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts what the tasks gave back about one job together, window by window. One thread. */
final class WindowAssembly {

    private final WindowJob job;
    private final Map<Integer, List<ColumnAnalysis>> columns = new HashMap<>();
    private final TreeMap<Integer, WindowPart.OfRows> rows = new TreeMap<>();
    private String failure;

    WindowAssembly(WindowJob job) {
        this.job = job;
    }

    void add(WindowPart part) {
        if (part instanceof WindowPart.Failed failed) {
            failure = failed.reason();
        } else if (part.segment() != BlockKey.WHOLE_WINDOW) {
            throw new IllegalStateException("nobody asked for segment " + part.segment());
        } else if (part instanceof WindowPart.OfRows ofRows) {
            rows.put(part.window(), ofRows);
        } else if (part instanceof WindowPart.OfColumn ofColumn) {
            columns.computeIfAbsent(part.window(), w -> new ArrayList<>()).add(ofColumn.analysis());
        }
    }

    /** The windows that have rows, in the order of the job. */
    Attempt<List<WindowAnalysis>> windows() {
        return failure == null
                ? Attempt.of(rows.values().stream().map(this::window).toList())
                : Attempt.failed(failure);
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
                        ofRows.performance())
                .estimatedAs(ofRows.estimates());
    }
}
