// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.halflife.monitor.policy.DriftSettings;
import org.junit.jupiter.api.Test;

class TestWordsTest {

    @Test
    void everyTest_hasAMeaningALevelAndAName() {
        for (String test : DriftTests.names()) {
            assertFalse(TestWords.meaning(test).isEmpty(), test);
            assertFalse(TestWords.shortName(test).isEmpty(), test);
            boolean primary = test.equals("chi_square");
            assertFalse(TestWords.level(test, primary, DriftSettings.DEFAULTS).isEmpty(), test);
        }
    }

    /** The p of Anderson–Darling ends at 0.001, whatever has happened. */
    @Test
    void level_thatPCannotReach_isSaidSo() {
        assertEquals("p < 0.05", ofAndersonDarling(0.05));
        assertEquals("p < 0.0011", ofAndersonDarling(0.0011));
        assertEquals("p < 0.001, which it never is: its p ends at 0.001", ofAndersonDarling(0.001));
        assertEquals(
                "p < 0.0001, which it never is: its p ends at 0.001", ofAndersonDarling(0.0001));
    }

    private static String ofAndersonDarling(double alpha) {
        DriftSettings d = DriftSettings.DEFAULTS;
        return TestWords.level(
                "anderson_darling",
                false,
                new DriftSettings(
                        alpha,
                        d.q(),
                        d.method(),
                        d.effectFloor(),
                        d.k(),
                        d.m(),
                        d.clear(),
                        d.minWindow(),
                        d.minReference(),
                        d.season(),
                        d.criticalFeatures(),
                        d.tests()));
    }

    @Test
    void level_ofThePrimaryTest_namesBothConditions() {
        assertEquals(
                "adjusted p ≤ 0.05 and effect ≥ 0.1",
                TestWords.level("ks", true, DriftSettings.DEFAULTS));
        assertEquals("p < 0.05", TestWords.level("ks", false, DriftSettings.DEFAULTS));
        assertEquals(
                "≥ 0.2 with 500 values a side",
                TestWords.level("psi", false, DriftSettings.DEFAULTS));
        assertEquals(
                "adjusted p ≤ 0.05 and a change of at least 1 % of the rows",
                TestWords.level("missing_rate", false, DriftSettings.DEFAULTS));
    }
}
