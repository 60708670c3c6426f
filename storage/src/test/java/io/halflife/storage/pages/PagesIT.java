// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.window.Window;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.pages.WindowPages.Counted;
import io.halflife.storage.pages.WindowPages.Results;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two columns over ten days; {@code age} is in alarm on days 2 to 4 and from day 7 on. */
class PagesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int DAYS = 10;
    private static final Column AGE = Column.feature("age");
    private static VersionScope scope;

    @BeforeAll
    static void seed() {
        int version = POSTGRES.storage().jdbi().withHandle(PagesIT::insertVersion);
        scope = new VersionScope(version, "production");
        POSTGRES.storage().jdbi().useHandle(PagesIT::insertVerdicts);
    }

    @Test
    void windows_pageByPage_areAllOfThemOnce() {
        WindowPages pages = new WindowPages(POSTGRES.storage().jdbi());
        List<Window> seen = new ArrayList<>();
        Window after = null;
        for (List<Counted> page = List.of(); seen.isEmpty() || !page.isEmpty(); ) {
            page = pages.windows(Results.DRIFT, scope, range(after, false), 3);
            page.forEach(counted -> seen.add(counted.window()));
            after = seen.get(seen.size() - 1);
        }

        assertEquals(days(), seen);
    }

    @Test
    void windows_newestFirst_continueBackwards() {
        WindowPages pages = new WindowPages(POSTGRES.storage().jdbi());

        List<Counted> page = pages.windows(Results.DRIFT, scope, range(day(5), true), 2);

        assertEquals(List.of(new Counted(day(4), 2), new Counted(day(3), 2)), page);
    }

    @Test
    void windows_respectTheHalfOpenRange() {
        WindowPages pages = new WindowPages(POSTGRES.storage().jdbi());
        WindowRange range = new WindowRange(day(2).start(), day(4).start(), null, false, false);

        List<Counted> page = pages.windows(Results.DRIFT, scope, range, 100);

        assertEquals(List.of(new Counted(day(2), 2), new Counted(day(3), 2)), page);
    }

    @Test
    void windows_ofAnotherEnvironment_areNone() {
        WindowPages pages = new WindowPages(POSTGRES.storage().jdbi());
        VersionScope staging = new VersionScope(scope.versionId(), "staging");

        assertEquals(List.of(), pages.windows(Results.DRIFT, staging, range(null, false), 100));
    }

    @Test
    void alarms_riseAndClear() {
        List<Alarm> alarms =
                new AlarmPages(POSTGRES.storage().jdbi())
                        .alarms(scope, Instant.MIN, Instant.MAX, null, 100);

        assertEquals(List.of(day(7), day(2)), alarms.stream().map(Alarm::raised).toList());
        assertTrue(alarms.get(0).isStanding());
        assertNull(alarms.get(0).clearedLabel());
        assertEquals(day(5), alarms.get(1).cleared());
        assertEquals("2026-01-06", alarms.get(1).clearedLabel());
        assertEquals(AGE, alarms.get(1).column());
        assertEquals(0.25, alarms.get(1).effect());
        assertTrue(Double.isNaN(alarms.get(1).pAdjusted()));
    }

    @Test
    void alarms_goOnAfterAPosition() {
        AlarmPages pages = new AlarmPages(POSTGRES.storage().jdbi());
        AlarmPages.Position last = new AlarmPages.Position(day(7).start(), AGE);

        List<Alarm> rest = pages.alarms(scope, Instant.MIN, Instant.MAX, last, 100);

        assertEquals(List.of(day(2)), rest.stream().map(Alarm::raised).toList());
    }

    private static WindowRange range(Window after, boolean newestFirst) {
        return new WindowRange(Instant.MIN, Instant.MAX, after, newestFirst, false);
    }

    private static List<Window> days() {
        List<Window> days = new ArrayList<>();
        for (int i = 0; i < DAYS; i++) {
            days.add(day(i));
        }
        return days;
    }

    private static Window day(int i) {
        Instant start = START.plus(Duration.ofDays(i));
        return new Window(start, start.plus(Duration.ofDays(1)));
    }

    private static String stateOf(int i) {
        return (i >= 2 && i < 5) || i >= 7 ? "ALARM" : "CLEAR";
    }

    private static int insertVersion(Handle handle) {
        return handle.createQuery(
                        """
                        with m as (insert into model (name) values ('credit-risk') returning id)
                        insert into model_version (model_id, version, task, signature)
                        select id, '1', 'regression', '{"inputs":[],"inferred":false}' from m
                        returning id
                        """)
                .mapTo(Integer.class)
                .one();
    }

    private static void insertVerdicts(Handle handle) {
        for (int i = 0; i < DAYS; i++) {
            insert(handle, i, "age", stateOf(i));
            insert(handle, i, "income", "CLEAR");
        }
    }

    private static void insert(Handle handle, int i, String name, String state) {
        handle.createUpdate(
                        """
                        insert into drift_verdict (version_id, environment, window_start, window_end,
                          role, name, test, label, is_primary, reference_id, n_reference, n, missing,
                          statistic, effect, verdict, alarm_state, reason, detail, new_categories)
                        values (:version, :environment, :start, :end, 'FEATURE', :name, 'ks', :label,
                          true, 1, 100, 50, 0, 0.2, 0.25, 'DRIFTED', :state, 'moved', '{}', '{}')
                        """)
                .bind("version", scope.versionId())
                .bind("environment", scope.environment())
                .bind("start", day(i).start())
                .bind("end", day(i).end())
                .bind("name", name)
                .bind("label", day(i).start().toString().substring(0, 10))
                .bind("state", state)
                .execute();
    }
}
