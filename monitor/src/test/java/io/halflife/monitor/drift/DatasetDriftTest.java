// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.policy.DriftSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DatasetDriftTest {

    @Test
    void drift_isThreeOfTenFeaturesInAlarm() {
        assertFalse(DatasetDrift.of(states(10, 2), DriftSettings.DEFAULTS).isDrift());
        assertTrue(DatasetDrift.of(states(10, 3), DriftSettings.DEFAULTS).isDrift());
    }

    @Test
    void noFeatures_areNoDrift() {
        assertFalse(DatasetDrift.of(Map.of(), DriftSettings.DEFAULTS).isDrift());
    }

    @Test
    void criticalFeature_isDriftAlone() {
        DriftSettings critical = critical("f0");

        assertTrue(DatasetDrift.of(states(20, 1), critical).isDrift());
        assertFalse(DatasetDrift.of(states(20, 0), critical).isDrift());
        assertFalse(DatasetDrift.of(states(20, 1), critical("f7")).isDrift());
    }

    @Test
    void watch_isNoAlarm() {
        Map<Column, AlarmState> states = states(3, 0);
        states.replaceAll((column, state) -> AlarmState.WATCH);

        assertFalse(DatasetDrift.of(states, DriftSettings.DEFAULTS).isDrift());
    }

    @Test
    void predictionAndLabel_areNoFeatures() {
        Map<Column, AlarmState> states = states(4, 0);
        states.put(Column.PREDICTION, AlarmState.ALARM);
        states.put(Column.PROBABILITY, AlarmState.ALARM);
        states.put(Column.LABEL, AlarmState.ALARM);

        assertEquals(new DatasetDrift(4, 0, 0), DatasetDrift.of(states, critical("label")));
    }

    private static Map<Column, AlarmState> states(int features, int alarms) {
        Map<Column, AlarmState> states = new HashMap<>();
        for (int i = 0; i < features; i++) {
            states.put(Column.feature("f" + i), i < alarms ? AlarmState.ALARM : AlarmState.CLEAR);
        }
        return states;
    }

    private static DriftSettings critical(String feature) {
        DriftSettings d = DriftSettings.DEFAULTS;
        return new DriftSettings(
                d.alpha(),
                d.q(),
                d.method(),
                d.effectFloor(),
                d.k(),
                d.m(),
                d.clear(),
                d.minWindow(),
                d.minReference(),
                d.season(),
                Set.of(feature),
                d.tests());
    }
}
