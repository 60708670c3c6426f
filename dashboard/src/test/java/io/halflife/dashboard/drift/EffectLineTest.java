// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EffectLineTest {

    @Test
    void line_isRelativeToThePointBefore() {
        EffectLine line = EffectLine.of(List.of(0.0, 0.1, 0.1, 0.2), 0.1);

        assertEquals("M0 46l1-22 1 0 1-22", line.line());
        assertEquals("M0 48V46l1-22 1 0 1-22V48z", line.area());
        assertEquals(24, line.floor());
        assertEquals(3, line.width());
    }

    @Test
    void line_hasAGapWhereThereIsNoEffect() {
        EffectLine line = EffectLine.of(List.of(0.0, Double.NaN, 0.1, 0.0), 0.1);

        assertEquals("M0 46h.5M2 24l1 22", line.line());
    }

    /** A constant column that moved has an effect beyond any scale. */
    @Test
    void line_isCutFarAboveTheFloor() {
        EffectLine line = EffectLine.of(List.of(0.0, 15.0, 1.0, 0.1), 0.1);

        assertEquals("M0 46l1-44 1 0 1 40", line.line());
        assertEquals(42, line.floor());
    }

    @Test
    void line_withoutAnyEffect_isEmpty() {
        assertTrue(EffectLine.of(List.of(Double.NaN, Double.NaN), 0.1).isEmpty());
        assertTrue(EffectLine.of(List.of(), 0.1).isEmpty());
    }
}
