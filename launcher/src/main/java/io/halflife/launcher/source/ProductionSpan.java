// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a first reading of production found: how long it is and how it falls into windows.
 *
 * @param rows predictions
 * @param labels how many of them have a label
 * @param first event time of the first
 * @param last event time of the last
 * @param lastLabel when the last label became known; null without labels
 * @param spec how windows are cut, count boundaries filled in
 * @param windows those that hold a row, in order
 */
public record ProductionSpan(
        long rows,
        long labels,
        Instant first,
        Instant last,
        Instant lastLabel,
        WindowSpec spec,
        List<Window> windows) {

    public ProductionSpan {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(last, "last");
        Objects.requireNonNull(spec, "spec");
        windows = List.copyOf(windows);
    }

    public Optional<Instant> lastLabelIfAny() {
        return Optional.ofNullable(lastLabel);
    }

    /**
     * The clocks at which a replay is evaluated: each window's end and grace, and finally the end
     * of the last label or window and grace. In order, each once.
     */
    public List<Instant> evaluations(Duration grace) {
        TreeSet<Instant> clocks = new TreeSet<>();
        windows.forEach(window -> clocks.add(window.end().plus(grace)));
        Instant end = windows.get(windows.size() - 1).end();
        Instant known = lastLabelIfAny().filter(label -> label.isAfter(end)).orElse(end);
        clocks.add(known.plus(grace));
        return List.copyOf(clocks);
    }
}
