// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Six days of {@code age} and {@code region}; on the last two days age is in alarm. */
class TimelinesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static VersionScope scope;

    @BeforeAll
    static void plant() {
        POSTGRES.storage().jdbi().useHandle(TimelinesIT::plant);
    }

    private static void plant(Handle handle) {
        int model =
                handle.createQuery("insert into model (name) values ('credit') returning id")
                        .mapTo(Integer.class)
                        .one();
        int version =
                handle.createQuery(
                                """
                                insert into model_version (model_id, version, task, signature)
                                values (:model, '1', 'binary_classification', '{}') returning id
                                """)
                        .bind("model", model)
                        .mapTo(Integer.class)
                        .one();
        scope = new VersionScope(version, "production");
        handle.createUpdate(
                        """
                        insert into drift_verdict (version_id, environment, window_start, window_end,
                          role, name, test, label, is_primary, reference_id, n_reference, n, missing,
                          effect, verdict, alarm_state, reason, detail, new_categories)
                        select :version, 'production', day, day + interval '1 day', 'FEATURE', name, test,
                               to_char(day at time zone 'UTC', 'YYYY-MM-DD'), test = 'ks', 1, 500, 90, 10,
                               case when test = 'ks' and d > 0 then
                                 case when name = 'age' then 0.1 * d else 0.05 end end,
                               case when test <> 'ks' then null when d = 0 then 'INCONCLUSIVE'
                                    when name = 'age' and d >= 3 then 'DRIFTED' else 'STABLE' end,
                               case when test <> 'ks' then null
                                    when name = 'age' and d >= 4 then 'ALARM'
                                    when name = 'age' and d = 3 then 'WATCH' else 'CLEAR' end,
                               '', '{}', '{}'
                          from generate_series(0, 5) d,
                               lateral (select timestamptz '2026-01-01Z' + d * interval '1 day' as day) w,
                               unnest(array['age', 'region']) name, unnest(array['ks', 'psi']) test
                        """)
                .bind("version", version)
                .execute();
        handle.createUpdate(
                        """
                        insert into performance_window (version_id, environment, window_start,
                          window_end, metric, estimated, label, n, labelled, value, successes, trials,
                          mature, first_event, last_event)
                        select :version, 'production', day, day + interval '1 day', metric, estimated,
                               to_char(day at time zone 'UTC', 'YYYY-MM-DD'), 100, 60,
                               case when d < 5 then 0.9 - 0.01 * d end, -1, -1, true, day, day
                          from generate_series(0, 5) d,
                               lateral (select timestamptz '2026-01-01Z' + d * interval '1 day' as day) w,
                               unnest(array['accuracy', 'f1']) metric, unnest(array[true, false]) estimated
                        """)
                .bind("version", version)
                .execute();
    }

    private static Timelines timelines() {
        return new Timelines(POSTGRES.storage().jdbi());
    }

    @Test
    void drift_isAStepForEachWindow() {
        List<DriftStep> steps = timelines().drift(scope, Instant.MIN, Instant.MAX, 100);

        assertEquals(6, steps.size());
        DriftStep last = steps.get(5);
        assertEquals("2026-01-06", last.label());
        assertEquals(2, last.columns());
        assertEquals(1, last.drifted());
        assertEquals(1, last.alarm());
        assertEquals(0, last.watch());
        assertEquals(0.5, last.effect(), 1e-12);
        assertEquals(Column.feature("age"), last.worst());
        assertEquals(1, steps.get(3).watch());
    }

    @Test
    void drift_withoutAnyEffect_hasNoWorstColumn() {
        DriftStep first = timelines().drift(scope, Instant.MIN, Instant.MAX, 100).get(0);

        assertEquals(2, first.inconclusive());
        assertTrue(Double.isNaN(first.effect()));
        assertNull(first.worst());
    }

    /** Of a stretch the newest windows are kept, oldest first. */
    @Test
    void limit_keepsTheNewest() {
        List<DriftStep> steps = timelines().drift(scope, Instant.MIN, Instant.MAX, 2);

        assertEquals(
                List.of("2026-01-05", "2026-01-06"), steps.stream().map(DriftStep::label).toList());
        assertEquals(
                List.of("2026-01-02", "2026-01-03"),
                timelines().performance(scope, "accuracy", day(0), day(3), 2).stream()
                        .map(PerformanceValue::label)
                        .toList());
    }

    @Test
    void performance_isOfOneMetricAndMeasured() {
        List<PerformanceValue> values =
                timelines().performance(scope, "f1", Instant.MIN, Instant.MAX, 100);

        assertEquals(6, values.size());
        assertTrue(values.stream().allMatch(v -> v.metric().equals("f1") && !v.estimated()));
        assertTrue(Double.isNaN(values.get(5).value()), "labels of the last day are not there yet");
    }

    @Test
    void columns_areThoseOfTheNewestWindow() {
        ColumnCounts counts =
                new FleetPages(POSTGRES.storage().jdbi()).columns(List.of(scope)).get(scope);

        assertEquals("2026-01-06", counts.label());
        assertEquals(2, counts.columns());
        assertEquals(1, counts.alarm());
        assertEquals(1, counts.clear());
        assertEquals(100, counts.predictions(), "also rows whose value is missing");
    }

    @Test
    void fleet_asksForEachMetricOnItsOwn() {
        FleetPages fleet = new FleetPages(POSTGRES.storage().jdbi());
        VersionScope nobody = new VersionScope(scope.versionId(), "staging");

        Map<VersionScope, List<PerformanceValue>> found =
                fleet.performance(Map.of(scope, "accuracy", nobody, "f1"), 3);

        assertEquals(1, found.size());
        assertEquals(
                List.of("2026-01-04", "2026-01-05", "2026-01-06"),
                found.get(scope).stream().map(PerformanceValue::label).toList());
    }

    private static Instant day(int index) {
        return START.plus(index, ChronoUnit.DAYS);
    }
}
