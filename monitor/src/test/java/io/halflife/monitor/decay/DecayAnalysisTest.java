// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Task;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.DecaySettings;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.PerformanceSettings;
import io.halflife.monitor.policy.PerformanceSettings.Absolute;
import io.halflife.monitor.policy.PerformanceSettings.Ratio;
import io.halflife.monitor.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecayAnalysisTest {

    private static final double NAN = Double.NaN;
    private static final Instant FIRST = Instant.parse("2026-01-01T06:00:00Z");
    private static final Instant MIDDLE = Instant.parse("2026-01-01T12:00:00Z");

    /** Accuracy 0.9·e^(−0.01 t) exactly: every figure is known by hand. */
    @Test
    void fallingAccuracy_isFittedFromTheMiddleOfTheFirstWindow() {
        DecayFit fit = accuracyFit(accuracy(20, 0.9, 0.01), new Absolute(0.7), origins());

        assertEquals(DecayFit.Status.OK, fit.status());
        assertEquals(MIDDLE, fit.t0());
        assertEquals(0.9, fit.initial(), 1e-5);
        assertEquals(0.01, fit.ratePerDay(), 1e-5);
        assertEquals(Math.log(2) / 0.01, fit.halfLife().orElseThrow(), 0.1);
        double days = Math.log(0.9 / 0.7) / 0.01;
        assertEquals(days, DecaySeries.days(MIDDLE, fit.crossing().at()), 0.05);
        assertTrue(fit.crossing().low().isBefore(fit.crossing().at()));
        assertTrue(fit.crossing().at().isBefore(fit.crossing().high()));
    }

    /** Curve, band and crossing are one statement: the band meets the threshold on its dates. */
    @Test
    void band_meetsTheThresholdOnTheDatesOfTheCrossing() {
        DecayFit fit = accuracyFit(accuracy(20, 0.9, 0.01), new Absolute(0.7), origins());
        DecayFit.Crossing crossing = fit.crossing();

        assertEquals(0.9, fit.valueAt(MIDDLE), 1e-5);
        assertEquals(0.7, fit.valueAt(crossing.at()), 1e-6);
        assertEquals(0.7, fit.bandAt(crossing.low()).low(), 1e-6);
        assertEquals(0.7, fit.bandAt(crossing.high()).high(), 1e-6);
        assertTrue(fit.bandAt(MIDDLE).low() < 0.9 && fit.bandAt(MIDDLE).high() > 0.9);
    }

    @Test
    void band_isUnknownWithoutAFit() {
        DecayFit fit = accuracyFit(accuracy(7, 0.9, 0.01), new Absolute(0.7), origins());

        assertTrue(Double.isNaN(fit.valueAt(MIDDLE)));
        assertEquals(DecayFit.Interval.UNKNOWN, fit.bandAt(MIDDLE));
    }

    /** The same curve counted from the first prediction, as other tools do. */
    @Test
    void leastSquares_countsFromTheFirstPrediction() {
        DecayFit.LeastSquares best =
                accuracyFit(accuracy(20, 0.9, 0.01), new Absolute(0.7), origins()).leastSquares();

        assertEquals(FIRST, best.t0());
        assertEquals(0.9 * Math.exp(0.01 * 0.25), best.a(), 1e-5);
        assertEquals(0.01, best.k(), 1e-5);
    }

    @Test
    void origins_readTheSameCurveElsewhere() {
        DecayOrigins known =
                new DecayOrigins(
                        MIDDLE.minus(Duration.ofDays(2)), MIDDLE.minus(Duration.ofDays(9)));
        DecayFit fit = accuracyFit(accuracy(20, 0.9, 0.01), new Absolute(0.7), known);

        assertEquals(MIDDLE.minus(Duration.ofDays(2)), fit.exposure().start());
        assertEquals(0.9 * Math.exp(0.02), fit.exposure().initial(), 1e-5);
        assertEquals(0.9 * Math.exp(0.09), fit.age().initial(), 1e-5);
    }

    @Test
    void exposure_startsAtTheFirstPredictionWithoutADeployment() {
        DecayFit fit = accuracyFit(accuracy(20, 0.9, 0.01), new Absolute(0.7), origins());

        assertEquals(FIRST, fit.exposure().start());
        assertNull(fit.age());
    }

    /** For errors all turns round: rising is worse, the half-life is the doubling time. */
    @Test
    void risingError_isDecay() {
        DecayReport report =
                analysis(Task.REGRESSION, "mae", new Absolute(20), "")
                        .of(errors(20, 10, 0.03), NAN);
        DecayFit fit = fit(report, "mae", "all");

        assertEquals(-0.03, fit.ratePerDay(), 1e-9);
        assertEquals(Math.log(2) / 0.03, fit.halfLife().orElseThrow(), 1e-6);
        assertEquals(Math.log(2) / 0.03, DecaySeries.days(MIDDLE, fit.crossing().at()), 1e-4);
        assertTrue(fit.slopeP() < 1e-6, "p " + fit.slopeP());
        Standing standing = report.standing().orElseThrow();
        assertEquals(10 * Math.exp(0.03 * 19), standing.level(), 1e-6);
        assertTrue(standing.levelBound() <= standing.level(), "the good side of an error is below");
        assertTrue(standing.recentBound() <= standing.recent());
    }

    @Test
    void fallingError_isNoDecay() {
        DecayReport report =
                analysis(Task.REGRESSION, "mae", new Absolute(20), "")
                        .of(errors(20, 10, -0.03), NAN);
        DecayFit fit = fit(report, "mae", "all");

        assertEquals(0.03, fit.ratePerDay(), 1e-9);
        assertTrue(fit.halfLife().isEmpty());
        assertTrue(fit.crossingIfAny().isEmpty());
        assertTrue(fit.slopeP() > 0.99, "p " + fit.slopeP());
        assertEquals(0, report.standing().orElseThrow().forecastStreak());
    }

    @Test
    void risingAccuracy_hasNoHalfLifeAndNoCrossing() {
        DecayFit fit = accuracyFit(accuracy(20, 0.7, -0.005), new Absolute(0.65), origins());

        assertTrue(fit.ratePerDay() < 0);
        assertTrue(fit.halfLife().isEmpty());
        assertTrue(fit.crossingIfAny().isEmpty());
    }

    @Test
    void sevenWindows_areRefusedInWordsButComparable() {
        DecayFit fit = accuracyFit(accuracy(7, 0.9, 0.01), new Absolute(0.7), origins());

        assertEquals(DecayFit.Status.INSUFFICIENT_DATA, fit.status());
        assertEquals(
                "7 mature windows with labels, at least 8 at different times are needed",
                fit.reason());
        assertTrue(Double.isNaN(fit.ratePerDay()));
        assertTrue(fit.halfLife().isEmpty());
        assertEquals(0.01, fit.leastSquares().k(), 1e-4);
    }

    @Test
    void perfectModel_isDegenerateInWords() {
        DecayFit fit = accuracyFit(accuracy(9, 1, 0), new Absolute(0.7), origins());

        assertEquals(DecayFit.Status.DEGENERATE, fit.status());
        assertTrue(fit.reason().startsWith("all of 900,000 labels count for it"), fit.reason());
    }

    @Test
    void immatureWindows_doNotEnter() {
        List<PerformanceValue> windows = new ArrayList<>(accuracy(10, 0.9, 0.01));
        windows.addAll(
                accuracy(14, 0.3, 0).subList(10, 14).stream()
                        .map(value -> value.withMature(false))
                        .toList());

        assertEquals(10, accuracyFit(windows, new Absolute(0.7), origins()).windows());
    }

    /** t0 is the version's first window, also while that waits for its labels. */
    @Test
    void t0_isTheFirstWindowMatureOrNot() {
        List<PerformanceValue> windows = new ArrayList<>(accuracy(12, 0.9, 0.01));
        windows.set(0, windows.get(0).withMature(false));
        DecayFit fit = accuracyFit(windows, new Absolute(0.7), origins());

        assertEquals(MIDDLE, fit.t0());
        assertEquals(0.9, fit.initial(), 1e-5, "read back to the first window");
        assertEquals(11, fit.windows());
    }

    @Test
    void fit_takesTheNewestNinetyWindows() {
        List<PerformanceValue> windows = new ArrayList<>(accuracy(120, 0.9, 0.002));
        for (int i = 0; i < 30; i++) {
            windows.set(i, accuracy(120, 0.2, 0).get(i));
        }
        DecayFit fit = accuracyFit(windows, new Absolute(0.5), origins());

        assertEquals(90, fit.windows());
        assertEquals(0.9, fit.initial(), 1e-4);
    }

    @Test
    void range_fitsItsWindowsBothEndsIncluded() {
        List<PerformanceValue> windows = new ArrayList<>(accuracy(10, 0.9, 0.01));
        windows.addAll(accuracy(20, 0.6, 0).subList(10, 20));
        DecayReport report =
                analysis(Task.BINARY_CLASSIFICATION, "accuracy", new Absolute(0.7), "w0..w9")
                        .of(windows, NAN);

        assertEquals(10, fit(report, "accuracy", "w0..w9").windows());
        assertEquals(0.01, fit(report, "accuracy", "w0..w9").ratePerDay(), 1e-4);
        assertEquals(20, fit(report, "accuracy", "all").windows());
        DecayFit unknown =
                fit(
                        analysis(Task.BINARY_CLASSIFICATION, "accuracy", new Absolute(0.7), "w0..x")
                                .of(windows, NAN),
                        "accuracy",
                        "w0..x");
        assertEquals(DecayFit.Status.INSUFFICIENT_DATA, unknown.status());
        assertEquals("no mature window is labelled x; they run from w0 to w19", unknown.reason());
    }

    @Test
    void range_isTwoLabels() {
        for (String wrong : List.of("", "w0", "..", "w0..", "..w1", "w0.w1")) {
            assertThrows(IllegalArgumentException.class, () -> new WindowRange(wrong), wrong);
        }
    }

    @Test
    void everyMetricButCounts_isFitted() {
        DecayReport report =
                analysis(Task.BINARY_CLASSIFICATION, "accuracy", new Absolute(0.7), "")
                        .of(accuracy(20, 0.9, 0.01), NAN);

        List<String> names = report.fits().stream().map(DecayFit::metric).toList();
        assertTrue(names.containsAll(List.of("accuracy", "roc_auc", "f1", "brier")), "" + names);
        assertTrue(Collections.disjoint(names, List.of("tp", "fp", "fn", "tn")));
    }

    /** A step makes the windows scatter far more than their labels explain. */
    @Test
    void step_isPoorAndSaysSo() {
        List<PerformanceValue> windows = new ArrayList<>(accuracy(20, 0.9, 0));
        windows.addAll(accuracy(25, 0.5, 0).subList(20, 25));
        DecayFit fit = accuracyFit(windows, new Absolute(0.7), origins());

        assertEquals(DecayFit.Status.POOR, fit.status());
        assertTrue(fit.reason().contains("times as much as their labels explain"), fit.reason());
    }

    /**
     * The dip is over: the curve through it lies below the threshold, the newest windows do not.
     */
    @Test
    void dipThatIsOver_isNotBeyondTheThreshold() {
        List<PerformanceValue> windows = new ArrayList<>(accuracy(40, 0.9, 0));
        windows.addAll(accuracy(60, 0.7, 0).subList(40, 60));
        Standing during = standing(windows, 0.85);
        windows.addAll(accuracy(68, 0.9, 0).subList(60, 68));
        Standing over = standing(windows, 0.85);

        assertTrue(during.poor() && during.isLevelBeyond() && during.isRecentBeyond());
        assertTrue(over.poor() && over.isBeyond(over.levelBound()), "the curve: " + over);
        assertFalse(over.isLevelBeyond());
        assertFalse(over.isForecast(1));
        assertEquals(0.9, over.recent(), 1e-9);
    }

    /** Near enough in three evaluations in a row, each with one window less. */
    @Test
    void forecastStreak_countsEvaluationsNotRuns() {
        List<PerformanceValue> windows = accuracy(40, 0.9, 0.01);
        double inTenDays = 0.9 * Math.exp(-0.01 * 49);
        double inFourteenAndAHalf = 0.9 * Math.exp(-0.01 * 53.5);

        assertEquals(3, streak(windows, inTenDays));
        assertEquals(0, streak(windows, inFourteenAndAHalf));
        assertEquals(1, streak(windows, 0.9 * Math.exp(-0.01 * 52.5)));
        assertEquals(2, streak(windows, 0.9 * Math.exp(-0.01 * 51.5)));
        assertEquals(3, streak(windows.subList(0, 10), 0.9 * Math.exp(-0.01 * 12)));
        assertEquals(2, streak(windows.subList(0, 9), 0.9 * Math.exp(-0.01 * 12)));
    }

    @Test
    void ratioWithoutReferencePerformance_isNoStandingWithItsReason() {
        DecayReport report =
                analysis(Task.BINARY_CLASSIFICATION, "accuracy", new Ratio(0.95), "")
                        .of(accuracy(20, 0.9, 0.01), NAN);

        assertTrue(report.standing().isEmpty());
        assertEquals(
                "the threshold is 0.95 times the reference's accuracy, and the reference has no"
                        + " ground truth",
                report.noStanding());
        assertNull(fit(report, "accuracy", "all").crossing(), "nothing to cross");
        assertEquals(DecayFit.Status.OK, fit(report, "accuracy", "all").status());
    }

    @Test
    void ratio_isOfTheReferencesValue() {
        DecayReport report =
                analysis(Task.BINARY_CLASSIFICATION, "accuracy", new Ratio(0.95), "")
                        .of(accuracy(20, 0.9, 0.001), 0.9);

        assertEquals(0.855, report.standing().orElseThrow().threshold(), 1e-12);
        assertNotNull(fit(report, "accuracy", "all").crossing());
    }

    @Test
    void unknownMetric_isNoStandingWithItsReason() {
        DecayReport report =
                analysis(Task.BINARY_CLASSIFICATION, "mae", new Absolute(3), "")
                        .of(accuracy(20, 0.9, 0.01), NAN);

        assertEquals(
                "the policy's metric mae is none of binary_classification", report.noStanding());
    }

    @Test
    void noMatureWindow_isNoStandingWithItsReason() {
        List<PerformanceValue> waiting =
                accuracy(3, 0.9, 0).stream().map(value -> value.withMature(false)).toList();
        DecayReport report =
                analysis(Task.BINARY_CLASSIFICATION, "accuracy", new Absolute(0.7), "")
                        .of(waiting, NAN);

        assertEquals(
                "3 windows seen, none of them mature with a value of accuracy yet",
                report.noStanding());
    }

    /** AUC decays to 0.5, not to 0. */
    @Test
    void rocAuc_decaysTowardsOneHalf() {
        List<PerformanceValue> windows = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            windows.add(row(i, "roc_auc", 0.5 + 0.4 * Math.exp(-0.05 * i), 0.01, -1, -1));
        }
        DecayFit fit =
                fit(
                        analysis(Task.BINARY_CLASSIFICATION, "roc_auc", new Absolute(0.7), "")
                                .of(windows, NAN),
                        "roc_auc",
                        "all");

        assertEquals(0.05, fit.ratePerDay(), 1e-9);
        assertEquals(0.9, fit.initial(), 1e-9);
    }

    /** A stable model: at most a few of 300 evaluations may call for retraining. */
    @Test
    void stableModel_isLeftAlone() {
        long seed = 1618;
        Random random = new Random(seed);
        int called = 0;
        for (int round = 0; round < 100; round++) {
            List<PerformanceValue> windows = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                long right = 0;
                for (int row = 0; row < 200; row++) {
                    right += random.nextDouble() < 0.9 ? 1 : 0;
                }
                windows.add(row(i, "accuracy", right / 200.0, NAN, right, 200));
            }
            Standing standing =
                    analysis(Task.BINARY_CLASSIFICATION, "accuracy", new Absolute(0.85), "")
                            .of(windows, NAN)
                            .standing()
                            .orElseThrow();
            boolean calls =
                    standing.isBeyond(standing.levelBound())
                            || standing.isBeyond(standing.recentBound())
                            || standing.forecastStreak() == 3;
            called += calls ? 1 : 0;
        }
        assertTrue(called <= 1, called + " of 100 stable models called, seed " + seed);
    }

    private static int streak(List<PerformanceValue> windows, double threshold) {
        return standing(windows, threshold).forecastStreak();
    }

    private static Standing standing(List<PerformanceValue> windows, double threshold) {
        return analysis(Task.BINARY_CLASSIFICATION, "accuracy", new Absolute(threshold), "")
                .of(windows, NAN)
                .standing()
                .orElseThrow();
    }

    private static DecayFit accuracyFit(
            List<PerformanceValue> windows,
            PerformanceSettings.Threshold threshold,
            DecayOrigins origins) {
        DecayReport report =
                new DecayAnalysis(
                                Task.BINARY_CLASSIFICATION,
                                policy(Task.BINARY_CLASSIFICATION, "accuracy", threshold),
                                origins,
                                "")
                        .of(windows, NAN);
        return fit(report, "accuracy", "all");
    }

    private static DecayFit fit(DecayReport report, String metric, String range) {
        return report.fits().stream()
                .filter(fit -> fit.metric().equals(metric) && fit.range().equals(range))
                .findFirst()
                .orElseThrow();
    }

    private static DecayAnalysis analysis(
            Task task, String metric, PerformanceSettings.Threshold threshold, String range) {
        return new DecayAnalysis(task, policy(task, metric, threshold), origins(), range);
    }

    private static DecayOrigins origins() {
        return new DecayOrigins(null, null);
    }

    /** Daily windows with events from 06:00 to 18:00 and 100,000 labels. */
    private static List<PerformanceValue> accuracy(int windows, double initial, double rate) {
        List<PerformanceValue> rows = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            long right = Math.round(100_000 * initial * Math.exp(-rate * i));
            rows.add(row(i, "accuracy", right / 100_000.0, NAN, right, 100_000));
        }
        return rows;
    }

    private static List<PerformanceValue> errors(int windows, double initial, double rate) {
        List<PerformanceValue> rows = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            rows.add(row(i, "mae", initial * Math.exp(rate * i), 0.1, -1, -1));
        }
        return rows;
    }

    private static PerformanceValue row(
            int day, String metric, double value, double se, long successes, long trials) {
        Instant first = FIRST.plus(Duration.ofDays(day));
        Instant midnight = first.minus(Duration.ofHours(6));
        return new PerformanceValue(
                new Window(midnight, midnight.plus(Duration.ofDays(1))),
                "w" + day,
                metric,
                Math.max(1000, trials),
                Math.max(1000, trials),
                value,
                NAN,
                NAN,
                se,
                successes,
                trials,
                false,
                true,
                first,
                first.plus(Duration.ofHours(12)));
    }

    private static MonitoringPolicy policy(
            Task task, String metric, PerformanceSettings.Threshold threshold) {
        MonitoringPolicy d = MonitoringPolicy.defaults(task);
        return new MonitoringPolicy(
                d.window(),
                d.grace(),
                d.drift(),
                new PerformanceSettings(metric, threshold),
                DecaySettings.DEFAULTS,
                d.maxLabelDelay(),
                d.matureCoverage(),
                d.coolDown(),
                false,
                "",
                List.of(),
                List.of());
    }
}
