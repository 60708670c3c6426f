// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.reference.MovingReference;
import io.halflife.monitor.window.CountWindows;
import io.halflife.monitor.window.DurationWindows;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.statistics.quality.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VolumeTimelineTest {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final WindowSpec HOURS = new DurationWindows(Duration.ofHours(1));
    private static final long REFERENCE = 7;

    private static Window hour(int hour) {
        Instant start = START.plus(Duration.ofHours(hour));
        return new Window(start, start.plus(Duration.ofHours(1)));
    }

    private static WindowAnalysis read(Window window, long rows) {
        return new WindowAnalysis(
                window,
                HOURS.label(window),
                rows,
                window.start().plusSeconds(1),
                window.end().minusSeconds(60),
                List.of(),
                List.of());
    }

    /** Two weeks with 100 rows an hour, and 10 at night. */
    private static ExpectedVolume nightsAndDays(ZoneId zone) {
        NavigableMap<Window, Long> rows = new TreeMap<>();
        for (int hour = -14 * 24; hour < 0; hour++) {
            rows.put(hour(hour), Math.floorMod(hour, 24) < 6 ? 10L : 100L);
        }
        return ExpectedVolume.of(REFERENCE, zone, rows, "no such hour");
    }

    private static List<WindowVolume> of(List<WindowVolume> stored, WindowAnalysis... read) {
        return VolumeTimeline.of(HOURS, nightsAndDays(ZoneOffset.UTC), stored, List.of(read));
    }

    private static List<Finding> findings(List<WindowVolume> volumes) {
        return volumes.stream().map(WindowVolume::finding).toList();
    }

    @Test
    void volume_isComparedWithTheSameHour() {
        List<WindowVolume> found = of(List.of(), read(hour(3), 12), read(hour(12), 100));

        WindowVolume night = found.get(0);
        assertEquals(12, night.n());
        assertEquals(10, night.expected());
        assertEquals(14, night.referenceWindows());
        assertEquals(Math.log(1.2), night.logRatio(), 1e-15);
        assertEquals(REFERENCE, night.referenceId());
        assertEquals("", night.reason());
        WindowVolume noon = found.get(found.size() - 1);
        assertEquals(0, noon.logRatio());
        assertEquals(noon.window().end().minusSeconds(60), noon.lastEvent());
    }

    /** In this zone the night begins one hour of UTC earlier. */
    @Test
    void volume_hoursAreThoseOfTheZone() {
        NavigableMap<Window, Long> rows = new TreeMap<>();
        Window before = hour(-24 * 180);
        rows.put(before, 5L);
        ExpectedVolume summer =
                ExpectedVolume.of(REFERENCE, ZoneId.of("Europe/Berlin"), rows, "no such hour");
        Instant april = Instant.parse("2026-04-10T00:00:00Z");
        Window sameInUtc = new Window(april, april.plus(Duration.ofHours(1)));
        // In September Berlin is two hours ahead, as in April: 00:00 UTC is 02:00.
        List<WindowVolume> found =
                VolumeTimeline.of(HOURS, summer, List.of(), List.of(read(sameInUtc, 5)));

        assertEquals(1, found.get(0).referenceWindows());
        Window inWinter = hour(0);
        List<WindowVolume> winter =
                VolumeTimeline.of(HOURS, summer, List.of(), List.of(read(inWinter, 5)));
        assertEquals(0, winter.get(0).referenceWindows(), "01:00 is not 02:00");
        assertEquals("no such hour", winter.get(0).reason());
        assertEquals(Finding.INCONCLUSIVE, winter.get(0).finding());
    }

    @Test
    void finding_needsTwoOfTheLastThreeWindows() {
        List<WindowVolume> found =
                of(
                        List.of(),
                        read(hour(10), 100),
                        read(hour(11), 30),
                        read(hour(12), 100),
                        read(hour(13), 300),
                        read(hour(14), 100),
                        read(hour(15), 100));

        assertEquals(
                List.of(
                        Finding.INCONCLUSIVE,
                        Finding.CLEAR,
                        Finding.CLEAR,
                        Finding.FLAGGED,
                        Finding.CLEAR,
                        Finding.CLEAR),
                findings(found));
    }

    /** Nothing is stored of a window in which nothing arrived: the timeline knows that it was. */
    @Test
    void windowsWithoutRows_areFoundAndFlagged() {
        List<WindowVolume> found =
                of(List.of(), read(hour(10), 100), read(hour(11), 100), read(hour(14), 100));

        assertEquals(
                List.of(hour(10), hour(11), hour(12), hour(13), hour(14)),
                found.stream().map(WindowVolume::window).toList());
        assertEquals(0, found.get(3).n());
        assertEquals(Double.NEGATIVE_INFINITY, found.get(3).logRatio());
        assertEquals(Finding.CLEAR, found.get(2).finding());
        assertEquals(Finding.FLAGGED, found.get(3).finding());
        assertEquals(Finding.FLAGGED, found.get(4).finding());
    }

    /** Law: whatever the portions in which windows come, the end is the same. */
    @Test
    void portions_giveWhatOneRunGives() {
        List<WindowAnalysis> all = new ArrayList<>();
        for (int hour = 0; hour < 48; hour++) {
            if (hour % 7 != 3) {
                all.add(read(hour(hour), 3L + 17L * (hour % 11)));
            }
        }
        TreeMap<Window, WindowVolume> together = new TreeMap<>();
        of(List.of(), all.toArray(WindowAnalysis[]::new))
                .forEach(volume -> together.put(volume.window(), volume));

        TreeMap<Window, WindowVolume> stored = new TreeMap<>();
        for (int from = 0; from < all.size(); from += 5) {
            List<WindowAnalysis> portion = all.subList(from, Math.min(all.size(), from + 5));
            of(List.copyOf(stored.values()), portion.toArray(WindowAnalysis[]::new))
                    .forEach(volume -> stored.put(volume.window(), volume));
        }

        assertEquals(together, stored);
        assertTrue(together.size() > 40, together.keySet().toString());
    }

    private static final WindowSpec MINUTES = new DurationWindows(Duration.ofMinutes(1));

    /** Both are longer than what is noted of one. */
    @Test
    void longSilences_areTheSameInPortions() {
        NavigableMap<Window, WindowVolume> together = minutes(List.of(List.of(0, 15_001, 30_002)));

        assertEquals(together, minutes(List.of(List.of(0), List.of(15_001), List.of(30_002))));
        assertEquals(together, minutes(List.of(List.of(30_002), List.of(0), List.of(15_001))));
        assertEquals(2 * VolumeTimeline.EMPTY_MAX + 3, together.size());
        assertEquals(
                List.of(minute(0), minute(15_001 - VolumeTimeline.EMPTY_MAX)),
                together.keySet().stream().limit(2).toList(),
                "of each silence the newest");
    }

    /** Longer than the most windows that a question may span. */
    @Test
    void silenceOfMoreWindowsThanAQuestionMaySpan_isTheSameInPortions() {
        int later = WindowSpec.WINDOWS_MAX + 50;
        NavigableMap<Window, WindowVolume> together =
                minutes(List.of(List.of(0, 3, later, later + 3)));

        assertEquals(together, minutes(List.of(List.of(0, 3), List.of(later, later + 3))));
        assertEquals(VolumeTimeline.EMPTY_MAX + 2 + 2 + 4, together.size());
    }

    /** Late rows part a silence: what is noted of it is what is noted of two. */
    @Test
    void lateRowsInALongSilence_giveWhatOneRunGives() {
        assertEquals(
                minutes(List.of(List.of(0, 9_000, 15_001))),
                minutes(List.of(List.of(0, 15_001), List.of(9_000))));
        assertEquals(
                minutes(List.of(List.of(0, 14_900, 15_001))),
                minutes(List.of(List.of(0, 15_001), List.of(14_900))));
    }

    private static Window minute(int minute) {
        Instant start = START.plus(Duration.ofMinutes(minute));
        return new Window(start, start.plus(Duration.ofMinutes(1)));
    }

    private static WindowAnalysis readMinute(int minute) {
        Window window = minute(minute);
        return new WindowAnalysis(
                window,
                MINUTES.label(window),
                90,
                window.start(),
                window.end().minusSeconds(1),
                List.of(),
                List.of());
    }

    /** All rows after these portions of minutes with rows. */
    private static NavigableMap<Window, WindowVolume> minutes(List<List<Integer>> portions) {
        NavigableMap<Window, Long> before = new TreeMap<>();
        for (int minute = -24 * 60; minute < 0; minute++) {
            before.put(minute(minute), 100L);
        }
        ExpectedVolume reference =
                ExpectedVolume.of(REFERENCE, ZoneOffset.UTC, before, "no such hour");
        NavigableMap<Window, WindowVolume> stored = new TreeMap<>();
        for (List<Integer> portion : portions) {
            List<WindowAnalysis> read =
                    portion.stream().map(VolumeTimelineTest::readMinute).toList();
            VolumeTimeline.of(MINUTES, reference, List.copyOf(stored.values()), read)
                    .forEach(volume -> stored.put(volume.window(), volume));
        }
        return stored;
    }

    /** Late rows fill a window, and what was said of the two after it is said again. */
    @Test
    void lateRows_changeTheFindingsAfterThem() {
        List<WindowVolume> before =
                of(
                        List.of(),
                        read(hour(10), 30),
                        read(hour(11), 30),
                        read(hour(12), 100),
                        read(hour(13), 100));
        assertEquals(Finding.FLAGGED, before.get(2).finding());

        List<WindowVolume> after = of(before, read(hour(11), 99));

        assertEquals(
                List.of(hour(11), hour(12)), after.stream().map(WindowVolume::window).toList());
        assertEquals(List.of(Finding.CLEAR, Finding.CLEAR), findings(after));
    }

    /** A run that reads nothing new writes nothing; one that reads the same writes the same. */
    @Test
    void sameWindowsAgain_changeNothing() {
        List<WindowVolume> before = of(List.of(), read(hour(10), 90), read(hour(11), 90));

        assertEquals(List.of(), of(before));
        assertEquals(List.of(), of(before, read(hour(11), 90)));
    }

    @Test
    void windowsOfAnotherCut_areLeftAlone() {
        Window day = new Window(START, START.plus(Duration.ofDays(1)));
        WindowVolume ofDay =
                VolumeTimeline.of(
                                new DurationWindows(Duration.ofDays(1)),
                                nightsAndDays(ZoneOffset.UTC),
                                List.of(),
                                List.of(read(day, 5)))
                        .get(0);

        List<WindowVolume> found = of(List.of(ofDay), read(hour(30), 100));

        assertEquals(List.of(hour(30)), found.stream().map(WindowVolume::window).toList());
    }

    @Test
    void movingReference_isTheWindowsBefore() {
        ExpectedVolume trailing =
                ExpectedVolume.moving(
                        REFERENCE,
                        ZoneOffset.UTC,
                        MovingReference.trailing(Duration.ofDays(3)),
                        window -> !window.equals(hour(10)));
        List<WindowAnalysis> read = new ArrayList<>();
        for (int day = 0; day < 4; day++) {
            read.add(read(hour(24 * day + 10), 10L * (day + 1)));
        }

        List<WindowVolume> found =
                VolumeTimeline.of(HOURS, trailing, List.of(), read).stream()
                        .filter(volume -> volume.n() > 0)
                        .toList();

        assertEquals(0, found.get(0).referenceWindows());
        assertEquals(0, found.get(1).referenceWindows(), "the first is excluded");
        assertEquals(20, found.get(2).expected());
        assertEquals(25, found.get(3).expected());
    }

    @Test
    void countWindows_haveNothingToCompare() {
        Instant last = START.plus(Duration.ofHours(9));
        WindowSpec rows =
                new CountWindows(50, List.of(START, START.plus(Duration.ofHours(4)), last));
        Window window = rows.containing(START).orElseThrow();

        WindowVolume found =
                VolumeTimeline.of(
                                rows,
                                nightsAndDays(ZoneOffset.UTC),
                                List.of(),
                                List.of(read(window, 50)))
                        .get(0);

        assertEquals("windows hold a fixed number of rows", found.reason());
        assertEquals(Finding.INCONCLUSIVE, found.finding());
        assertTrue(Double.isNaN(found.expected()));
    }
}
