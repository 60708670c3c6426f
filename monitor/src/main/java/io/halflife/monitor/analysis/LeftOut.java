// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import static io.halflife.monitor.figures.Figures.count;

import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.window.Window;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Windows that excluded periods keep out of decay fits. */
public final class LeftOut {

    private final Periods periods;

    public LeftOut(Periods periods) {
        this.periods = periods;
    }

    /**
     * They stay in the series, whose time begins with the first window, but are no points of it.
     */
    public List<PerformanceValue> fitted(List<PerformanceValue> performance) {
        return performance.stream()
                .map(value -> isFitted(value) ? value : value.withMature(false))
                .toList();
    }

    private boolean isFitted(PerformanceValue value) {
        return !value.mature() || periods.exclusion(value.window()).isEmpty();
    }

    /** How many mature ones, and why; the empty string for none. */
    String words(List<PerformanceValue> performance) {
        TreeMap<Window, String> reasons = new TreeMap<>();
        for (PerformanceValue value : performance) {
            Optional<String> reason =
                    isFitted(value) ? Optional.empty() : periods.exclusion(value.window());
            reason.ifPresent(words -> reasons.put(value.window(), words));
        }
        return reasons.isEmpty()
                ? ""
                : "; "
                        + count(reasons.size(), "window")
                        + " left out: "
                        + String.join(", ", new TreeSet<>(reasons.values()));
    }
}
