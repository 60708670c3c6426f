// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.monitor.Oracles;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.DecaySettings;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.PerformanceSettings;
import io.halflife.monitor.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every case of the suite {@code decay_fit} through windows and dates: the fit as it is reported,
 * and the three rules of the decision. Times of the suite become instants, rounded to nanoseconds.
 */
class DecayOracleTest {

    private static final Instant ZERO = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void fitsAndRules_areThoseOfTheSuite() throws IOException {
        int cases = 0;
        for (JsonNode testCase : Oracles.cases("decay_fit")) {
            check(testCase, testCase.get("expected"), testCase.get("id").textValue());
            cases++;
        }
        assertTrue(cases > 30, cases + " cases");
    }

    private static void check(JsonNode testCase, JsonNode e, String id) {
        double threshold = testCase.get("threshold").doubleValue();
        DecaySettings settings =
                new DecaySettings(
                        Duration.ofDays(14), 0.01, 0.001, testCase.get("floor").doubleValue());
        List<PerformanceValue> windows = windows(testCase);
        DecayReport report =
                new DecayAnalysis(
                                Task.BINARY_CLASSIFICATION,
                                policy(settings, threshold),
                                new DecayOrigins(null, null),
                                "")
                        .of(windows, Double.NaN);
        DecayFit fit =
                report.fits().stream()
                        .filter(f -> f.metric().equals("accuracy"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(e.get("windows").intValue(), fit.windows(), id);
        if (report.standing().isEmpty()) {
            assertEquals(0, e.get("windows").intValue(), id);
            return;
        }
        Standing standing = report.standing().get();
        checkRecent(standing, e, id);
        if (e.get("status").textValue().equals("OK")) {
            checkFit(fit, windows, e, id);
            checkStanding(standing, e, id);
        } else {
            assertEquals(e.get("status").textValue(), fit.status().name(), id);
            assertTrue(!fit.reason().isEmpty() && Double.isNaN(fit.ratePerDay()), id);
            assertTrue(Double.isNaN(standing.levelBound()), id);
        }
    }

    private static void checkRecent(Standing standing, JsonNode e, String id) {
        close(e.get("recent_upper"), standing.recentBound(), 1e-6, id + " recent");
        assertEquals(
                e.get("retrain_now_recent").booleanValue(),
                standing.isBeyond(standing.recentBound()),
                id);
    }

    private static void checkFit(
            DecayFit fit, List<PerformanceValue> windows, JsonNode e, String id) {
        boolean poor = e.get("phi").doubleValue() > 4;
        assertEquals(poor ? DecayFit.Status.POOR : DecayFit.Status.OK, fit.status(), id);
        assertEquals(poor, !fit.reason().isEmpty(), id);
        close(e.get("m0"), initialAtFirstPoint(fit, windows), 1e-7, id + " initial");
        close(e.get("lambda_"), fit.ratePerDay(), 1e-7, id + " rate");
        close(e.at("/lambda_ci/0"), fit.rateInterval().low(), 1e-6, id);
        close(e.at("/lambda_ci/1"), fit.rateInterval().high(), 1e-6, id);
        close(e.get("phi"), fit.dispersion(), 1e-6, id + " dispersion");
        close(e.get("p_slope"), fit.slopeP(), 1e-5, id + " slope p");
        double halfLife = Oracles.number(e.get("half_life"));
        assertEquals(Double.isNaN(halfLife), fit.halfLife().isEmpty(), id);
        fit.halfLife().ifPresent(h -> assertEquals(halfLife, h, 1e-6 * halfLife, id));
        checkCrossing(fit, e, id);
    }

    /** t0 is the version's first window, also when that has no labels. */
    private static double initialAtFirstPoint(DecayFit fit, List<PerformanceValue> windows) {
        PerformanceValue first =
                windows.stream().filter(w -> w.labelled() > 0).findFirst().orElseThrow();
        double days = DecaySeries.days(fit.t0(), first.firstEvent());
        return days == 0 ? fit.initial() : Double.NaN;
    }

    private static void checkCrossing(DecayFit fit, JsonNode e, String id) {
        double at = Oracles.number(e.get("t_star"));
        if (!(e.get("lambda_").doubleValue() > 0) || Double.isNaN(at)) {
            assertTrue(fit.crossingIfAny().isEmpty(), id);
            return;
        }
        DecayFit.Crossing crossing = fit.crossing();
        date(at, crossing.at(), id + " crossing");
        date(Oracles.number(e.at("/t_star_ci/0")), crossing.low(), id + " crossing low");
        double high = Oracles.number(e.at("/t_star_ci/1"));
        if (Double.isNaN(high)) {
            assertEquals(null, crossing.high(), id);
        } else {
            date(high, crossing.high(), id + " crossing high");
        }
    }

    private static void checkStanding(Standing standing, JsonNode e, String id) {
        close(e.get("level_now"), standing.level(), 1e-6, id + " level");
        close(e.get("level_now_upper"), standing.levelBound(), 1e-6, id + " level bound");
        assertEquals(
                e.get("retrain_now_level").booleanValue(),
                standing.isBeyond(standing.levelBound()),
                id);
        assertEquals(e.get("predicted_raw").booleanValue(), standing.forecastStreak() > 0, id);
        assertEquals(
                e.get("seed_raw_trigger").booleanValue(),
                standing.isBeyond(standing.lastValue()),
                id);
    }

    /** To the millisecond, or 1e-6 of the days. */
    private static void date(double days, Instant actual, String where) {
        assertEquals(days, DecaySeries.days(ZERO, actual), Math.max(2e-8, 1e-6 * days), where);
    }

    private static void close(JsonNode expected, double actual, double relative, String where) {
        double value = Oracles.number(expected);
        double delta = Double.isNaN(value) ? 0 : 1e-9 + relative * Math.abs(value);
        assertEquals(value, actual, delta, where);
    }

    private static List<PerformanceValue> windows(JsonNode testCase) {
        List<PerformanceValue> windows = new ArrayList<>();
        for (int i = 0; i < testCase.get("t").size(); i++) {
            double t = testCase.get("t").get(i).doubleValue();
            Instant at = ZERO.plusNanos(Math.round(t * 86_400e9));
            long n = testCase.get("n").get(i).longValue();
            long k = testCase.get("k").get(i).longValue();
            windows.add(
                    new PerformanceValue(
                            new Window(at, at.plusSeconds(60)),
                            "w" + i,
                            "accuracy",
                            n,
                            n,
                            n == 0 ? Double.NaN : k / (double) n,
                            Double.NaN,
                            Double.NaN,
                            Double.NaN,
                            k,
                            n,
                            false,
                            true,
                            at,
                            at));
        }
        return windows;
    }

    private static MonitoringPolicy policy(DecaySettings settings, double threshold) {
        MonitoringPolicy d = MonitoringPolicy.defaults(Task.BINARY_CLASSIFICATION);
        return new MonitoringPolicy(
                d.window(),
                d.grace(),
                d.drift(),
                new PerformanceSettings("accuracy", new PerformanceSettings.Absolute(threshold)),
                settings,
                d.maxLabelDelay(),
                d.matureCoverage(),
                d.coolDown(),
                false,
                "",
                List.of(),
                List.of());
    }
}
