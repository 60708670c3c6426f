// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void of_refusesNaN() {
        assertThrows(IllegalArgumentException.class, () -> Figure.of(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Interval.of(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> Interval.of(2, 1));
    }

    @Test
    void undefined_needsAReason() {
        assertThrows(IllegalArgumentException.class, () -> Figure.undefined(Status.OK));
        assertThrows(IllegalArgumentException.class, () -> Interval.undefined(Status.OK));
    }

    @Test
    void value_ofUndefinedNamesTheStatus() {
        Figure none = Figure.undefined(Status.DEGENERATE);
        assertEquals(
                "no value: DEGENERATE",
                assertThrows(IllegalStateException.class, none::value).getMessage());
        assertEquals(7, none.orElse(7));
        assertTrue(none.asOptional().isEmpty());
        assertFalse(none.isBelow(Double.POSITIVE_INFINITY));
        assertFalse(none.isAtLeast(Double.NEGATIVE_INFINITY));
    }

    @Test
    void ratio_ofNothingByNothingIsDegenerate() {
        assertEquals(Figure.undefined(Status.DEGENERATE), Figure.ratio(0, 0));
        assertEquals(Figure.of(0.5), Figure.ratio(1, 2));
        assertEquals(Figure.of(Double.POSITIVE_INFINITY), Figure.ratio(1, 0));
    }

    @Test
    void map_keepsTheReason() {
        assertEquals(Figure.of(4), Figure.of(2).map(x -> x * x));
        assertEquals(
                Figure.undefined(Status.INSUFFICIENT_DATA),
                Figure.undefined(Status.INSUFFICIENT_DATA).map(x -> 0));
    }

    @Test
    void interval_holdsItsEnds() {
        Interval interval = Interval.of(1, Double.POSITIVE_INFINITY);
        assertTrue(interval.contains(1) && interval.contains(1e300));
        assertFalse(interval.contains(0.999));
        assertFalse(Interval.undefined(Status.INSUFFICIENT_DATA).contains(1));
        assertEquals(
                Figure.undefined(Status.INSUFFICIENT_DATA),
                Interval.undefined(Status.INSUFFICIENT_DATA).lower());
    }
}
