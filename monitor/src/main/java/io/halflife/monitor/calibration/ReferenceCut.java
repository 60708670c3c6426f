// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.calibration;

import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.window.CalendarWindows;
import io.halflife.monitor.window.CountWindows;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.statistics.calibration.Season;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the rows of a reference are cut: into windows like those that are judged, and into the slots
 * of a season.
 *
 * @param windows cuts the reference; for windows of a number of rows its own boundaries
 * @param zone of the hours
 * @param minWindow windows of the reference with fewer values than this count no more than such a
 *     monitored window would
 */
public record ReferenceCut(WindowSpec windows, Season season, ZoneId zone, long minWindow)
        implements Serializable {

    /** Of a window at either end of the reference so much may be missing. */
    private static final double UNCOVERED_MAX = 0.1;

    public ReferenceCut {
        Objects.requireNonNull(windows, "windows");
        Objects.requireNonNull(season, "season");
        Objects.requireNonNull(zone, "zone");
    }

    /**
     * As the policy cuts what it judges.
     *
     * @param windows the policy's, or the reference's own boundaries of windows of as many rows
     */
    public static ReferenceCut of(MonitoringPolicy policy, WindowSpec windows, Season season) {
        return new ReferenceCut(
                windows, season, zoneOf(policy.window()), policy.drift().minWindow());
    }

    /** The zone of a policy's hours. */
    public static ZoneId zoneOf(WindowSpec windows) {
        return windows instanceof CalendarWindows calendar ? calendar.zone() : ZoneOffset.UTC;
    }

    /**
     * A name under which a calibration is found again: whatever changes it changes the name. Not
     * for reading back.
     */
    public String key() {
        String cut =
                windows instanceof CountWindows count
                        ? "CountWindows[rows=" + count.rows() + "]"
                        : windows.toString();
        String hours = season == Season.POOLED ? "" : " " + zone.getId();
        return cut + " " + season.jsonName() + hours + " min_window=" + minWindow;
    }

    /** Where a row belongs; empty outside the boundaries of count windows. */
    public Optional<Cell> cell(Instant eventTime) {
        return windows.containing(eventTime)
                .map(window -> new Cell(window, season.slot(eventTime, zone)));
    }

    /** The slots of the hours that a window touches. */
    public SortedSet<Integer> slots(Window window) {
        SortedSet<Integer> slots = new TreeSet<>();
        Instant hour = window.start();
        // Twice, as where clocks are put forward a slot has no hour.
        for (int i = 0; i <= 2 * season.slots() && hour.isBefore(window.end()); i++) {
            slots.add(season.slot(hour, zone));
            ZonedDateTime local = hour.atZone(zone).truncatedTo(ChronoUnit.HOURS);
            hour = local.plusHours(1).toInstant();
        }
        return slots;
    }

    /** Whether a window compares with the whole reference all the same. */
    public boolean takesAll(Window window) {
        return season == Season.POOLED || slots(window).size() == season.slots();
    }

    /**
     * Whether the reference covers this window of its own, whose ends may be cut off by those of
     * the reference. Of windows of a number of rows only full ones are cut.
     */
    public boolean isWhole(Window window, Instant first, Instant last) {
        if (windows instanceof CountWindows) {
            return true;
        }
        Duration length = Duration.between(window.start(), window.end());
        Duration missing = Duration.ofNanos((long) (length.toNanos() * UNCOVERED_MAX));
        return !first.isAfter(window.start().plus(missing))
                && !last.isBefore(window.end().minus(missing));
    }
}
