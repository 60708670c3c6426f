// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.volume;

import static java.util.stream.Collectors.groupingBy;

import io.halflife.monitor.reference.MovingReference;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Which windows' rows a window is compared with, and why none, where there are none. Immutable. */
public final class ExpectedVolume {

    /** Windows of a day and longer begin at one hour, as far as anybody cares. */
    private static final Duration DAY_ABOUT = Duration.ofHours(23);

    private static final long[] NONE = new long[0];

    private final long referenceId;
    private final ZoneId zone;

    /** Rows of the reference's own windows by the hour in which they begin. */
    private final NavigableMap<Integer, long[]> hours;

    /** Rows of all of them. */
    private final long[] anyHour;

    private final MovingReference moving;
    private final Predicate<Window> wanted;
    private final String reason;

    private ExpectedVolume(
            long referenceId,
            ZoneId zone,
            NavigableMap<Window, Long> windows,
            MovingReference moving,
            Predicate<Window> wanted,
            String reason) {
        this.referenceId = referenceId;
        this.zone = Objects.requireNonNull(zone, "zone");
        this.hours = byHour(windows, zone);
        this.anyHour = windows.values().stream().mapToLong(Long::longValue).toArray();
        this.moving = moving;
        this.wanted = wanted;
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * A reference with windows of its own.
     *
     * @param zone of the hours
     * @param windows rows by window, windows without rows among them
     * @param reason why there is nothing to compare with, where these windows do not help
     */
    public static ExpectedVolume of(
            long referenceId, ZoneId zone, NavigableMap<Window, Long> windows, String reason) {
        return new ExpectedVolume(referenceId, zone, windows, null, window -> true, reason);
    }

    /**
     * The windows before the judged one.
     *
     * @param wanted which of them count
     */
    public static ExpectedVolume moving(
            long referenceId, ZoneId zone, MovingReference moving, Predicate<Window> wanted) {
        return new ExpectedVolume(
                referenceId,
                zone,
                new TreeMap<>(),
                Objects.requireNonNull(moving, "moving"),
                wanted,
                "no window of the same hour lies in the stretch before");
    }

    /** Nothing is expected, for this reason. */
    public static ExpectedVolume none(long referenceId, ZoneId zone, String reason) {
        return of(referenceId, zone, new TreeMap<>(), reason);
    }

    long referenceId() {
        return referenceId;
    }

    String reason() {
        return reason;
    }

    /**
     * Rows of the windows of the same hour.
     *
     * @param known rows of the version's own windows
     */
    long[] sameHour(Window judged, NavigableMap<Window, Long> known) {
        boolean anyHourIsTheSame =
                Duration.between(judged.start(), judged.end()).compareTo(DAY_ABOUT) >= 0;
        int hour = hour(judged, zone);
        if (moving == null) {
            return anyHourIsTheSame ? anyHour : hours.getOrDefault(hour, NONE);
        }
        return moving.of(judged, known.navigableKeySet()).stream()
                .filter(wanted)
                .filter(window -> anyHourIsTheSame || hour(window, zone) == hour)
                .mapToLong(known::get)
                .toArray();
    }

    private static NavigableMap<Integer, long[]> byHour(Map<Window, Long> windows, ZoneId zone) {
        NavigableMap<Integer, long[]> hours = new TreeMap<>();
        windows.entrySet().stream()
                .collect(groupingBy(entry -> hour(entry.getKey(), zone)))
                .forEach((hour, found) -> hours.put(hour, rows(found)));
        return hours;
    }

    private static long[] rows(List<Map.Entry<Window, Long>> windows) {
        return windows.stream().mapToLong(Map.Entry::getValue).toArray();
    }

    private static int hour(Window window, ZoneId zone) {
        return window.start().atZone(zone).getHour();
    }

    /** Windows of another cut say nothing about this one. */
    static boolean isOf(WindowSpec spec, Window window) {
        return spec.containing(window.start()).filter(window::equals).isPresent();
    }
}
