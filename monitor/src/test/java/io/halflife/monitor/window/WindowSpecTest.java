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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
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

    /** On 26 October 1997 Vienna's day had 25 hours. */
    @Test
    void day_ofAZone_thatSetsItsClocksBackIsLonger() {
        CalendarWindows vienna =
                new CalendarWindows(CalendarWindows.Unit.DAY, ZoneId.of("Europe/Vienna"));
        Window window = vienna.containing(Instant.parse("1997-10-26T12:00:00Z")).orElseThrow();

        assertEquals("1997-10-26", vienna.label(window));
        assertEquals(Instant.parse("1997-10-25T22:00:00Z"), window.start());
        assertEquals(Duration.ofHours(25), Duration.between(window.start(), window.end()));
    }

    /** Samoa went over the date line: after 29 December 2011 came the 31st. */
    @Test
    void day_thatAZoneLeftOut_hasNoWindow() {
        CalendarWindows apia =
                new CalendarWindows(CalendarWindows.Unit.DAY, ZoneId.of("Pacific/Apia"));

        List<Window> windows =
                apia.covering(
                        Instant.parse("2011-12-29T12:00:00Z"),
                        Instant.parse("2011-12-31T12:00:00Z"));

        assertEquals(
                List.of("2011-12-29", "2011-12-31", "2012-01-01"),
                windows.stream().map(apia::label).toList());
        assertEquals(windows.get(0).end(), windows.get(1).start());
    }

    /**
     * Until 2011 St. John's set its clocks back at 00:01: the hour before midnight came again after
     * the day had begun.
     */
    @Test
    void day_thatBeganBeforeClocksWentBack_keepsTheHour() {
        CalendarWindows stJohns =
                new CalendarWindows(CalendarWindows.Unit.DAY, ZoneId.of("America/St_Johns"));
        Instant again = Instant.parse("2006-10-29T03:00:00Z");

        Window window = stJohns.containing(again).orElseThrow();

        assertEquals("2006-10-28", again.atZone(stJohns.zone()).toLocalDate().toString());
        assertTrue(window.contains(again));
        assertEquals("2006-10-29", stJohns.label(window));
    }

    /** Law: whatever the zone, days, weeks, months and years tile time and have their own names. */
    @Test
    void calendars_ofEveryZoneTileTime() {
        long seed = 271828;
        Random random = new Random(seed);
        for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            for (CalendarWindows.Unit unit : CalendarWindows.Unit.values()) {
                CalendarWindows spec = new CalendarWindows(unit, ZoneId.of(name));
                Instant from = Instant.parse("1900-01-01T00:00:00Z");
                assertTiles(
                        spec, from.plusSeconds(random.nextInt(Integer.MAX_VALUE)), 12, "" + seed);
            }
        }
    }

    /** Law: they do where clocks change, too. */
    @Test
    void days_tileTimeAroundEveryChangeOfClocks() {
        for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(name);
            CalendarWindows days = new CalendarWindows(CalendarWindows.Unit.DAY, zone);
            zone.getRules()
                    .getTransitions()
                    .forEach(
                            change ->
                                    assertTiles(
                                            days,
                                            change.getInstant().minus(Duration.ofDays(1)),
                                            4,
                                            "change"));
        }
    }

    /** Law: so does any length, and one that divides no day is counted from the epoch. */
    @Test
    void durations_ofEveryLengthTileTime() {
        long seed = 161803;
        Random random = new Random(seed);
        List<Duration> lengths =
                new ArrayList<>(
                        List.of(
                                Duration.parse("PT15M"),
                                Duration.parse("PT7H"),
                                Duration.parse("P1D"),
                                Duration.parse("P10D"),
                                Duration.ofMillis(1001),
                                Duration.ofDays(366)));
        for (int i = 0; i < 200; i++) {
            lengths.add(Duration.ofMillis(1000 + (long) (random.nextDouble() * 31_622_399_000L)));
        }
        for (Duration length : lengths) {
            DurationWindows spec = new DurationWindows(length);
            Instant at = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            Window window = spec.containing(at).orElseThrow();
            String where = "seed " + seed + " " + length + " " + at;
            assertEquals(0, Math.floorMod(window.start().toEpochMilli(), length.toMillis()), where);
            assertEquals(length, Duration.between(window.start(), window.end()), where);
            assertTiles(spec, at, 20, "seed " + seed);
        }
    }

    /** Law: count windows tile from the first boundary to the last. */
    @Test
    void counts_tileTime() {
        long seed = 577215;
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            TreeSet<Instant> boundaries = new TreeSet<>();
            while (boundaries.size() < 2 + random.nextInt(30)) {
                boundaries.add(MARCH_5.plusMillis(random.nextInt(1_000_000)));
            }
            CountWindows spec = new CountWindows(5, List.copyOf(boundaries));
            assertTiles(spec, boundaries.first(), boundaries.size() - 1, "seed " + seed);
        }
    }

    /** From the instant on so many windows: each begins where the one before ends. */
    private static void assertTiles(WindowSpec spec, Instant from, int count, String seed) {
        Set<String> labels = new HashSet<>();
        List<Window> walked = new ArrayList<>();
        Instant at = from;
        for (int i = 0; i < count; i++) {
            String where = seed + " " + spec + " " + at;
            Window window = spec.containing(at).orElseThrow();
            assertTrue(window.contains(at), where);
            assertEquals(window, spec.containing(window.start()).orElseThrow(), where);
            assertEquals(
                    window, spec.containing(window.end().minusNanos(1000)).orElseThrow(), where);
            assertTrue(walked.isEmpty() || walked.get(i - 1).end().equals(window.start()), where);
            assertTrue(labels.add(spec.label(window)), where + " has the name of another");
            walked.add(window);
            at = window.end();
        }
        assertEquals(walked, spec.covering(from, at), seed + " " + spec);
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
