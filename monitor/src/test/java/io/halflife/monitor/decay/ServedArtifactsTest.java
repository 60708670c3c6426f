// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.decay.ServedArtifacts.Deployed;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.DecaySettings;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.PerformanceSettings;
import io.halflife.monitor.policy.PerformanceSettings.Absolute;
import io.halflife.monitor.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Change-points, and windows that something else than the model broke. */
class ServedArtifactsTest {

    private static final double NAN = Double.NaN;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void sameArtifactAgain_isNoChange() {
        ServedArtifacts served =
                ServedArtifacts.of("a", List.of(at(0, "a"), at(5, "a"), at(7, ""), at(9, "a")));

        assertEquals(ServedArtifacts.ONE, served);
        assertEquals(Optional.empty(), served.lastChange());
        assertTrue(served.isPresentThroughout(day(0), day(99)));
    }

    @Test
    void unknownArtifact_isThatOfTheFirstDeployment() {
        assertEquals(ServedArtifacts.ONE, ServedArtifacts.of("", List.of(at(3, "a"), at(9, "a"))));
    }

    @Test
    void anotherArtifact_startsAnew() {
        ServedArtifacts served = ServedArtifacts.of("a", List.of(at(0, "a"), at(10, "b")));

        assertFalse(served.isPresentThroughout(day(8), day(9)));
        assertFalse(served.isPresentThroughout(day(9), day(11)), "both served in it");
        assertTrue(served.isPresentThroughout(day(10), day(11)));
        assertEquals(Optional.of(day(10)), served.lastChange());
    }

    /** The windows before the other one count again: rolling back hides no decay. */
    @Test
    void rollBack_bringsTheEarlierWindowsBack() {
        ServedArtifacts served =
                ServedArtifacts.of("a", List.of(at(0, "a"), at(10, "b"), at(12, "a")));

        assertTrue(served.isPresentThroughout(day(2), day(9)));
        assertFalse(served.isPresentThroughout(day(10), day(11)));
        assertTrue(served.isPresentThroughout(day(12), day(13)));
    }

    /** Thirty days of decay, then a new artifact: after eight days it is fitted, alone. */
    @Test
    void fit_takesTheWindowsOfThePresentArtifact() {
        ServedArtifacts changed = ServedArtifacts.of("a", List.of(at(30, "b")));
        List<PerformanceValue> windows = falling(30, 0.9, 0.01);
        for (int i = 30; i < 45; i++) {
            windows.add(row(i, 0.95));
        }

        DecayFit before = fit(windows, ServedArtifacts.ONE, false);
        DecayFit after = fit(windows, changed, false);

        assertEquals(45, before.windows());
        assertEquals(15, after.windows());
        assertEquals(0, after.ratePerDay(), 1e-3);
        assertEquals(day(0).plus(Duration.ofHours(12)), after.t0(), "t0 stays the version's");
    }

    @Test
    void tooFewWindowsSinceTheChange_areRefusedWithItsDate() {
        ServedArtifacts changed = ServedArtifacts.of("a", List.of(at(25, "b")));
        DecayReport report = report(falling(30, 0.9, 0.01), changed, false);
        DecayFit fit = accuracy(report);

        assertEquals(DecayFit.Status.INSUFFICIENT_DATA, fit.status());
        assertTrue(fit.reason().contains("since 2026-01-26"), fit.reason());
        assertEquals(5, report.standing().orElseThrow().windows(), "the recent rule still looks");

        DecayReport none =
                report(
                        falling(30, 0.9, 0.01),
                        ServedArtifacts.of("a", List.of(at(31, "b"))),
                        false);
        assertEquals(Optional.empty(), none.standing());
        assertTrue(none.noStanding().contains("since 2026-02-01"), none.noStanding());
    }

    /** One window at 40 %: it hides the decay unless it may stay out. */
    @Test
    void brokenWindow_staysOutOnlyWhereThePolicySaysSo() {
        List<PerformanceValue> windows = falling(40, 0.9, 0.002);
        windows.set(20, row(20, 0.4));

        DecayFit with = fit(windows, ServedArtifacts.ONE, false);
        DecayFit without = fit(windows, ServedArtifacts.ONE, true);

        assertEquals(DecayFit.Status.POOR, with.status());
        assertEquals(DecayFit.Status.OK, without.status());
        assertEquals(39, without.windows());
        assertTrue(without.reason().contains("w20"), without.reason());
        assertEquals(0.002, without.ratePerDay(), 1e-4);
        assertNotEquals(0.002, with.ratePerDay(), 1e-4);
    }

    /** A quarter of the windows is a change, not an accident: at most one in ten stays out. */
    @Test
    void manyBrokenWindows_areNoAccident() {
        List<PerformanceValue> windows = falling(40, 0.9, 0.002);
        for (int i = 0; i < 10; i++) {
            windows.set(4 * i, row(4 * i, 0.4));
        }

        assertTrue(fit(windows, ServedArtifacts.ONE, true).windows() >= 36);
    }

    private static Deployed at(int day, String digest) {
        return new Deployed(day(day), digest);
    }

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    private static DecayFit fit(
            List<PerformanceValue> windows, ServedArtifacts served, boolean excludeBroken) {
        return accuracy(report(windows, served, excludeBroken));
    }

    private static DecayFit accuracy(DecayReport report) {
        return report.fits().stream()
                .filter(fit -> fit.metric().equals("accuracy"))
                .findFirst()
                .orElseThrow();
    }

    private static DecayReport report(
            List<PerformanceValue> windows, ServedArtifacts served, boolean excludeBroken) {
        MonitoringPolicy d = MonitoringPolicy.defaults(Task.BINARY_CLASSIFICATION);
        MonitoringPolicy policy =
                new MonitoringPolicy(
                        d.window(),
                        d.grace(),
                        d.drift(),
                        new PerformanceSettings("accuracy", new Absolute(0.5)),
                        new DecaySettings(Duration.ofDays(14), 0.01, 0.001, 0, excludeBroken),
                        d.maxLabelDelay(),
                        d.matureCoverage(),
                        d.coolDown(),
                        false,
                        "",
                        List.of(),
                        List.of());
        return new DecayAnalysis(
                        Task.BINARY_CLASSIFICATION, policy, new DecayOrigins(null, null), "")
                .of(windows, NAN, served);
    }

    private static List<PerformanceValue> falling(int windows, double initial, double rate) {
        List<PerformanceValue> rows = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            rows.add(row(i, initial * Math.exp(-rate * i)));
        }
        return rows;
    }

    private static PerformanceValue row(int day, double accuracy) {
        long right = Math.round(10_000 * accuracy);
        return new PerformanceValue(
                new Window(day(day), day(day + 1)),
                "w" + day,
                "accuracy",
                10_000,
                10_000,
                right / 10_000.0,
                NAN,
                NAN,
                NAN,
                right,
                10_000,
                false,
                true,
                day(day).plus(Duration.ofHours(6)),
                day(day).plus(Duration.ofHours(18)));
    }
}
