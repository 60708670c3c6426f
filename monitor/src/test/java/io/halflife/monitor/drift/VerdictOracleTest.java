// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of the suite {@code verdict}, exactly; OK, WARN, ALERT are CLEAR, WATCH, ALARM. */
class VerdictOracleTest {

    private static final Map<String, AlarmState> STATES =
            Map.of("OK", AlarmState.CLEAR, "WARN", AlarmState.WATCH, "ALERT", AlarmState.ALARM);

    @TestFactory
    Stream<DynamicTest> verdictsAndAlarms_areThoseOfTheSuite() {
        return Oracles.tests("verdict", VerdictOracleTest::check);
    }

    private static void check(OracleCase oracle) {
        DriftSettings settings = settings(oracle);
        Map<String, AlarmHistory> alarms = new HashMap<>();
        oracle.texts("features").forEach(f -> alarms.put(f, AlarmHistory.start(settings)));
        int windows = oracle.node("windows").size();
        assertTrue(windows > 0, oracle.id());
        for (int w = 0; w < windows; w++) {
            checkWindow(settings, alarms, oracle, w);
        }
        assertTrue(!oracle.has("expected." + windows), oracle.id() + " expects more windows");
    }

    private static void checkWindow(
            DriftSettings settings, Map<String, AlarmHistory> alarms, OracleCase oracle, int w) {
        List<TestResult> tests = new ArrayList<>();
        oracle.node("windows." + w)
                .properties()
                .forEach(f -> tests.add(primary(f.getKey(), oracle, w, settings)));
        Map<String, JudgedTest> judged = new HashMap<>();
        new DriftPolicy(settings)
                .judge(tests)
                .forEach(test -> judged.put(test.test().column().name(), test));
        for (String feature : oracle.texts("features")) {
            checkFeature(alarms, judged.get(feature), oracle, w, feature);
        }
        long drifted = count(judged, test -> test.verdict() == Verdict.DRIFTED);
        String path = "expected." + w;
        assertEquals(oracle.whole(path + ".drifted"), drifted, path);
        assertEquals(oracle.flag(path + ".any_drift"), drifted > 0, path);
        long tested = count(judged, test -> test.verdict() != Verdict.INCONCLUSIVE);
        assertEquals(oracle.whole(path + ".tested"), tested, path);
    }

    private static long count(Map<String, JudgedTest> judged, Predicate<JudgedTest> wanted) {
        return judged.values().stream().filter(wanted).count();
    }

    private static void checkFeature(
            Map<String, AlarmHistory> alarms,
            JudgedTest test,
            OracleCase oracle,
            int w,
            String feature) {
        AlarmHistory before = alarms.get(feature);
        AlarmHistory after = test == null ? before : before.then(test.verdict());
        alarms.put(feature, after);
        String path = "expected." + w + ".features." + feature;
        checkVerdict(test, oracle, path);
        assertEquals(STATES.get(oracle.text(path + ".state")), after.state(), path);
        assertEquals(oracle.text(path + ".event"), event(before, after), path);
    }

    private static void checkVerdict(JudgedTest test, OracleCase oracle, String path) {
        if (oracle.isNull(path + ".drift")) {
            assertTrue(test == null || test.verdict() == Verdict.INCONCLUSIVE, path);
            assertTrue(test == null || Double.isNaN(test.pAdjusted()), path);
            assertTrue(oracle.isNull(path + ".raw") && oracle.isNull(path + ".bh_p"), path);
            return;
        }
        Verdict verdict = oracle.flag(path + ".drift") ? Verdict.DRIFTED : Verdict.STABLE;
        assertEquals(verdict, test.verdict(), path);
        assertEquals(oracle.flag(path + ".raw"), test.driftDetected(), path);
        oracle.close(path + ".bh_p", test.pAdjusted(), 1e-12, 0);
    }

    private static String event(AlarmHistory before, AlarmHistory after) {
        if (before.state() != AlarmState.ALARM && after.state() == AlarmState.ALARM) {
            return "RAISED";
        }
        return before.state() == AlarmState.ALARM && after.state() != AlarmState.ALARM
                ? "CLEARED"
                : "null";
    }

    private static TestResult primary(
            String feature, OracleCase oracle, int w, DriftSettings settings) {
        String given = "windows." + w + "." + feature + ".";
        double p = oracle.number(given + "p");
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
                oracle.number(given + "effect"),
                oracle.has(given + "calibrated") ? oracle.number(given + "calibrated") : Double.NaN,
                TestFigures.isBelow(p, settings.alpha()),
                "",
                Map.of(),
                List.of());
    }

    private static DriftSettings settings(OracleCase oracle) {
        DriftSettings d = DriftSettings.DEFAULTS;
        return new DriftSettings(
                oracle.number("config.alpha"),
                oracle.number("config.q"),
                d.method(),
                oracle.number("config.effect_floor"),
                (int) oracle.whole("config.k"),
                (int) oracle.whole("config.m"),
                (int) oracle.whole("config.clear"),
                d.minWindow(),
                d.minReference(),
                d.season(),
                d.criticalFeatures(),
                d.tests());
    }
}
