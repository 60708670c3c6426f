// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Counters over a real database. */
class ServingReaderIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final double LIMIT = 0.1;

    private final ServingReader reader = new ServingReader();
    private VersionScope scope;
    private int reports;

    @BeforeEach
    void plant() {
        int version =
                POSTGRES.storage()
                        .jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        with m as (insert into model (name)
                                                          values ('m' || gen_random_uuid())
                                                          returning id)
                                                        insert into model_version
                                                          (model_id, version, task, signature)
                                                        select id, '1', 'regression', '{}' from m
                                                        returning id
                                                        """)
                                                .mapTo(Integer.class)
                                                .one());
        scope = new VersionScope(version, "production");
    }

    /** So many answers of each kind, half of the latencies above the limit. */
    private void report(Instant start, int good, int failed) {
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        insert into latency_summary (model_id, instance,
                                          interval_id, start_time, end_time, version_id,
                                          environment, total, resolution, explicit_bounds,
                                          bounds_n, responses, content_hash)
                                        select model_id, 'i', ?, ?, ?, id, 'production', ?,
                                               'bounds', array[0.05, 0.2, 0.4],
                                               array[?, 0, ?, 0]::bigint[],
                                               jsonb_build_object('2xx', ?, '5xx', ?), 0
                                          from model_version where id = ?
                                        """,
                                        "r" + reports++,
                                        start,
                                        start.plusSeconds(60),
                                        2 * good,
                                        good,
                                        good,
                                        good,
                                        failed,
                                        scope.versionId()));
    }

    private ServingCount countedAt(Instant now, double limit) {
        return POSTGRES.storage()
                .jdbi()
                .inTransaction(
                        handle ->
                                reader.read(
                                                handle,
                                                List.of(new ServingPlace(scope, now, limit)),
                                                now)
                                        .get(scope)
                                        .counted());
    }

    @Test
    void counters_growByWhatIsReportedLate() {
        report(NOON.minusSeconds(300), 50, 1);
        assertEquals(ServingCount.NONE, countedAt(NOON, LIMIT), "what was there before");

        report(NOON.minusSeconds(240), 10, 3);
        report(NOON.minusSeconds(6000), 20, 0);
        ServingCount counted = countedAt(NOON.plusSeconds(60), LIMIT);

        assertEquals(30, counted.answers().get("ok"));
        assertEquals(3, counted.answers().get("server_error"));
        assertEquals(0, counted.answers().get("timeout"));
        assertEquals(60, counted.measured());
        assertEquals(30, counted.slow());
        assertEquals(counted, countedAt(NOON.plusSeconds(120), LIMIT), "nothing came");
        assertEquals(counted, countedAt(NOON.plus(Duration.ofHours(9)), LIMIT), "the past is past");
    }

    @Test
    void counters_readOnceAMinute() {
        countedAt(NOON, LIMIT);
        report(NOON.minusSeconds(60), 10, 0);

        assertEquals(0, countedAt(NOON.plusSeconds(59), LIMIT).measured());
        assertEquals(20, countedAt(NOON.plusSeconds(60), LIMIT).measured());
    }

    @Test
    void counters_ofAnotherLimit_doNotJudgeThePastAnew() {
        countedAt(NOON, 10);
        report(NOON.minusSeconds(60), 10, 0);
        assertEquals(0, countedAt(NOON.plusSeconds(60), 10).slow());

        ServingCount tightened = countedAt(NOON.plusSeconds(120), LIMIT);
        assertEquals(0, tightened.slow());
        assertEquals(20, tightened.measured());
        report(NOON.plusSeconds(60), 10, 0);
        assertEquals(10, countedAt(NOON.plusSeconds(180), LIMIT).slow());
    }

    @Test
    void stretches_holdTheMomentAndTwoHours() {
        var stretches = ServingCounters.stretches(NOON.plusSeconds(61));
        assertEquals(ServingCounters.STRETCHES, stretches.size());
        assertEquals(NOON, stretches.get(stretches.size() - 1).start());
        assertTrue(stretches.get(0).start().isBefore(NOON.minusSeconds(6000)));
    }
}
