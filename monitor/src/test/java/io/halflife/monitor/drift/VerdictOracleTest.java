// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.monitor.Oracles;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.policy.DriftSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every case of the suite {@code verdict}, exactly; OK, WARN, ALERT are CLEAR, WATCH, ALARM. */
class VerdictOracleTest {

    private static final Map<String, AlarmState> STATES =
            Map.of("OK", AlarmState.CLEAR, "WARN", AlarmState.WATCH, "ALERT", AlarmState.ALARM);

    @Test
    void verdictsAndAlarms_areThoseOfTheSuite() throws IOException {
        int windows = 0;
        for (JsonNode testCase : Oracles.cases("verdict")) {
            DriftSettings settings = settings(testCase.get("config"));
            Map<String, AlarmHistory> alarms = new HashMap<>();
            testCase.get("features")
                    .forEach(f -> alarms.put(f.textValue(), AlarmHistory.start(settings)));
            for (int w = 0; w < testCase.get("windows").size(); w++) {
                String where = testCase.get("id").textValue() + " window " + w;
                checkWindow(
                        settings,
                        alarms,
                        testCase.get("windows").get(w),
                        testCase.get("expected").get(w),
                        where);
                windows++;
            }
        }
        assertTrue(windows > 100, "only " + windows + " windows were checked");
    }

    private static void checkWindow(
            DriftSettings settings,
            Map<String, AlarmHistory> alarms,
            JsonNode window,
            JsonNode expected,
            String where) {
        List<TestResult> tests = new ArrayList<>();
        window.properties().forEach(f -> tests.add(primary(f.getKey(), f.getValue(), settings)));
        Map<String, JudgedTest> judged = new HashMap<>();
        new DriftPolicy(settings)
                .judge(tests)
                .forEach(test -> judged.put(test.test().column().name(), test));
        int drifted = 0;
        for (Map.Entry<String, JsonNode> entry : expected.get("features").properties()) {
            String feature = entry.getKey();
            AlarmHistory before = alarms.get(feature);
            JudgedTest test = judged.get(feature);
            AlarmHistory after = test == null ? before : before.then(test.verdict());
            alarms.put(feature, after);
            String place = where + " " + feature;
            checkVerdict(test, entry.getValue(), place);
            assertEquals(
                    STATES.get(entry.getValue().get("state").textValue()), after.state(), place);
            assertEquals(entry.getValue().get("event").asText(), event(before, after), place);
            drifted += test != null && test.verdict() == Verdict.DRIFTED ? 1 : 0;
        }
        assertEquals(expected.get("drifted").intValue(), drifted, where);
    }

    private static void checkVerdict(JudgedTest test, JsonNode expected, String place) {
        if (expected.get("drift").isNull()) {
            assertTrue(test == null || test.verdict() == Verdict.INCONCLUSIVE, place);
            assertTrue(test == null || Double.isNaN(test.pAdjusted()), place);
            return;
        }
        Verdict verdict = expected.get("drift").booleanValue() ? Verdict.DRIFTED : Verdict.STABLE;
        assertEquals(verdict, test.verdict(), place);
        assertEquals(expected.get("raw").booleanValue(), test.driftDetected(), place);
        double adjusted = expected.get("bh_p").doubleValue();
        assertEquals(adjusted, test.pAdjusted(), 1e-12 * adjusted, place);
    }

    private static String event(AlarmHistory before, AlarmHistory after) {
        if (before.state() != AlarmState.ALARM && after.state() == AlarmState.ALARM) {
            return "RAISED";
        }
        return before.state() == AlarmState.ALARM && after.state() != AlarmState.ALARM
                ? "CLEARED"
                : "null";
    }

    private static TestResult primary(String feature, JsonNode given, DriftSettings settings) {
        double p = Oracles.number(given.get("p"));
        return new TestResult(
                Column.feature(feature),
                "ks",
                true,
                10_000,
                1_000,
                0,
                0.5,
                p,
                p,
                Math.log10(p),
                Oracles.number(given.get("effect")),
                Oracles.number(given.get("calibrated")),
                TestFigures.isBelow(p, settings.alpha()),
                "",
                Map.of(),
                List.of());
    }

    private static DriftSettings settings(JsonNode config) {
        DriftSettings d = DriftSettings.DEFAULTS;
        return new DriftSettings(
                config.get("alpha").doubleValue(),
                config.get("q").doubleValue(),
                d.method(),
                config.get("effect_floor").doubleValue(),
                config.get("k").intValue(),
                config.get("m").intValue(),
                config.get("clear").intValue(),
                d.minWindow(),
                d.minReference(),
                d.season(),
                d.criticalFeatures(),
                d.tests());
    }
}
