// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.calibration.Streams.Outcome;
import io.halflife.statistics.calibration.Season;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of STATISTICS §1.4 through the product's own path, with fewer features and days. */
class FalseAlarmsTest {

    private static final long SEED = 20261122;
    private static final SeasonChoice POOLED = SeasonChoice.pooled("by the test");

    @Test
    void independentRows_neverAlarm() {
        assertCalm(new Streams(SEED, 200, 0, 0, 0).judged());
    }

    /** Without calibration the same stream alarms: neighbours depend on each other. */
    @Test
    void dependentRows_alarmOnlyWithoutCalibration() {
        Streams stream = new Streams(SEED, 200, 0.9, 0, 0);

        Outcome plain = stream.judged(POOLED, false);
        Outcome calibrated = stream.judged(POOLED, true);

        assertTrue(plain.drifted() > 30, SEED + ": " + plain.drifted() + " drifted");
        assertEquals(List.of("f0", "f1", "f2"), plain.alarmed());
        assertCalm(calibrated);
        calibrated
                .calibrations()
                .columns()
                .forEach(
                        (column, found) -> {
                            // Theory: (1 + φ)/(1 − φ) = 19, less at the ends of 200 rows; of 192
                            // windows with an error of 10 %.
                            assertEquals(18, found.designEffect(), 6, column + " of " + SEED);
                            assertTrue(found.effect() > 0.1, column + ": " + found);
                        });
        assertCalm(stream.judged());
    }

    /** Day and night are no drift: where nobody chose, the same hours are compared. */
    @Test
    void season_neverAlarmsAndIsNoDependence() {
        Streams stream = new Streams(SEED, 200, 0, 1, 0);

        Outcome plain = stream.judged(POOLED, false);
        Outcome seasonal = stream.judged();

        assertTrue(plain.drifted() > 30, SEED + ": " + plain.drifted() + " drifted");
        assertCalm(seasonal);
        assertCalm(stream.judged(POOLED, true));
        assertEquals(Season.SAME_HOUR, seasonal.calibrations().season().season());
        seasonal.calibrations()
                .columns()
                .forEach(
                        (column, found) ->
                                assertTrue(
                                        found.designEffect() < 1.5,
                                        column + " of " + SEED + ": " + found));
    }

    @Test
    void shift_alarmsInItsFeatureAlone() {
        assertEquals(List.of("f0"), new Streams(SEED, 200, 0, 0, 0.5).judged().alarmed());
        assertEquals(
                List.of("f0"), new Streams(SEED, 200, 0.9, 0, 2).judged(POOLED, true).alarmed());
        assertEquals(List.of("f0"), new Streams(SEED, 200, 0, 1, 0.5).judged().alarmed());
    }

    private static void assertCalm(Outcome outcome) {
        assertEquals(List.of(), outcome.alarmed(), "seed " + SEED);
        assertEquals(List.of(), outcome.report().alarmChanges(), "seed " + SEED);
    }
}
