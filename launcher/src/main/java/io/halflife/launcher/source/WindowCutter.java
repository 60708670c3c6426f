// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import io.halflife.monitor.window.CalendarWindows;
import io.halflife.monitor.window.CountWindows;
import io.halflife.monitor.window.DurationWindows;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sees the event times of production in order and finds its windows. Count windows become
 * boundaries: boundary i is the time of row i·N, ties go to the later window, the last one ends 1
 * µs after the last row.
 */
final class WindowCutter {

    private final WindowChoice choice;
    private final List<Window> windows = new ArrayList<>();
    private final List<Instant> boundaries = new ArrayList<>();
    private long rows;
    private Instant last;

    WindowCutter(WindowChoice choice) {
        this.choice = choice;
    }

    /**
     * Takes the next row's time.
     *
     * @return what is wrong with it; empty when all is well
     */
    Optional<String> add(Instant time) {
        Optional<String> problem = Optional.empty();
        if (choice instanceof WindowChoice.Count count) {
            problem = count(time, count.rows());
        } else if (windows.isEmpty() || !lastWindow().contains(time)) {
            windows.add(fixedSpec().containing(time).orElseThrow());
            problem = tooMany(windows.size());
        }
        rows++;
        last = time;
        return problem;
    }

    private Window lastWindow() {
        return windows.get(windows.size() - 1);
    }

    private Optional<String> count(Instant time, long size) {
        if (rows % size != 0) {
            return Optional.empty();
        }
        if (!boundaries.isEmpty() && time.equals(boundaries.get(boundaries.size() - 1))) {
            return Optional.of(
                    "more than "
                            + size
                            + " rows have the time "
                            + time
                            + ": windows of "
                            + size
                            + " rows cannot be cut there, choose more");
        }
        boundaries.add(time);
        return tooMany(boundaries.size());
    }

    private static Optional<String> tooMany(int size) {
        return size <= WindowSpec.WINDOWS_MAX
                ? Optional.empty()
                : Optional.of(
                        "production falls into more than "
                                + WindowSpec.WINDOWS_MAX
                                + " windows: choose longer ones");
    }

    private WindowSpec fixedSpec() {
        return choice instanceof WindowChoice.Calendar calendar
                ? new CalendarWindows(calendar.unit(), ZoneOffset.UTC)
                : new DurationWindows(((WindowChoice.Length) choice).length());
    }

    /** How windows are cut; after the last row. */
    WindowSpec spec() {
        if (choice instanceof WindowChoice.Count count) {
            List<Instant> all = new ArrayList<>(boundaries);
            all.add(last.plus(Duration.of(1, ChronoUnit.MICROS)));
            return new CountWindows(count.rows(), all);
        }
        return fixedSpec();
    }

    /** The windows that hold a row; after the last row. */
    List<Window> windows() {
        return choice instanceof WindowChoice.Count
                ? spec().covering(boundaries.get(0), last.plus(1, ChronoUnit.MICROS))
                : windows;
    }
}
