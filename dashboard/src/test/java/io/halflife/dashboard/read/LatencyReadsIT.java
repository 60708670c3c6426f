// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.dashboard.api.LatencyJson;
import io.halflife.http.problem.ProblemException;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.latency.LatencyReader;
import io.halflife.storage.latency.LatencyStep;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One latency in each of the hours 0, 1, 2 and 5 after 10:30. */
class LatencyReadsIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Instant START = Instant.parse("2026-01-01T10:30:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final VersionScope SCOPE = new VersionScope(1, "production");
    private static final List<String> HOURS = List.of("10", "11", "12", "13", "14", "15");

    @BeforeAll
    static void seed() {
        for (int hour : new int[] {0, 1, 2, 5}) {
            POSTGRES.storage()
                    .jdbi()
                    .useHandle(
                            handle ->
                                    handle.execute(
                                            "insert into latency_delta values (1, 'production', ?,"
                                                    + " array[-100]::int2[], array[1]::int4[], 1,"
                                                    + " 0.13, 0.13, 0.13)",
                                            START.plus(HOUR.multipliedBy(hour))));
        }
    }

    @Test
    void pages_forward_holdEveryHourOnce_gapsToo() {
        assertEquals(HOURS, all(query(Instant.MIN, Instant.MAX, false)));
    }

    @Test
    void pages_newestFirst_areTheSameBackwards() {
        List<String> backwards = new ArrayList<>(HOURS);
        Collections.reverse(backwards);

        assertEquals(backwards, all(query(Instant.MIN, Instant.MAX, true)));
    }

    @Test
    void range_takesStretchesThatStartInIt() {
        Instant from = Instant.parse("2026-01-01T10:45:00Z");
        Instant to = Instant.parse("2026-01-01T13:00:00Z");

        assertEquals(List.of("11", "12"), all(query(from, to, false)));
        assertEquals(List.of("12", "11"), all(query(from, to, true)));
    }

    @Test
    void step_withoutMeasurement_isThereAndEmpty() {
        List<LatencyStep> steps =
                page(query(Instant.parse("2026-01-01T13:00:00Z"), Instant.MAX, false)).items();

        assertTrue(steps.get(0).isEmpty());
        assertTrue(LatencyJson.step(steps.get(0)).get("p99_seconds").isNull());
        assertTrue(LatencyJson.step(steps.get(0)).get("error_ratio").isNull());
    }

    @Test
    void versionWithoutLatencies_isAnEmptyPage() {
        Page<LatencyStep> page =
                reads().page(
                                new VersionScope(2, "production"),
                                query(Instant.MIN, Instant.MAX, false),
                                HOUR,
                                cursors());

        assertEquals(List.of(), page.items());
        assertEquals(Optional.empty(), page.nextCursor());
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1M", "PT30S", "PT90S", "P32D", "PT-1H", "1h", ""})
    void step_thatIsNotOne_isRefused(String text) {
        ProblemException refused =
                assertThrows(ProblemException.class, () -> LatencyReads.step(text));

        assertEquals(422, refused.problem().status());
    }

    private static List<String> all(PageQuery query) {
        List<String> hours = new ArrayList<>();
        PageQuery next = query;
        for (int i = 0; i < 10; i++) {
            Page<LatencyStep> page = page(next);
            page.items().forEach(s -> hours.add(s.window().start().toString().substring(11, 13)));
            if (page.nextCursor().isEmpty()) {
                return hours;
            }
            next =
                    new PageQuery(
                            "",
                            "production",
                            query.from(),
                            query.to(),
                            query.newestFirst(),
                            2,
                            page.nextCursor().get());
        }
        throw new AssertionError("the pages do not end: " + hours);
    }

    private static Page<LatencyStep> page(PageQuery query) {
        return reads().page(SCOPE, query, HOUR, cursors());
    }

    private static LatencyReads reads() {
        return new LatencyReads(new LatencyReader(POSTGRES.storage().jdbi()));
    }

    private static Cursors cursors() {
        return new Cursors(CursorKey.of("0123456789abcdef0123456789abcdef"), "latency");
    }

    private static PageQuery query(Instant from, Instant to, boolean newestFirst) {
        return new PageQuery("", "production", from, to, newestFirst, 2, "");
    }
}
