// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.portion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.monitor.window.Window;
import io.halflife.storage.analysis.TouchedWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortionSizeTest {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int COLUMNS = 21;
    private static final int POINTS = 4096;

    private static List<TouchedWindow> hours(int count, long rows) {
        return IntStream.range(0, count)
                .mapToObj(hour -> START.plus(Duration.ofHours(hour)))
                .map(start -> new Window(start, start.plus(Duration.ofHours(1))))
                .map(window -> new TouchedWindow(window, rows, false))
                .toList();
    }

    private static List<Integer> sizes(PortionSize size, WindowShare share, long rows) {
        return size.cut(hours(480, rows), window -> share.of(window, COLUMNS)).stream()
                .map(List::size)
                .distinct()
                .toList();
    }

    @Test
    void cut_countsColumns() {
        WindowShare whole = new WindowShare(0, 0, 0, POINTS, 256);

        assertEquals(List.of(476, 4), sizes(PortionSize.DEFAULT, whole, 100));
    }

    /** Five keys of twenty values and one for the others: 106 rows of figures a column. */
    @Test
    void cut_countsSegmentsOfEachColumn() {
        WindowShare divided = new WindowShare(5, 105, 0, POINTS, 256);

        assertEquals(List.of(4), sizes(PortionSize.DEFAULT, divided, 100));
    }

    @Test
    void cut_countsComparisonsBeside() {
        WindowShare besides = new WindowShare(0, 0, 1, POINTS, 256);

        assertEquals(List.of(238, 4), sizes(PortionSize.DEFAULT, besides, 100));
    }

    @Test
    void values_areThoseOfTheWindowAndItsSegments() {
        WindowShare divided = new WindowShare(5, 105, 0, POINTS, 256);

        assertEquals(
                COLUMNS * (4096L + 105 * 256),
                divided.of(hours(1, 1_000_000).get(0), COLUMNS).values());
        assertEquals(
                COLUMNS * (100L + 5 * 100),
                divided.of(hours(1, 100).get(0), COLUMNS).values(),
                "each key divides all rows");
        assertEquals(
                COLUMNS * (100L + 105 * 100),
                new WindowShare(5, 105, 0, 100, 256)
                        .of(hours(1, 1_000_000).get(0), COLUMNS)
                        .values(),
                "a segment keeps no more than a window");
    }

    @Test
    void cut_boundsValues() {
        WindowShare divided = new WindowShare(5, 105, 0, POINTS, 256);
        PortionSize values = new PortionSize(1_000_000, 3 * COLUMNS * 600L);

        assertEquals(List.of(3), sizes(values, divided, 100));
    }

    /** What is larger than a portion is one of its own, and nothing is left out. */
    @Test
    void cut_ofTooLargeWindows_isOneAtATime() {
        WindowShare divided = new WindowShare(5, 105, 0, POINTS, 256);

        assertEquals(List.of(1), sizes(new PortionSize(1, 1), divided, 100));
        assertEquals(
                hours(480, 9),
                new PortionSize(1, 1)
                        .cut(hours(480, 9), window -> divided.of(window, COLUMNS)).stream()
                                .flatMap(List::stream)
                                .toList());
    }

    @Test
    void share_refusesWhatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> new WindowShare(-1, 0, 0, POINTS, 256));
        assertThrows(IllegalArgumentException.class, () -> new WindowShare(0, 0, 0, 0, 256));
    }
}
