// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {

    @Test
    void line_goesFromEdgeToEdge() {
        Sparkline line = Sparkline.of(List.of(0.0, 1.0), Double.NaN);

        assertEquals("M0 22.5L120 1.5", line.line());
        assertEquals("M0 24L0 22.5L120 1.5L120 24Z", line.area());
        assertFalse(line.hasThreshold());
    }

    @Test
    void undefined_isAGap() {
        Sparkline line = Sparkline.of(List.of(0.0, 1.0, Double.NaN, 0.5, 0.0), Double.NaN);

        assertEquals("M0 22.5L30 1.5M90 12L120 22.5", line.line());
    }

    /** However far the threshold is away, it is in the picture. */
    @Test
    void threshold_isAlwaysInside() {
        Sparkline line = Sparkline.of(List.of(1.0, 2.0), 4.0);

        assertEquals("1.5", line.thresholdHeight());
        assertEquals("M0 22.5L120 15.5", line.line());
    }

    @Test
    void constant_liesInTheMiddle() {
        assertEquals("M0 12L120 12", Sparkline.of(List.of(3.0, 3.0), Double.NaN).line());
    }

    @Test
    void nothing_isEmpty() {
        assertTrue(Sparkline.of(List.of(), 1).isEmpty());
        assertTrue(Sparkline.of(List.of(Double.NaN), 1).isEmpty());
    }
}
