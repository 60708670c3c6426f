// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.calibration;

import io.halflife.monitor.figures.Figures;
import io.halflife.monitor.window.CountWindows;
import io.halflife.monitor.window.DurationWindows;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.statistics.calibration.Season;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The season by which windows are compared with their reference, and why that one.
 *
 * @param reason in words
 */
public record SeasonChoice(Season season, String reason) implements Serializable {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    public SeasonChoice {
        Objects.requireNonNull(season, "season");
        Objects.requireNonNull(reason, "reason");
    }

    /** The whole reference, for this reason. */
    public static SeasonChoice pooled(String reason) {
        return new SeasonChoice(Season.POOLED, reason);
    }

    /**
     * What the policy wants where the reference allows it; where the policy wants nothing, the same
     * hour for windows shorter than a day once the reference covers seven days.
     *
     * @param wanted null: not set
     * @param first event time of the reference's first row; null, like last, when it has none
     */
    public static SeasonChoice of(Season wanted, WindowSpec windows, Instant first, Instant last) {
        if (wanted == Season.POOLED) {
            return pooled("set by the policy");
        }
        if (windows instanceof CountWindows) {
            return pooled("windows of a number of rows have no hour of their own");
        }
        if (first == null || last == null) {
            return pooled("the reference's rows carry no event time");
        }
        return wanted == null
                ? standard(windows, covered(first, last))
                : new SeasonChoice(wanted, "set by the policy");
    }

    private static SeasonChoice standard(WindowSpec windows, Duration covered) {
        Duration length = windows instanceof DurationWindows d ? d.length() : DAY;
        Season season = Season.standard(length, covered);
        if (season != Season.POOLED) {
            return new SeasonChoice(
                    season,
                    "windows are shorter than a day and the reference covers "
                            + Figures.count(covered.toDays(), "day"));
        }
        return pooled(
                length.compareTo(DAY) >= 0
                        ? "windows are not shorter than a day"
                        : "the reference covers less than " + Figures.duration(WEEK));
    }

    /** Hours that hold an event at either end count whole. */
    private static Duration covered(Instant first, Instant last) {
        return Duration.between(
                first.truncatedTo(ChronoUnit.HOURS),
                last.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
    }

    /** How a value of the reference is named: the whole of it, or the same hours. */
    public String words() {
        return switch (season) {
            case POOLED -> "of the reference";
            case SAME_HOUR -> "of the reference at the same hour";
            case SAME_HOUR_OF_WEEK -> "of the reference at the same hour of the week";
        };
    }
}
