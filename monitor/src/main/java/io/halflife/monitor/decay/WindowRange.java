// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import io.halflife.monitor.performance.PerformanceValue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which windows a fit is made of: all, or those from one label to another, both included.
 *
 * @param name {@code all} or {@code A..B}
 */
public record WindowRange(String name) {

    public static final WindowRange ALL = new WindowRange("all");

    private static final String BETWEEN = "..";

    public WindowRange {
        Objects.requireNonNull(name, "name");
        int between = name.indexOf(BETWEEN);
        boolean both = between > 0 && between < name.length() - BETWEEN.length();
        if (!both && !"all".equals(name)) {
            throw new IllegalArgumentException(
                    "a range of windows is two labels with .. between them, not: " + name);
        }
    }

    /** Why the range holds nothing, in words; empty when both its windows are known. */
    public Optional<String> refusal(List<PerformanceValue> windows) {
        if (this.equals(ALL)) {
            return Optional.empty();
        }
        for (String label : List.of(from(), to())) {
            if (windows.stream().noneMatch(window -> window.label().equals(label))) {
                return Optional.of(
                        windows.isEmpty()
                                ? "no window is labelled " + label + ": there are none yet"
                                : "no mature window is labelled "
                                        + label
                                        + "; they run from "
                                        + windows.get(0).label()
                                        + " to "
                                        + windows.get(windows.size() - 1).label());
            }
        }
        return Optional.empty();
    }

    /** The windows within, in their order; both ends must be among them. */
    public List<PerformanceValue> within(List<PerformanceValue> windows) {
        if (this.equals(ALL)) {
            return windows;
        }
        return windows.stream()
                .filter(window -> !window.window().start().isBefore(startOf(from(), windows)))
                .filter(window -> !window.window().start().isAfter(startOf(to(), windows)))
                .toList();
    }

    private static Instant startOf(String label, List<PerformanceValue> windows) {
        return windows.stream()
                .filter(window -> window.label().equals(label))
                .findFirst()
                .orElseThrow()
                .window()
                .start();
    }

    private String from() {
        return name.substring(0, name.indexOf(BETWEEN));
    }

    private String to() {
        return name.substring(name.indexOf(BETWEEN) + BETWEEN.length());
    }
}
