// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.volume;

import io.halflife.monitor.reference.MovingReference;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
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

    private final long referenceId;
    private final ZoneId zone;
    private final NavigableMap<Window, Long> windows;
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
        this.windows = new TreeMap<>(windows);
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
        NavigableMap<Window, Long> all = moving == null ? windows : before(judged, known);
        return all.entrySet().stream()
                .filter(entry -> isSameHour(entry.getKey(), judged))
                .mapToLong(Map.Entry::getValue)
                .toArray();
    }

    private NavigableMap<Window, Long> before(Window judged, NavigableMap<Window, Long> known) {
        List<Window> ascending = new ArrayList<>(known.headMap(judged, false).keySet());
        NavigableMap<Window, Long> taken = new TreeMap<>();
        moving.of(judged, ascending).stream()
                .filter(wanted)
                .forEach(window -> taken.put(window, known.get(window)));
        return taken;
    }

    private boolean isSameHour(Window one, Window other) {
        return Duration.between(other.start(), other.end()).compareTo(DAY_ABOUT) >= 0
                || one.start().atZone(zone).getHour() == other.start().atZone(zone).getHour();
    }

    /** Windows of another cut say nothing about this one. */
    static boolean isOf(WindowSpec spec, Window window) {
        return spec.containing(window.start()).filter(window::equals).isPresent();
    }
}
