// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.retraining;

import static io.halflife.monitor.figures.Figures.count;
import static io.halflife.monitor.figures.Figures.day;
import static io.halflife.monitor.figures.Figures.duration;
import static io.halflife.monitor.figures.Figures.number;
import static io.halflife.monitor.figures.Figures.probability;

import io.halflife.monitor.decay.PerformanceDirections;
import io.halflife.monitor.decay.Standing;
import io.halflife.monitor.drift.DatasetDrift;
import io.halflife.monitor.policy.DecaySettings.Trigger;
import io.halflife.monitor.policy.MonitoringPolicy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * When a model should be retrained (STATISTICS §4.3), in this order:
 *
 * <ul>
 *   <li><em>level</em>: the 95 % bound of the fit at the newest mature window is beyond the
 *       threshold, or <em>recent</em>: the 99 % bound of the last five pooled windows is;
 *   <li><em>strict seed</em>: the newest window alone is beyond it, under that trigger only;
 *   <li><em>predicted</em>: three evaluations in a row forecast a crossing within the horizon;
 *   <li><em>drift</em>: only if the policy retrains on drift, the model as a whole has drifted now
 *       and in two of the last three windows.
 * </ul>
 *
 * <p>What a fit that does not describe its windows says about the present counts only if the last
 * five windows, pooled, say it too: a dip that is over asks for nothing.
 *
 * <p>By default one window beyond the threshold decides nothing. It is said in the reason.
 */
public final class RetrainingRule {

    /** Evaluations in a row that make a forecast a decision. */
    public static final int FORECASTS_IN_A_ROW = 3;

    /** Windows of dataset drift among the last three that make a decision. */
    public static final int DRIFTING_WINDOWS_MIN = 2;

    public static final int DRIFTING_WINDOWS_SPAN = 3;

    private final MonitoringPolicy policy;

