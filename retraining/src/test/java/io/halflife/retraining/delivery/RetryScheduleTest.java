// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private static final Instant FIRST = Instant.parse("2026-11-22T08:20:00Z");

    /** A chance in the middle is no jitter. */
    private final RetrySchedule plain = new RetrySchedule(() -> 0.5);

    @Test
    void next_countsFromTheFirstAttempt() {
        List<String> offsets = new ArrayList<>();
        for (int attempts = 1; attempts <= 9; attempts++) {
            Instant next = plain.next(FIRST, attempts, FIRST).orElseThrow();
            offsets.add(Duration.between(FIRST, next).toString());
        }

        assertEquals(
                List.of(
                        "PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H", "PT20H",
                        "PT24H"),
                offsets);
    }

    @Test
    void next_afterTheTenthAttemptThereIsNone() {
        assertEquals(Optional.empty(), plain.next(FIRST, 10, FIRST));
        assertEquals(Optional.empty(), plain.next(FIRST, 11, FIRST));
    }

    /** A slow attempt, or a service that was down, does not bring an attempt into the past. */
    @Test
    void next_isNeverBeforeNow() {
        Instant now = FIRST.plus(Duration.ofHours(3));

        assertEquals(Optional.of(now), plain.next(FIRST, 2, now));
    }

    @Test
    void next_jitterIsAFifthOfTheGapAndKeepsTheOrder() {
        Random random = new Random(7);
        RetrySchedule schedule = new RetrySchedule(random::nextDouble);
        for (int round = 0; round < 1000; round++) {
            Instant before = FIRST;
            for (int attempts = 1; attempts < 10; attempts++) {
                Instant next = schedule.next(FIRST, attempts, FIRST).orElseThrow();
                Duration planned = RetrySchedule.OFFSETS.get(attempts);
                Duration gap = planned.minus(RetrySchedule.OFFSETS.get(attempts - 1));
                Duration off = Duration.between(FIRST.plus(planned), next).abs();
                assertTrue(off.toMillis() <= gap.toMillis() * 0.2, "seed 7: " + off + " of " + gap);
                assertTrue(next.isAfter(before), "seed 7");
                before = next;
            }
        }
    }

    @Test
    void next_jitterIsThere() {
        assertEquals(
                Optional.of(FIRST.plusMillis(4000)),
                new RetrySchedule(() -> 0).next(FIRST, 1, FIRST));
        assertFalse(
                new RetrySchedule(() -> 0.999)
                        .next(FIRST, 1, FIRST)
                        .orElseThrow()
                        .isBefore(FIRST.plusMillis(5990)));
    }

    @Test
    void next_withoutAnAttemptIsAMistake() {
        assertThrows(IllegalArgumentException.class, () -> plain.next(FIRST, 0, FIRST));
    }
}
