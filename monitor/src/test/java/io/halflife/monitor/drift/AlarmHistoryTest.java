// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import static io.halflife.monitor.drift.AlarmState.ALARM;
import static io.halflife.monitor.drift.AlarmState.CLEAR;
import static io.halflife.monitor.drift.AlarmState.WATCH;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.monitor.policy.DriftSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlarmHistoryTest {

    private static final DriftSettings TWO_OF_THREE = settings(2, 3, 3);

    @Test
    void alarm_isRaisedByTheSecondDriftInThreeWindows() {
        assertEquals(List.of(WATCH, WATCH, ALARM), states(TWO_OF_THREE, "DSD"));
    }

    @Test
    void alarm_isNotRaisedByTwoDriftsFurtherApart() {
        assertEquals(List.of(WATCH, WATCH, WATCH, WATCH), states(TWO_OF_THREE, "DSSD"));
    }

    @Test
    void watch_endsWhenTheDriftHasLeftTheLastThree() {
        assertEquals(List.of(WATCH, WATCH, WATCH, CLEAR), states(TWO_OF_THREE, "DSSS"));
    }

    @Test
    void alarm_endsAfterThreeCleanWindowsAndNotAfterTwo() {
        assertEquals(List.of(WATCH, ALARM, ALARM, ALARM, CLEAR), states(TWO_OF_THREE, "DDSSS"));
        assertEquals(
                List.of(WATCH, ALARM, ALARM, ALARM, ALARM, ALARM, ALARM),
                states(TWO_OF_THREE, "DDSSDSS"));
    }

    @Test
    void alarm_outlivesTheWindowsThatRaisedIt() {
        assertEquals(
                List.of(ALARM, ALARM, ALARM, CLEAR, ALARM), states(settings(1, 1, 3), "DSSSD"));
    }

    @Test
    void inconclusive_neitherRaisesNorClearsNorCounts() {
        assertEquals(List.of(WATCH, WATCH, WATCH, ALARM), states(TWO_OF_THREE, "DIID"));
        assertEquals(
                List.of(WATCH, ALARM, ALARM, ALARM, ALARM, CLEAR), states(TWO_OF_THREE, "DDSISS"));
        assertEquals(List.of(CLEAR, CLEAR), states(TWO_OF_THREE, "II"));
    }

    /** Law: a history resumed at any window goes on as if it had never been interrupted. */
    @Test
    void resume_atAnyWindow_goesOnUnchanged() {
        long seed = 20261122;
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            DriftSettings settings =
                    settings(1 + random.nextInt(3), 3 + random.nextInt(3), 1 + random.nextInt(4));
            StringBuilder verdicts = new StringBuilder();
            for (int i = 0; i < 25; i++) {
                verdicts.append("DSSI".charAt(random.nextInt(4)));
            }
            List<AlarmState> whole = states(settings, verdicts.toString());
            int cut = 1 + random.nextInt(24);
            AlarmHistory resumed =
                    AlarmHistory.resume(
                            settings, whole.get(cut - 1), verdicts(verdicts.substring(0, cut)));
            List<AlarmState> rest = states(resumed, verdicts.substring(cut));
            assertEquals(
                    whole.subList(cut, 25),
                    rest,
                    "seed " + seed + " round " + round + " " + verdicts);
        }
    }

    private static List<AlarmState> states(DriftSettings settings, String verdicts) {
        return states(AlarmHistory.start(settings), verdicts);
    }

    private static List<AlarmState> states(AlarmHistory start, String verdicts) {
        List<AlarmState> states = new ArrayList<>();
        AlarmHistory history = start;
        for (Verdict verdict : verdicts(verdicts)) {
            history = history.then(verdict);
            states.add(history.state());
        }
        return states;
    }

    private static List<Verdict> verdicts(String letters) {
        return letters.chars()
                .mapToObj(
                        c ->
                                switch (c) {
                                    case 'D' -> Verdict.DRIFTED;
                                    case 'S' -> Verdict.STABLE;
                                    default -> Verdict.INCONCLUSIVE;
                                })
                .toList();
    }

    private static DriftSettings settings(int k, int m, int clear) {
        DriftSettings d = DriftSettings.DEFAULTS;
        return new DriftSettings(
                d.alpha(),
                d.q(),
                d.method(),
                d.effectFloor(),
                k,
                m,
                clear,
                d.minWindow(),
                d.minReference(),
                d.season(),
                d.criticalFeatures(),
                d.tests());
    }
}
