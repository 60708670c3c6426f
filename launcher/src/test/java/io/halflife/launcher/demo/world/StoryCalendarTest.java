// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StoryCalendarTest {

    private static final Duration GRACE = Duration.ofHours(1);

    @Test
    void lastDay_isYesterday_inUtc() {
        StoryCalendar calendar = endingBefore("2026-11-22T01:00:00Z");

        assertEquals(Instant.parse("2026-11-21T00:00:00Z"), calendar.start(119));
        assertEquals(Instant.parse("2026-07-25T00:00:00Z"), calendar.start(0));
    }

    /** Its evaluation would lie ahead, and no door takes what becomes known in the future. */
    @Test
    void lastDay_beforeYesterdayHasHadItsGrace_isTheDayBefore() {
        Instant now = Instant.parse("2026-11-22T00:59:59Z");
        StoryCalendar calendar = StoryCalendar.endingBefore(now, GRACE);

        assertEquals(Instant.parse("2026-11-20T00:00:00Z"), calendar.start(119));
        assertTrue(calendar.evaluation(119, GRACE).isBefore(now));
    }

    @Test
    void evaluation_isTheMidnightThatEndsTheDay_andTheGrace() {
        StoryCalendar calendar = endingBefore("2026-11-22T23:59:59Z");

        assertEquals(
                Instant.parse("2026-11-22T01:00:00Z"),
                calendar.evaluation(119, Duration.ofHours(1)));
    }

    @Test
    void age_countsFromTheMiddleOfTheFirstDay() {
        StoryCalendar calendar = endingBefore("2026-11-22T12:00:00Z");

        assertEquals(0, calendar.age(Instant.parse("2026-07-25T12:00:00Z")), 1e-12);
        assertEquals(2.5, calendar.age(Instant.parse("2026-07-28T00:00:00Z")), 1e-12);
        assertEquals(Instant.parse("2026-07-28T00:00:00Z"), calendar.atAge(2.5));
        assertEquals(-1, calendar.dayOf(Instant.parse("2026-07-24T23:59:59Z")));
    }

    /** ln(0.92 / 0.875) / 0.0005 = 100.30 days. */
    @Test
    void law_crossesItsThreshold_aboutDay100() {
        assertEquals(100.30, DecayLaw.DEMO.crossing(0.875), 0.01);
        assertEquals(1386.3, DecayLaw.DEMO.halfLifeDays(), 0.1);
        assertEquals(0.875, DecayLaw.DEMO.at(DecayLaw.DEMO.crossing(0.875)), 1e-12);
    }

    private static StoryCalendar endingBefore(String now) {
        return StoryCalendar.endingBefore(Instant.parse(now), GRACE);
    }
}
