// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowSpecTest {

    private static final Instant MARCH_5 = Instant.parse("1997-03-05T07:30:00Z");

    @Test
    void calendar_windowsStartAtTheCalendarAndAreNamedByIt() {
        assertWindow(calendar(CalendarWindows.Unit.DAY), "1997-03-05", "1997-03-05", "1997-03-06");
        assertWindow(calendar(CalendarWindows.Unit.WEEK), "1997-W10", "1997-03-03", "1997-03-10");
        assertWindow(calendar(CalendarWindows.Unit.MONTH), "1997-03", "1997-03-01", "1997-04-01");
        assertWindow(calendar(CalendarWindows.Unit.YEAR), "1997", "1997-01-01", "1998-01-01");
    }

    /** ISO: the week of a Thursday's year, so 30 December 1996 is in the first week of 1997. */
    @Test
    void week_belongsToTheYearOfItsThursday() {
        CalendarWindows weeks = calendar(CalendarWindows.Unit.WEEK);
        Window window = weeks.containing(Instant.parse("1996-12-30T00:00:00Z")).orElseThrow();

        assertEquals("1997-W01", weeks.label(window));
        assertEquals(Instant.parse("1996-12-30T00:00:00Z"), window.start());
    }

    /** On 30 March 1997 Vienna's day had 23 hours. */
    @Test
    void day_ofAZone_startsAtItsMidnight() {
        CalendarWindows vienna =
                new CalendarWindows(CalendarWindows.Unit.DAY, ZoneId.of("Europe/Vienna"));
        Window window = vienna.containing(Instant.parse("1997-03-29T23:00:00Z")).orElseThrow();

        assertEquals("1997-03-30", vienna.label(window));
        assertEquals(Duration.ofHours(23), Duration.between(window.start(), window.end()));
    }

    @Test
    void duration_windowsAlignToTheEpoch() {
        DurationWindows hours = new DurationWindows(Duration.ofHours(1));
        Window hour = hours.containing(MARCH_5).orElseThrow();
        DurationWindows sixes = new DurationWindows(Duration.ofHours(6));
        Window six = sixes.containing(MARCH_5).orElseThrow();

        assertEquals("1997-03-05T07", hours.label(hour));
        assertEquals("1997-03-05T06:00:00Z", sixes.label(six));
        assertEquals(
                "1997-03-05",
                new DurationWindows(Duration.ofDays(1))
                        .label(
                                new DurationWindows(Duration.ofDays(1))
                                        .containing(MARCH_5)
                                        .orElseThrow()));
    }

    /** Before the epoch, truncating division would round towards it and miss. */
    @Test
    void duration_instantBeforeTheEpoch() {
        Window window =
                new DurationWindows(Duration.ofHours(1))
                        .containing(Instant.parse("1969-12-31T23:30:00Z"))
                        .orElseThrow();

        assertEquals(Instant.parse("1969-12-31T23:00:00Z"), window.start());
    }

    /** Rows at a boundary go to the later window; after the last one there is none. */
    @Test
    void count_boundaryBelongsToTheLaterWindow() {
        Instant a = MARCH_5;
        Instant b = a.plusSeconds(10);
        Instant end = a.plusSeconds(20).plusNanos(1000);
        CountWindows counts = new CountWindows(5, List.of(a, b, end));

        assertEquals("c000", counts.label(counts.containing(b.minusNanos(1)).orElseThrow()));
        assertEquals("c001", counts.label(counts.containing(b).orElseThrow()));
        assertEquals("c001", counts.label(counts.containing(a.plusSeconds(20)).orElseThrow()));
        assertEquals(Optional.empty(), counts.containing(end));
        assertEquals(Optional.empty(), counts.containing(a.minusNanos(1)));
        assertEquals(2, counts.covering(a, end).size());
    }

    /** Law: every spec is a partition, and covering gives exactly the windows of the instants. */
    @Test
    void windows_partitionTime() {
        long seed = 314159;
        Random random = new Random(seed);
        List<WindowSpec> specs =
                List.of(
                        calendar(CalendarWindows.Unit.DAY),
                        calendar(CalendarWindows.Unit.WEEK),
                        calendar(CalendarWindows.Unit.MONTH),
                        new CalendarWindows(CalendarWindows.Unit.DAY, ZoneId.of("America/Lima")),
                        new CalendarWindows(CalendarWindows.Unit.DAY, ZoneId.of("Europe/Vienna")),
                        new DurationWindows(Duration.ofMinutes(7)),
                        new DurationWindows(Duration.ofDays(1)));
        for (WindowSpec spec : specs) {
            for (int round = 0; round < 300; round++) {
                Instant instant =
                        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
                String where = "seed " + seed + " " + spec + " " + instant;
                Window window = spec.containing(instant).orElseThrow();
                assertTrue(window.contains(instant), where);
                assertEquals(window, spec.containing(window.start()).orElseThrow(), where);
                Window next = spec.containing(window.end()).orElseThrow();
                assertEquals(window.end(), next.start(), where);
                assertEquals(
                        List.of(window, next),
                        spec.covering(instant, window.end().plusMillis(1)),
                        where);
            }
        }
    }

    @Test
    void window_isClosedOnceItsGraceHasPassed() {
        Window window = calendar(CalendarWindows.Unit.DAY).containing(MARCH_5).orElseThrow();
        Duration grace = Duration.ofHours(1);
        Instant closes = Instant.parse("1997-03-06T01:00:00Z");

        assertFalse(window.isClosed(closes.minusMillis(1), grace));
        assertTrue(window.isClosed(closes, grace));
    }

    @Test
    void emptyWindow_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Window(MARCH_5, MARCH_5));
    }

    private static CalendarWindows calendar(CalendarWindows.Unit unit) {
        return new CalendarWindows(unit, ZoneOffset.UTC);
    }

    private static void assertWindow(WindowSpec spec, String label, String from, String to) {
        Window window = spec.containing(MARCH_5).orElseThrow();
        assertEquals(label, spec.label(window));
        assertEquals(Instant.parse(from + "T00:00:00Z"), window.start());
        assertEquals(Instant.parse(to + "T00:00:00Z"), window.end());
    }
}
