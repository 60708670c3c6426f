// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FamilyTest {

    @ParameterizedTest
    @EnumSource(Family.class)
    void name_followsTheConventions(Family family) {
        assertTrue(family.metric().matches("halflife(_[a-z]+)+"), family.metric());
        assertFalse(family.metric().matches(".*_(total|count|sum|bucket|max)"), family.metric());
        assertFalse(
                family.metric().matches(".*_(ms|millis|minutes|hours|days|percent|age)(_.*)?"),
                family.metric());
        assertTrue(
                !family.metric().contains("timestamp")
                        || family.metric().endsWith("_timestamp_seconds"),
                family.metric());
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void help_isASentence(Family family) {
        assertTrue(family.help().matches("[A-Z0-9].{15,}\\."), family.help());
    }

    @Test
    void names_areDistinct() {
        assertEquals(
                Family.values().length,
                Arrays.stream(Family.values()).map(Family::metric).distinct().count());
    }
}
