// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.retraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.decay.Standing;
import io.halflife.monitor.drift.DatasetDrift;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.policy.DecaySettings;
import io.halflife.monitor.policy.MonitoringPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetrainingRuleTest {

    private static final double NAN = Double.NaN;
    private static final Instant MAY = Instant.parse("2026-05-20T00:00:00Z");
    private static final DatasetDrift DRIFT = new DatasetDrift(10, 4, 0);
    private static final DatasetDrift QUIET = new DatasetDrift(10, 1, 0);

    /** The direction for accuracy: the good end of the interval below the threshold. */
    @Test
    void now_whenTheLevelIsBelowBeyondDoubt() {
        assertEquals(Decision.RETRAIN_NOW, decide(accuracy(0.799, 0.9, 0)).decision());
        assertEquals(Decision.NONE, decide(accuracy(0.801, 0.9, 0)).decision());
        assertEquals(Decision.NONE, decide(accuracy(0.8, 0.8, 0)).decision());
    }

    @Test
    void now_whenTheRecentWindowsAreBelowBeyondDoubt() {
        assertEquals(Decision.RETRAIN_NOW, decide(accuracy(0.9, 0.799, 0)).decision());
        assertEquals(Decision.RETRAIN_NOW, decide(accuracy(NAN, 0.799, 0)).decision());
        assertEquals(Decision.NONE, decide(accuracy(NAN, NAN, 0)).decision());
    }

    /** The direction for errors is the other one. */
    @Test
    void now_forErrors_whenTheyAreAboveBeyondDoubt() {
        assertEquals(Decision.RETRAIN_NOW, decide(mae(12.1, 5, 0)).decision());
        assertEquals(Decision.RETRAIN_NOW, decide(mae(5, 12.1, 0)).decision());
        assertEquals(Decision.NONE, decide(mae(11.9, 5, 0)).decision());
        assertEquals(Decision.NONE, decide(mae(5, 5, 0)).decision());
    }

    @Test
    void predicted_afterThreeForecastsInARow() {
        assertEquals(Decision.NONE, decide(accuracy(0.85, 0.85, 2)).decision());
        Ruling ruling = decide(accuracy(0.85, 0.85, 3));

        assertEquals(Decision.RETRAIN_PREDICTED, ruling.decision());
        assertEquals(Optional.of(RetrainingReason.FORECAST), ruling.asksFor());
        assertTrue(
                ruling.reason().contains("on 2026-05-20 by the fit of 40 windows"),
                ruling.reason());
        assertTrue(ruling.reason().contains("horizon of 14 days"), ruling.reason());
    }

    /** The fit is past the threshold, its band is not yet: the date lies behind. */
    @Test
    void predicted_afterTheCrossing_isSaidSo() {
        Standing s = accuracy(0.85, 0.85, 3);
        Standing past =
                new Standing(
                        s.metric(),
                        s.threshold(),
                        s.window(),
                        s.lastValue(),
                        s.lastLabelled(),
                        s.windows(),
                        false,
                        0.79,
                        s.levelBound(),
                        s.recent(),
                        s.recentBound(),
                        s.recentWindows(),
                        s.recentLabelled(),
                        s.crossing(),
                        s.slopeP(),
                        s.forecastStreak());

        assertTrue(decide(s).reason().startsWith("accuracy will cross"), decide(s).reason());
        assertTrue(decide(past).reason().startsWith("accuracy has met"), decide(past).reason());
    }

    /** A dip that is over: the fit of a step says "below", the newest windows say "above". */
    @Test
    void poorFit_isBelievedAboutThePresentOnlyIfTheNewestWindowsAgree() {
        Ruling over = decide(poor(0.78, 0.7, 0.85, 3));
        assertEquals(Decision.NONE, over.decision());
        assertEquals(
                "the 95 % bound 0.7 of accuracy by the fit of 40 windows (level 0.78 at window"
                        + " 2026-05-01) is below the threshold 0.8, but its windows follow no"
                        + " exponential, and the last 5 windows (0.85 over 4,500 labels) are not;"
                        + " a crossing on 2026-05-20 was forecast in 3 evaluations in a row, which"
                        + " does not count for the same reason",
                over.reason());

        Ruling still = decide(poor(0.78, 0.7, 0.79, 0));
        assertEquals(Decision.RETRAIN_NOW, still.decision());
        assertEquals(
                "the 95 % bound 0.7 of accuracy by the fit of 40 windows (level 0.78 at window"
                        + " 2026-05-01) is below the threshold 0.8, and so are the last 5 windows"
                        + " (0.79 over 4,500 labels)",
                still.reason());
        assertEquals(Decision.NONE, decide(poor(0.78, 0.7, 0.8, 0)).decision(), "at it");
        assertEquals(Decision.NONE, decide(poor(0.78, 0.7, NAN, 0)).decision());
    }

    @Test
    void poorFit_mayStillForecastWhatIsToCome() {
        assertEquals(Decision.RETRAIN_PREDICTED, decide(poor(0.82, 0.85, 0.85, 3)).decision());
        assertEquals(Decision.RETRAIN_PREDICTED, decide(poor(0.79, 0.85, 0.79, 3)).decision());
        assertEquals(Decision.NONE, decide(poor(0.79, 0.85, 0.85, 3)).decision(), "is behind");
        assertEquals(Decision.NONE, decide(poor(0.82, 0.85, 0.85, 2)).decision());
    }

    /** The fit says "below", its bound does not yet and the newest windows do not at all. */
    @Test
    void poorFit_whoseForecastDoesNotCount_saysWhy() {
        String bound =
                "the 95 % bound 0.85 of accuracy by the fit of 40 windows (level 0.79 at window"
                        + " 2026-05-01) is not below the threshold 0.8; a crossing on 2026-05-20"
                        + " was forecast in ";
        String why =
                " evaluations in a row, which does not count: the fit is beyond the threshold, but"
                        + " its windows follow no exponential, and the last 5 windows (0.85 over"
                        + " 4,500 labels) are not";

        assertEquals(bound + "3" + why, decide(poor(0.79, 0.85, 0.85, 3)).reason());
        assertEquals(bound + "4" + why, decide(poor(0.79, 0.85, 0.85, 4)).reason());
        assertEquals(
                bound + "2 of 3 evaluations in a row", decide(poor(0.79, 0.85, 0.85, 2)).reason());
    }

    @Test
    void strictSeed_letsOneWindowDecide() {
        RetrainingRule strict =
                new RetrainingRule(
                        policy(
                                false,
                                new DecaySettings(
                                        Duration.ofDays(14),
                                        0.01,
                                        0.001,
                                        0,
                                        false,
                                        DecaySettings.Trigger.STRICT_SEED)));
        Ruling ruling =
                strict.decide(standing("accuracy", 0.8, 0.75, 0.85, 0.85, 0), "", List.of());

        assertEquals(Decision.RETRAIN_NOW, ruling.decision());
        assertEquals(
                "window 2026-05-01 alone, with 0.75 over 900 labels, is below the threshold 0.8,"
                        + " and the trigger is one window",
                ruling.reason());
        assertEquals(
                Decision.NONE,
                strict.decide(standing("accuracy", 0.8, 0.8, 0.85, 0.85, 0), "", List.of())
                        .decision());
    }

    @Test
    void now_goesBeforePredicted() {
        assertEquals(Decision.RETRAIN_NOW, decide(accuracy(0.7, 0.7, 3)).decision());
        assertEquals(Optional.of(RetrainingReason.DECAY), decide(accuracy(0.7, 0.7, 3)).asksFor());
    }

    /** One bad window retrains 97 to 100 % of stable models in a year. */
    @Test
    void lastWindowAlone_decidesNothingAndIsSaid() {
        Ruling ruling = decide(standing("accuracy", 0.8, 0.75, 0.85, 0.85, 0));

        assertEquals(Decision.NONE, ruling.decision());
        assertTrue(
                ruling.reason().contains("window 2026-05-01 alone, with 0.75 over 900 labels"),
                ruling.reason());
        assertEquals(1.0, ruling.evidence().get("seed_raw_trigger"));
    }

    @Test
    void drift_asksOnlyUnderAPolicyThatRetrainsOnDrift() {
        List<DatasetDrift> drift = List.of(DRIFT, DRIFT, QUIET);

        assertEquals(Decision.NONE, rule(false).decide(null, "no labels", drift).decision());
        Ruling ruling = rule(true).decide(null, "no labels", drift);
        assertEquals(Decision.RETRAIN_ON_DRIFT, ruling.decision());
        assertEquals(Optional.of(RetrainingReason.DRIFT), ruling.asksFor());
        assertTrue(ruling.reason().contains("4 of 10 features in alarm"), ruling.reason());
    }

    @Test
    void drift_asksWhenItIsThereNowAndInTwoOfThreeWindows() {
        assertTrue(asksForDrift(DRIFT, QUIET, DRIFT));
        assertTrue(asksForDrift(DRIFT, DRIFT));
        assertFalse(asksForDrift(DRIFT));
        assertFalse(asksForDrift(DRIFT, QUIET, QUIET));
        assertFalse(asksForDrift(QUIET, DRIFT, DRIFT));
        assertFalse(asksForDrift(DRIFT, QUIET, QUIET, DRIFT));
        assertFalse(asksForDrift());
    }

    @Test
    void noThreshold_isNoDecisionWithItsReason() {
        Ruling ruling = rule(false).decide(null, "the reference has no ground truth", List.of());

        assertEquals(Decision.NONE, ruling.decision());
        assertEquals("no decision: the reference has no ground truth", ruling.reason());
        assertEquals(Optional.empty(), ruling.asksFor());
    }

    @Test
    void evidence_holdsNoUndefinedFigure() {
        assertFalse(
                decide(accuracy(NAN, 0.7, 0)).evidence().values().stream()
                        .anyMatch(value -> Double.isNaN(value)));
        assertEquals(0.7, decide(accuracy(NAN, 0.7, 0)).evidence().get("recent_bound"));
    }

    @Test
    void reasons_nameTheBoundItsSampleAndTheThreshold() {
        assertEquals(
                "the 95 % bound 0.7 of accuracy by the fit of 40 windows (level 0.83 at window"
                        + " 2026-05-01) is below the threshold 0.8",
                decide(accuracy(0.7, 0.9, 0)).reason());
        assertEquals(
                "the 99 % bound 0.7 of accuracy in the last 5 windows (0.82 over 4,500 labels) is"
                        + " below the threshold 0.8",
                decide(accuracy(0.9, 0.7, 0)).reason());
        assertTrue(decide(mae(13, 5, 0)).reason().endsWith("is above the threshold 12"));
    }

    private static boolean asksForDrift(DatasetDrift... newestFirst) {
        return rule(true).decide(accuracy(0.9, 0.9, 0), "", List.of(newestFirst)).decision()
                == Decision.RETRAIN_ON_DRIFT;
    }

    private static Ruling decide(Standing standing) {
        return rule(false).decide(standing, "", List.of());
    }

    private static Standing accuracy(double levelBound, double recentBound, int streak) {
        return standing("accuracy", 0.8, 0.84, levelBound, recentBound, streak);
    }

    private static Standing poor(
            double level, double levelBound, double recent, int forecastStreak) {
        Standing s = accuracy(levelBound, 0.9, forecastStreak);
        return new Standing(
                s.metric(),
                s.threshold(),
                s.window(),
                s.lastValue(),
                s.lastLabelled(),
                s.windows(),
                true,
                level,
                s.levelBound(),
                recent,
                s.recentBound(),
                s.recentWindows(),
                s.recentLabelled(),
                s.crossing(),
                s.slopeP(),
                s.forecastStreak());
    }

    private static Standing mae(double levelBound, double recentBound, int streak) {
        return standing("mae", 12, 8, levelBound, recentBound, streak);
    }

    private static Standing standing(
            String metric,
            double threshold,
            double last,
            double levelBound,
            double recentBound,
            int streak) {
        return new Standing(
                metric,
                threshold,
                "2026-05-01",
                last,
                900,
                40,
                false,
                0.83,
                levelBound,
                0.82,
                recentBound,
                5,
                4500,
                MAY,
                0.0002,
                streak);
    }

    private static RetrainingRule rule(boolean retrainOnDrift) {
        return new RetrainingRule(policy(retrainOnDrift));
    }

    private static MonitoringPolicy policy(boolean retrainOnDrift) {
        return policy(retrainOnDrift, DecaySettings.DEFAULTS);
    }

    private static MonitoringPolicy policy(boolean retrainOnDrift, DecaySettings decay) {
        MonitoringPolicy d = MonitoringPolicy.defaults(Task.BINARY_CLASSIFICATION);
        return new MonitoringPolicy(
                d.window(),
                d.grace(),
                d.drift(),
                d.performance(),
                decay,
                d.maxLabelDelay(),
                d.matureCoverage(),
                d.coolDown(),
                retrainOnDrift,
                "",
                List.of(),
                List.of());
    }
}
