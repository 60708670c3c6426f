// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Task;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.DecaySettings;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.PerformanceSettings;
import io.halflife.monitor.window.Window;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every case of the suite {@code decay_fit} through windows and dates: the fit as it is reported,
 * and the three rules of the decision. Times of the suite become instants, rounded to nanoseconds.
 */
class DecayOracleTest {

    private static final Instant ZERO = Instant.parse("2026-01-01T00:00:00Z");

    @TestFactory
    Stream<DynamicTest> fitsAndRules_areThoseOfTheSuite() {
        return Oracles.tests("decay_fit", DecayOracleTest::check);
    }

    private static void check(OracleCase oracle) {
        String id = oracle.id();
        double threshold = oracle.number("threshold");
        DecaySettings settings =
                new DecaySettings(Duration.ofDays(14), 0.01, 0.001, oracle.number("floor"));
        List<PerformanceValue> windows = windows(oracle);
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
        assertEquals(oracle.whole("expected.windows"), fit.windows(), id);
        if (report.standing().isEmpty()) {
            assertEquals(0, oracle.whole("expected.windows"), id);
            return;
        }
        Standing standing = report.standing().get();
        checkRecent(standing, oracle, id);
        if (oracle.text("expected.status").equals("OK")) {
            checkFit(fit, windows, oracle, id);
            checkStanding(standing, oracle, id);
        } else {
            assertEquals(oracle.text("expected.status"), fit.status().name(), id);
            assertTrue(!fit.reason().isEmpty() && Double.isNaN(fit.ratePerDay()), id);
            assertTrue(Double.isNaN(standing.levelBound()), id);
        }
    }

    private static void checkRecent(Standing standing, OracleCase oracle, String id) {
        close(oracle, "expected.recent_upper", standing.recentBound(), 1e-6, id + " recent");
        assertEquals(
                oracle.flag("expected.retrain_now_recent"),
                standing.isBeyond(standing.recentBound()),
                id);
    }

    private static void checkFit(
            DecayFit fit, List<PerformanceValue> windows, OracleCase oracle, String id) {
        boolean poor = oracle.number("expected.phi") > 4;
        assertEquals(poor ? DecayFit.Status.POOR : DecayFit.Status.OK, fit.status(), id);
        assertEquals(poor, !fit.reason().isEmpty(), id);
        close(oracle, "expected.m0", initialAtFirstPoint(fit, windows), 1e-7, id + " initial");
        close(oracle, "expected.lambda_", fit.ratePerDay(), 1e-7, id + " rate");
        close(oracle, "expected.lambda_ci.0", fit.rateInterval().low(), 1e-6, id);
        close(oracle, "expected.lambda_ci.1", fit.rateInterval().high(), 1e-6, id);
        close(oracle, "expected.phi", fit.dispersion(), 1e-6, id + " dispersion");
        close(oracle, "expected.p_slope", fit.slopeP(), 1e-5, id + " slope p");
        double halfLife = oracle.number("expected.half_life");
        assertEquals(Double.isNaN(halfLife), fit.halfLife().isEmpty(), id);
        fit.halfLife().ifPresent(h -> assertEquals(halfLife, h, 1e-6 * halfLife, id));
        checkCrossing(fit, oracle, id);
    }

    /** t0 is the version's first window, also when that has no labels. */
    private static double initialAtFirstPoint(DecayFit fit, List<PerformanceValue> windows) {
        PerformanceValue first =
                windows.stream().filter(w -> w.labelled() > 0).findFirst().orElseThrow();
        double days = DecaySeries.days(fit.t0(), first.firstEvent());
        return days == 0 ? fit.initial() : Double.NaN;
    }

    private static void checkCrossing(DecayFit fit, OracleCase oracle, String id) {
        double at = oracle.number("expected.t_star");
        if (!(oracle.number("expected.lambda_") > 0) || Double.isNaN(at)) {
            assertTrue(fit.crossingIfAny().isEmpty(), id);
            return;
        }
        DecayFit.Crossing crossing = fit.crossing();
        date(at, crossing.at(), id + " crossing");
        date(oracle.number("expected.t_star_ci.0"), crossing.low(), id + " crossing low");
        double high = oracle.number("expected.t_star_ci.1");
        if (Double.isNaN(high)) {
            assertEquals(null, crossing.high(), id);
        } else {
            date(high, crossing.high(), id + " crossing high");
        }
    }

    private static void checkStanding(Standing standing, OracleCase oracle, String id) {
        close(oracle, "expected.level_now", standing.level(), 1e-6, id + " level");
        close(oracle, "expected.level_now_upper", standing.levelBound(), 1e-6, id + " level bound");
        assertEquals(
                oracle.flag("expected.retrain_now_level"),
                standing.isBeyond(standing.levelBound()),
                id);
        assertEquals(oracle.flag("expected.predicted_raw"), standing.forecastStreak() > 0, id);
        assertEquals(
                oracle.flag("expected.seed_raw_trigger"),
                standing.isBeyond(standing.lastValue()),
                id);
    }

    /** To the millisecond, or 1e-6 of the days. */
    private static void date(double days, Instant actual, String where) {
        assertEquals(days, DecaySeries.days(ZERO, actual), Math.max(2e-8, 1e-6 * days), where);
    }

    private static void close(
            OracleCase oracle, String path, double actual, double relative, String where) {
        double value = oracle.number(path);
        double delta = Double.isNaN(value) ? 0 : 1e-9 + relative * Math.abs(value);
        assertEquals(value, actual, delta, where);
    }

    private static List<PerformanceValue> windows(OracleCase oracle) {
        List<PerformanceValue> windows = new ArrayList<>();
        double[] times = oracle.numbers("t");
        long[] trials = oracle.wholes("n");
        long[] successes = oracle.wholes("k");
        for (int i = 0; i < times.length; i++) {
            Instant at = ZERO.plusNanos(Math.round(times[i] * 86_400e9));
            long n = trials[i];
            long k = successes[i];
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
