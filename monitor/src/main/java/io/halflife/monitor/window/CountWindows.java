// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.window;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Windows of a number of rows, fixed once as boundaries in event time: window i is {@code [boundary
 * i, boundary i+1)}.
 *
 * @param rows how many rows a window was cut to hold
 * @param boundaries strictly rising; window i starts at boundary i, the last boundary only ends one
 */
public record CountWindows(long rows, List<Instant> boundaries) implements WindowSpec {

    public CountWindows {
        boundaries = List.copyOf(boundaries);
        if (rows < 1) {
            throw new IllegalArgumentException("rows is not positive: " + rows);
        }
        if (boundaries.size() < 2 || boundaries.size() > WINDOWS_MAX + 1) {
            throw new IllegalArgumentException(
                    "boundaries number 2 to " + (WINDOWS_MAX + 1) + ", not " + boundaries.size());
        }
        for (int i = 1; i < boundaries.size(); i++) {
            if (!boundaries.get(i - 1).isBefore(boundaries.get(i))) {
                throw new IllegalArgumentException(
                        "boundaries do not rise at position " + i + ": " + boundaries.get(i));
            }
        }
    }

    @Override
    public Optional<Window> containing(Instant instant) {
        int index = indexOf(instant);
        return index < 0 || index >= boundaries.size() - 1
                ? Optional.empty()
                : Optional.of(window(index));
    }

    @Override
    public List<Window> covering(Instant from, Instant to) {
        List<Window> windows = new ArrayList<>();
        for (int i = Math.max(0, indexOf(from)); i < boundaries.size() - 1; i++) {
            if (!boundaries.get(i).isBefore(to)) {
                break;
            }
            windows.add(window(i));
        }
        return windows;
    }

    @Override
    public String label(Window window) {
        int index = Collections.binarySearch(boundaries, window.start());
        return String.format(Locale.ROOT, "c%03d", index);
    }

    private Window window(int index) {
        return new Window(boundaries.get(index), boundaries.get(index + 1));
    }

    /** The last boundary at or before the instant; -1 before the first. */
    private int indexOf(Instant instant) {
        int found = Collections.binarySearch(boundaries, instant);
        return found >= 0 ? found : -found - 2;
    }
}
