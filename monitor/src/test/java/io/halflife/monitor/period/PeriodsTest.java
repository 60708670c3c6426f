// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.period;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.period.Period.Effect;
import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeriodsTest {

    private static final Column INCOME = Column.feature("income");
    private static final Column AGE = Column.feature("age");

    private static Window hours(long from, long to) {
        return new Window(Instant.ofEpochSecond(3600 * from), Instant.ofEpochSecond(3600 * to));
    }

    private static Period period(long id, Effect effect, Window stretch, String... features) {
        return new Period(id, effect, stretch, Set.of(features), "reason " + id);
    }

    @Test
    void marks_areOfWindowsThatShareAnInstant() {
        Periods outage = new Periods(List.of(period(1, Effect.EXCLUDED, hours(10, 12))));

        assertEquals("reason 1", outage.of(INCOME, hours(0, 24)).excluded());
        assertEquals("reason 1", outage.of(INCOME, hours(11, 12)).excluded());
        assertFalse(outage.of(INCOME, hours(9, 10)).isExcluded(), "half-open at its start");
        assertFalse(outage.of(INCOME, hours(12, 13)).isExcluded(), "half-open at its end");
        assertFalse(outage.of(INCOME, hours(0, 24)).isMuted());
        assertEquals(Optional.of("reason 1"), outage.exclusion(hours(0, 24)));
    }

    /** A feature may be called like an output; a period that names features is of no output. */
    @Test
    void namedFeatures_areAloneConcerned() {
        Periods some = new Periods(List.of(period(1, Effect.EXCLUDED, hours(0, 9), "income")));

        assertTrue(some.isExcluded(INCOME, hours(1, 2)));
        assertFalse(some.isExcluded(AGE, hours(1, 2)));
        assertFalse(some.isExcluded(new Column(Role.LABEL, "income"), hours(1, 2)));
        assertEquals(Optional.empty(), some.exclusion(hours(1, 2)));
        assertEquals(List.of(hours(0, 24)), some.remaining(hours(0, 24)));
        assertEquals(List.of(hours(9, 24)), some.remaining(hours(0, 24), INCOME));
    }

    @Test
    void marks_doNotDependOnTheOrderOfSetting() {
        List<Period> both =
                List.of(period(2, Effect.MUTED, hours(0, 5)), period(1, Effect.MUTED, hours(3, 9)));
        List<Period> turned = new ArrayList<>(both);
        Collections.reverse(turned);

        assertEquals("reason 2", new Periods(both).of(AGE, hours(4, 5)).muted());
        assertEquals(new Periods(both), new Periods(turned));
    }

    @Test
    void remaining_isTheStretchWithoutOverlappingGaps() {
        Periods three =
                new Periods(
                        List.of(
                                period(1, Effect.EXCLUDED, hours(-5, 2)),
                                period(2, Effect.EXCLUDED, hours(4, 8)),
                                period(3, Effect.EXCLUDED, hours(6, 9)),
                                period(4, Effect.MUTED, hours(10, 11))));

        assertEquals(List.of(hours(2, 4), hours(9, 24)), three.remaining(hours(0, 24)));
        assertEquals(List.of(hours(0, 2), hours(4, 9)), three.excludedStretches(hours(0, 24)));
        assertEquals(List.of(), three.remaining(hours(5, 7)));
        assertEquals(List.of(hours(2, 4)), three.remaining(hours(2, 4)));
    }

    /** Law: an hour is left exactly when no excluded period touches it. */
    @Test
    void remaining_ofRandomPeriods_isWhatNoneTouches() {
        long seed = 6173;
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<Period> all = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                int from = random.nextInt(30) - 5;
                all.add(
                        period(
                                i,
                                random.nextBoolean() ? Effect.MUTED : Effect.EXCLUDED,
                                hours(from, from + 1 + random.nextInt(8))));
            }
            Periods periods = new Periods(all);
            List<Window> left = periods.remaining(hours(0, 24));
            for (int hour = 0; hour < 24; hour++) {
                Window each = hours(hour, hour + 1);
                boolean kept =
                        left.stream()
                                .anyMatch(
                                        w ->
                                                !w.start().isAfter(each.start())
                                                        && !w.end().isBefore(each.end()));
                assertEquals(
                        periods.exclusion(each).isEmpty(),
                        kept,
                        "seed " + seed + " round " + round + " hour " + hour + " " + all);
            }
        }
    }
}
