// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.world;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * The days of the story, in UTC: day 0 is the first, day 119 the last that is over and has had its
 * grace. Days before it have negative numbers, days after it go on counting.
 */
public record StoryCalendar(LocalDate firstDay) {

    /** Days of the story. */
    public static final int DAYS = 120;

    private static final double SECONDS_PER_DAY = 86_400;
    private static final double MIDDAY = 0.5;

    public StoryCalendar {
        Objects.requireNonNull(firstDay, "firstDay");
    }

    /**
     * The story whose last day is the newest that can be looked back on: yesterday, once the grace
     * after midnight is over.
     */
    public static StoryCalendar endingBefore(Instant now, Duration grace) {
        Instant closed = now.minus(grace);
        return new StoryCalendar(closed.atZone(ZoneOffset.UTC).toLocalDate().minusDays(DAYS));
    }

    /** The midnight at which the day starts. */
    public Instant start(int day) {
        return firstDay.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** When the day is looked back on: the midnight that ends it, and the grace. */
    public Instant evaluation(int day, Duration grace) {
        return start(day + 1).plus(grace);
    }

    public int dayOf(Instant instant) {
        return (int) Math.floor(daysSinceStart(instant));
    }

    /** Days since the middle of day 0: the t of the decay. */
    public double age(Instant instant) {
        return daysSinceStart(instant) - MIDDAY;
    }

    /** The instant of that age, to the second. */
    public Instant atAge(double days) {
        return start(0).plusSeconds(Math.round((days + MIDDAY) * SECONDS_PER_DAY));
    }

    double daysSinceStart(Instant instant) {
        Duration since = Duration.between(start(0), instant);
        return since.toMillis() / 1000.0 / SECONDS_PER_DAY;
    }
}