    public RetrainingRule(MonitoringPolicy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    /**
     * Decides.
     *
     * @param standing null when the metric cannot be held against a threshold
     * @param noStanding why it cannot be, in words; not looked at when it can
     * @param drift of the newest windows, newest first
     */
    public Ruling decide(Standing standing, String noStanding, List<DatasetDrift> drift) {
        if (standing != null && isTooBadNow(standing)) {
            return new Ruling(Decision.RETRAIN_NOW, nowWords(standing), evidence(standing));
        }
        if (standing != null && standing.isForecast(FORECASTS_IN_A_ROW)) {
            return new Ruling(
                    Decision.RETRAIN_PREDICTED, forecastWords(standing), evidence(standing));
        }
        if (policy.retrainOnDrift() && hasDrifted(drift)) {
            return new Ruling(Decision.RETRAIN_ON_DRIFT, driftWords(drift), evidence(drift.get(0)));
        }
        return standing == null
                ? new Ruling(Decision.NONE, "no decision: " + noStanding, Map.of())
                : new Ruling(Decision.NONE, noneWords(standing), evidence(standing));
    }

    private boolean isTooBadNow(Standing standing) {
        return standing.isLevelBeyond()
                || standing.isRecentBeyond()
                || (policy.decay().trigger() == Trigger.STRICT_SEED
                        && standing.isBeyond(standing.lastValue()));
    }

    private static boolean hasDrifted(List<DatasetDrift> drift) {
        long drifting =
                drift.stream().limit(DRIFTING_WINDOWS_SPAN).filter(DatasetDrift::isDrift).count();
        return !drift.isEmpty() && drift.get(0).isDrift() && drifting >= DRIFTING_WINDOWS_MIN;
    }

    private static String nowWords(Standing s) {
        if (s.isLevelBeyond()) {
            String also = s.poor() ? ", and so are " + lastWords(s) : "";
            return levelWords(s) + " is " + beyond(s) + also;
        }
        return s.isRecentBeyond()
                ? recentWords(s) + " is " + beyond(s)
                : windowWords(s) + ", is " + beyond(s) + ", and the trigger is one window";
    }

    private String forecastWords(Standing s) {
        // Between the crossing and the day on which the band, too, is beyond the threshold.
        String crosses = s.isBeyond(s.level()) ? " has met " : " will cross ";
        return s.metric()
                + crosses
                + number(s.threshold())
                + " on "
                + day(s.crossing())
                + " by the fit of "
                + count(s.windows(), "window")
                + " (trend p "
                + probability(s.slopeP())
                + "), within the horizon of "
                + duration(policy.decay().horizon())
                + " in "
                + s.forecastStreak()
                + " evaluations in a row";
    }

    private static String driftWords(List<DatasetDrift> drift) {
        DatasetDrift now = drift.get(0);
        return "the inputs drifted: "
                + now.alarms()
                + " of "
                + count(now.features(), "feature")
                + " in alarm, "
                + now.critical()
                + " of them critical, and the policy retrains on drift";
    }

    private static String noneWords(Standing s) {
        StringBuilder words = new StringBuilder();
        words.append(Double.isNaN(s.levelBound()) ? recentWords(s) : levelWords(s));
        if (s.isBeyond(s.levelBound())) {
            words.append(" is ").append(beyond(s)).append(", but its windows follow no");
            words.append(" exponential, and ").append(lastWords(s)).append(" are not");
        } else {
            words.append(" is not ").append(beyond(s));
        }
        if (s.forecastStreak() > 0) {
            words.append("; a crossing on ").append(day(s.crossing()));
            words.append(" was forecast in ").append(s.forecastStreak());
            boolean tooFew = s.forecastStreak() < FORECASTS_IN_A_ROW;
            words.append(tooFew ? " of " + FORECASTS_IN_A_ROW : "");
            words.append(" evaluations in a row").append(tooFew ? "" : uncountedWords(s));
        }
        if (s.isBeyond(s.lastValue())) {
            words.append("; ").append(windowWords(s)).append(", decides nothing");
        }
        return words.toString();
    }

    /** Why a forecast that is old enough decides nothing. */
    private static String uncountedWords(Standing s) {
        return s.isBeyond(s.levelBound())
                ? ", which does not count for the same reason"
                : ", which does not count: the fit is beyond the threshold, but its windows follow"
                        + " no exponential, and "
                        + lastWords(s)
                        + " are not";
    }

    private static String windowWords(Standing s) {
        return "window "
                + s.window()
                + " alone, with "
                + number(s.lastValue())
                + " over "
                + count(s.lastLabelled(), "label");
    }

    private static String lastWords(Standing s) {
        return "the last "
                + count(s.recentWindows(), "window")
                + " ("
                + number(s.recent())
                + " over "
                + count(s.recentLabelled(), "label")
                + ")";
    }

    private static String levelWords(Standing s) {
        return "the 95 % bound "
                + number(s.levelBound())
                + " of "
                + s.metric()
                + " by the fit of "
                + count(s.windows(), "window")
                + " (level "
                + number(s.level())
                + " at window "
                + s.window()
                + ")";
    }

    private static String recentWords(Standing s) {
        if (Double.isNaN(s.recentBound())) {
            return s.metric()
                    + " over "
                    + count(s.recentLabelled(), "label")
                    + " of the last "
                    + count(s.recentWindows(), "window")
                    + " has no bound yet, and so";
        }
        return "the 99 % bound "
                + number(s.recentBound())
                + " of "
                + s.metric()
                + " in "
                + lastWords(s);
    }

    private static String beyond(Standing s) {
        boolean error = PerformanceDirections.lowerIsBetter(s.metric());
        return (error ? "above" : "below") + " the threshold " + number(s.threshold());
    }

    private static Map<String, Double> evidence(Standing s) {
        Map<String, Double> evidence = new TreeMap<>();
        evidence.put("threshold", s.threshold());
        evidence.put("last_value", s.lastValue());
        evidence.put("last_labelled", (double) s.lastLabelled());
        evidence.put("windows", (double) s.windows());
        evidence.put("level", s.level());
        evidence.put("level_bound", s.levelBound());
        evidence.put("recent", s.recent());
        evidence.put("recent_bound", s.recentBound());
        evidence.put("recent_labelled", (double) s.recentLabelled());
        evidence.put("slope_p", s.slopeP());
        evidence.put("forecast_streak", (double) s.forecastStreak());
        evidence.put("seed_raw_trigger", s.isBeyond(s.lastValue()) ? 1.0 : 0.0);
        evidence.values().removeIf(value -> value.isNaN() || value.isInfinite());
        return evidence;
    }

    private static Map<String, Double> evidence(DatasetDrift drift) {
        return Map.of(
                "features", (double) drift.features(),
                "features_in_alarm", (double) drift.alarms(),
                "critical_in_alarm", (double) drift.critical());
    }
}
