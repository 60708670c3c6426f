// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.monitor.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MovingReferenceTest {

    private static final Instant DAY_0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final List<Window> DAYS =
            IntStream.range(0, 10).mapToObj(MovingReferenceTest::day).toList();

    private static Window day(int day) {
        Instant start = DAY_0.plus(Duration.ofDays(day));
        return new Window(start, start.plus(Duration.ofDays(1)));
    }

    private static NavigableSet<Window> set(List<Window> windows) {
        return new TreeSet<>(windows);
    }

    @Test
    void previous_isTheWindowDirectlyBefore() {
        assertEquals(List.of(day(4)), MovingReference.PREVIOUS.of(day(5), set(DAYS)));
    }

    @Test
    void previous_doesNotReachOverAGap() {
        List<Window> gap = DAYS.stream().filter(window -> !window.equals(day(4))).toList();

        assertEquals(List.of(), MovingReference.PREVIOUS.of(day(5), set(gap)));
    }

    @Test
    void trailing_takesWindowsThatEndWithinTheLength() {
        MovingReference three = MovingReference.trailing(Duration.ofDays(3));

        assertEquals(List.of(day(2), day(3), day(4)), three.of(day(5), set(DAYS)));
        assertEquals(List.of(day(0)), three.of(day(1), set(DAYS)));
        assertEquals(List.of(), three.of(day(0), set(DAYS)));
    }

    /** Neither the judged window nor any later one. */
    @Test
    void trailing_neverLooksAhead() {
        MovingReference all = MovingReference.trailing(Duration.ofDays(100));

        assertEquals(DAYS.subList(0, 7), all.of(day(7), set(DAYS)));
    }

    @Test
    void trailing_ofMoreThanIsReadTakesTheNewest() {
        List<Window> many =
                IntStream.range(0, MovingReference.WINDOWS_MAX + 5)
                        .mapToObj(MovingReferenceTest::day)
                        .toList();

        List<Window> taken =
                MovingReference.trailing(Duration.ofDays(5000)).of(day(many.size()), set(many));

        assertEquals(many.subList(5, many.size()), taken);
    }

    /** The judged window is of another cut than those before it. */
    @Test
    void windowsThatReachIntoTheJudgedOne_areNotTaken() {
        Instant noon = day(4).start().plus(Duration.ofHours(12));
        Window judged = new Window(noon, noon.plus(Duration.ofDays(1)));

        assertEquals(
                List.of(day(2), day(3)),
                MovingReference.trailing(Duration.ofDays(2)).of(judged, set(DAYS)));
        assertEquals(List.of(), MovingReference.PREVIOUS.of(judged, set(DAYS)));
    }

    @Test
    void stretch_coversFromTheFirstToTheLast() {
        assertEquals(
                Optional.of(new Window(day(2).start(), day(4).end())),
                MovingReference.stretch(DAYS.subList(2, 5)));
        assertEquals(Optional.empty(), MovingReference.stretch(List.of()));
    }

    @Test
    void trailing_needsALength() {
        assertThrows(IllegalArgumentException.class, () -> MovingReference.trailing(Duration.ZERO));
    }
}
