// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.window;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Windows of one length, aligned to the epoch.
 *
 * @param length one second to 366 days, in whole milliseconds
 */
public record DurationWindows(Duration length) implements WindowSpec {

    private static final Duration LENGTH_MIN = Duration.ofSeconds(1);
    private static final Duration LENGTH_MAX = Duration.ofDays(366);

    public DurationWindows {
        if (length.compareTo(LENGTH_MIN) < 0
                || length.compareTo(LENGTH_MAX) > 0
                || length.toNanos() % 1_000_000 != 0) {
            throw new IllegalArgumentException(
                    "window length is not 1 second to 366 days in whole milliseconds: " + length);
        }
    }

    @Override
    public Optional<Window> containing(Instant instant) {
        long millis = length.toMillis();
        long start = Math.floorDiv(instant.toEpochMilli(), millis) * millis;
        return Optional.of(
                new Window(Instant.ofEpochMilli(start), Instant.ofEpochMilli(start + millis)));
    }

    @Override
    public List<Window> covering(Instant from, Instant to) {
        List<Window> windows = new ArrayList<>();
        if (!from.isBefore(to)) {
            return windows;
        }
        Instant start = containing(from).orElseThrow().start();
        if (Duration.between(start, to).dividedBy(length) >= WINDOWS_MAX) {
            throw new IllegalArgumentException(
                    "more than " + WINDOWS_MAX + " windows between " + from + " and " + to);
        }
        for (Instant s = start; s.isBefore(to); s = s.plus(length)) {
            windows.add(new Window(s, s.plus(length)));
        }
        return windows;
    }

    /** {@code 1997-01-05} for days, {@code 1997-01-05T07} for hours, else the ISO start. */
    @Override
    public String label(Window window) {
        String iso = window.start().toString();
        if (length.equals(Duration.ofDays(1))) {
            return iso.substring(0, iso.indexOf('T'));
        }
        return length.equals(Duration.ofHours(1)) ? iso.substring(0, iso.indexOf('T') + 3) : iso;
    }
}
