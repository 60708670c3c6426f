// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.profile.FeatureProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SelfReplayTest {

    private static final int ROWS = 200;

    /** Normal values; the windows from {@code shifted} on are shifted by one deviation. */
    private static List<FeatureProfile> column(String name, int windows, int shifted) {
        Random random = new Random(31L * windows + name.hashCode());
        List<FeatureProfile> own = new ArrayList<>();
        for (int w = 0; w < windows; w++) {
            double[] values = new double[ROWS];
            for (int i = 0; i < ROWS; i++) {
                values[i] = random.nextGaussian() + (w >= shifted ? 1 : 0);
            }
            own.add(FeatureProfile.ofNumeric(Column.feature(name), values, 0, ROWS, 0));
        }
        return own;
    }

    /**
     * STATISTICS §1.4: plain p flags about alpha of what stands still, the verdict next to none.
     */
    @Test
    void independentWindows_areFlaggedAtAlphaAndAlarmNever() {
        SelfReplay replay = new SelfReplay(DriftSettings.DEFAULTS, 60);
        for (int c = 0; c < 5; c++) {
            replay.add(column("f" + c, 60, 60));
        }
        FalseAlarms found = replay.finish();

        assertEquals(300, found.judged());
        assertEquals(60, found.windows());
        assertTrue(found.raw() >= 3 && found.raw() <= 30, "expected about 15: " + found.raw());
        assertEquals(0, found.alarms());
        assertTrue(found.drifted() <= 2, found.toString());
    }

    /** A reference that moved within itself is found to be one, and its column is named first. */
    @Test
    void referenceThatMoved_comesFirst() {
        SelfReplay replay = new SelfReplay(DriftSettings.DEFAULTS, 40);
        replay.add(column("calm", 40, 40));
        replay.add(column("moved", 40, 36));
        FalseAlarms found = replay.finish();

        assertEquals("moved", found.columns().get(0).column().name());
        assertTrue(found.columns().get(0).raw() >= 4, found.toString());
    }

    @Test
    void windowsWithTooFewValues_areNotJudged() {
        SelfReplay replay = new SelfReplay(DriftSettings.DEFAULTS, 12);
        List<FeatureProfile> own = new ArrayList<>(column("thin", 12, 12));
        own.set(3, FeatureProfile.ofNumeric(Column.feature("thin"), new double[5], 0, 5, 0));
        replay.add(own);

        assertEquals(11, replay.finish().judged());
    }

    @Test
    void tooFewWindows_areAMistake() {
        assertThrows(
                IllegalArgumentException.class, () -> new SelfReplay(DriftSettings.DEFAULTS, 9));
    }
}
