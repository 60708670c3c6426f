// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.decay.PerformanceDirections;
import io.halflife.monitor.performance.PerformanceValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Performance and its decay in words: every figure with its unit, its interval and its n. */
public final class PerformanceWords {

    public static final int DECIMALS = 3;

    private PerformanceWords() {}

    /**
     * The newest window whose labels have come; while there is none, the newest that has any: the
     * first few labels of a window say little.
     */
    public static Optional<PerformanceValue> newest(List<PerformanceValue> oldestFirst) {
        Optional<PerformanceValue> mature = last(oldestFirst, PerformanceValue::mature);
        return mature.isPresent() ? mature : last(oldestFirst, value -> true);
    }

    private static Optional<PerformanceValue> last(
            List<PerformanceValue> oldestFirst, Predicate<PerformanceValue> condition) {
        return oldestFirst.stream()
                .filter(value -> Double.isFinite(value.value()))
                .filter(condition)
                .reduce((older, newer) -> newer);
    }

    /** "0.840 to 0.880"; the empty string where no interval is honest. */
    public static String interval(double low, double high) {
        return Double.isFinite(low) && Double.isFinite(high)
                ? Figures.number(low, DECIMALS) + " to " + Figures.number(high, DECIMALS)
                : "";
    }

    /** "half-life", or "doubling time" of an error. */
    public static String halving(String metric) {
        return PerformanceDirections.lowerIsBetter(metric) ? "doubling time" : "half-life";
    }

    /** "900 to 2,500 days"; "900 days or more" where it may be never. */
    public static String days(DecayFit.Interval days) {
        if (days == null || Double.isNaN(days.low()) || Double.isNaN(days.high())) {
            return "";
        }
        String low = Figures.number(days.low(), 0);
        return Double.isInfinite(days.high())
                ? (Double.isInfinite(days.low()) ? "" : low + " days or more")
                : low + " to " + Figures.number(days.high(), 0) + " days";
    }

    /** "2026-12-10 to 2027-01-20"; an end that does not exist is "never". */
    public static String dates(DecayFit.Crossing crossing) {
        return (crossing.low() == null ? "any time" : Figures.day(crossing.low()))
                + " to "
                + (crossing.high() == null ? "never" : Figures.day(crossing.high()));
    }

    /** What a run decided about retraining. */
    public static String decision(String decision) {
        return switch (decision) {
            case "RETRAIN_NOW" -> "retrain now";
            case "RETRAIN_PREDICTED" -> "retraining will be due";
            case "RETRAIN_ON_DRIFT" -> "retrain because the inputs moved";
            default -> "no retraining";
        };
    }

    /** Why there is no half-life, in two or three words; the empty string when there is one. */
    public static String refusal(DecayFit fit) {
        if (fit == null) {
            return "no labels yet";
        }
        return switch (fit.status()) {
            case INSUFFICIENT_DATA -> "too few windows";
            case DEGENERATE -> "nothing to fit";
            case POOR -> "no steady decay";
            case OK -> fit.halfLife().isEmpty() ? "not getting worse" : "";
        };
    }
}
