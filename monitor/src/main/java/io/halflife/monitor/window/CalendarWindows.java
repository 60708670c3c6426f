// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.window;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Calendar days, ISO weeks, months or years. In a zone with summer time a day may have 23 or 25
 * hours.
 *
 * @param zone where midnight is; UTC unless the policy names another
 */
public record CalendarWindows(Unit unit, ZoneId zone) implements WindowSpec {

    /** A calendar unit. */
    public enum Unit {
        DAY,
        WEEK,
        MONTH,
        YEAR;

        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public CalendarWindows {
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(zone, "zone");
    }

    /**
     * Mostly the unit of the instant's own date. Where clocks went back over midnight, an hour
     * after midnight carries the date before; it belongs to the unit that had begun.
     */
    @Override
    public Optional<Window> containing(Instant instant) {
        LocalDate first = firstDay(instant.atZone(zone).toLocalDate());
        while (!start(next(first)).isAfter(instant)) {
            first = next(first);
        }
        return Optional.of(new Window(start(first), start(next(first))));
    }

    @Override
    public List<Window> covering(Instant from, Instant to) {
        List<Window> windows = new ArrayList<>();
        if (!from.isBefore(to)) {
            return windows;
        }
        Instant at = containing(from).orElseThrow().start();
        while (at.isBefore(to)) {
            if (windows.size() == WINDOWS_MAX) {
                throw new IllegalArgumentException(
                        "more than " + WINDOWS_MAX + " windows between " + from + " and " + to);
            }
            Window window = containing(at).orElseThrow();
            windows.add(window);
            at = window.end();
        }
        return windows;
    }

    @Override
    public String label(Window window) {
        LocalDate day = window.start().atZone(zone).toLocalDate();
        return switch (unit) {
            case DAY -> day.toString();
            case WEEK ->
                    String.format(
                            Locale.ROOT,
                            "%04d-W%02d",
                            day.get(IsoFields.WEEK_BASED_YEAR),
                            day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTH ->
                    String.format(Locale.ROOT, "%04d-%02d", day.getYear(), day.getMonthValue());
            case YEAR -> String.format(Locale.ROOT, "%04d", day.getYear());
        };
    }

    /**
     * The first instant of the day. Of a day that the zone left out, as Samoa did on 30 December
     * 2011, that is the first of the next: such a day has no window.
     */
    private Instant start(LocalDate first) {
        return first.atStartOfDay(zone).toInstant();
    }

    private LocalDate firstDay(LocalDate day) {
        return switch (unit) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case YEAR -> day.withDayOfYear(1);
        };
    }

    private LocalDate next(LocalDate first) {
        return switch (unit) {
            case DAY -> first.plusDays(1);
            case WEEK -> first.plusWeeks(1);
            case MONTH -> first.plusMonths(1);
            case YEAR -> first.plusYears(1);
        };
    }
}
