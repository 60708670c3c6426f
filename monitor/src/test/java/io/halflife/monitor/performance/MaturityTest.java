// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.window.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MaturityTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Window DAY = new Window(START, START.plus(Duration.ofDays(1)));
    private static final Maturity MATURITY = new Maturity(0.9, Duration.ofDays(30));

    @Test
    void window_isMatureAtItsCoverage() {
        assertFalse(MATURITY.isMature(DAY, 1000, 899, DAY.end()));
        assertTrue(MATURITY.isMature(DAY, 1000, 900, DAY.end()));
    }

    @Test
    void window_isMatureWhenWaitingEnds() {
        Instant end = DAY.end().plus(Duration.ofDays(30));

        assertFalse(MATURITY.isMature(DAY, 1000, 1, end.minusMillis(1)));
        assertTrue(MATURITY.isMature(DAY, 1000, 1, end));
    }

    @Test
    void windowWithoutPredictions_waits() {
        assertFalse(MATURITY.isMature(DAY, 0, 0, DAY.end()));
    }
}
