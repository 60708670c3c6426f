// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A window that was read in a run.
 *
 * <p>A window with new predictions comes whole, with every column. One that only got labels comes
 * with the label's column alone, or with none; the stored verdicts of its other columns stand. The
 * performance is always that of the whole window.
 *
 * @param rows predictions in it
 * @param firstEvent event time of the first prediction
 * @param lastEvent event time of the last one
 * @param performance {@code PerformanceProfile.metrics()} of the whole window, labelled or not
 * @param estimates {@code PerformanceProfile.estimates()} of the whole window; empty without an
 *     estimator
 * @param comparedWith of a moving reference the stretch that the columns were compared with; null
 *     for any other, and where there was nothing to compare with
 */
public record WindowAnalysis(
        Window window,
        String label,
        long rows,
        Instant firstEvent,
        Instant lastEvent,
        List<ColumnAnalysis> columns,
        List<MetricValue> performance,
        List<MetricValue> estimates,
        Window comparedWith) {

    public WindowAnalysis {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(firstEvent, "firstEvent");
        Objects.requireNonNull(lastEvent, "lastEvent");
        performance = List.copyOf(performance);
        estimates = List.copyOf(estimates);
        columns = List.copyOf(columns);
        Set<Column> seen = new HashSet<>();
        for (ColumnAnalysis column : columns) {
            if (!seen.add(column.column())) {
                throw new IllegalArgumentException(
                        "column given twice in window " + label + ": " + column.column());
            }
        }
        if (lastEvent.isBefore(firstEvent)) {
            throw new IllegalArgumentException(
                    "window " + label + " ends before it starts: " + firstEvent + ", " + lastEvent);
        }
    }

    /** Compared with a reference that does not move, or with none, and without estimates. */
    public WindowAnalysis(
            Window window,
            String label,
            long rows,
            Instant firstEvent,
            Instant lastEvent,
            List<ColumnAnalysis> columns,
            List<MetricValue> performance) {
        this(window, label, rows, firstEvent, lastEvent, columns, performance, List.of(), null);
    }

    /** The same window with columns that were compared with this stretch; null for none. */
    public WindowAnalysis comparedWith(Window stretch, List<ColumnAnalysis> compared) {
        return new WindowAnalysis(
                window,
                label,
                rows,
                firstEvent,
                lastEvent,
                compared,
                performance,
                estimates,
                stretch);
    }

    /** The same window with these metrics in place of those of the rows that were read. */
    public WindowAnalysis measuredAs(List<MetricValue> metrics) {
        return new WindowAnalysis(
                window,
                label,
                rows,
                firstEvent,
                lastEvent,
                columns,
                metrics,
                estimates,
                comparedWith);
    }

    /** The same window with what its scores lead one to expect. */
    public WindowAnalysis estimatedAs(List<MetricValue> expected) {
        return new WindowAnalysis(
                window,
                label,
                rows,
                firstEvent,
                lastEvent,
                columns,
                performance,
                expected,
                comparedWith);
    }
}
