// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.migrations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionsIT {

    private static final String NOW = "2026-11-22T12:00:00Z";

    private EmptyDatabase database;

    @BeforeEach
    void migrate() {
        database = EmptyDatabase.migrated();
    }

    @Test
    void ensure_dayOfTheCurrentMonth() {
        ensure("2026-11-22T08:15:30Z", NOW);

        assertEquals(List.of("prediction_d20261122"), predictions());
        assertEquals(List.of("ground_truth_m202611"), labels());
    }

    @Test
    void ensure_dayOfThePreviousMonth() {
        ensure("2026-10-01T00:00:00Z", NOW);

        assertEquals(List.of("prediction_d20261001"), predictions());
        assertEquals(List.of("ground_truth_m202610"), labels());
    }

    @Test
    void ensure_olderMonthIsOnePartition() {
        ensure("2026-09-30T23:59:59.999999Z", NOW);
        ensure("2026-09-01T00:00:00Z", NOW);
        ensure("1900-01-01T00:00:00Z", NOW);

        assertEquals(List.of("prediction_m190001", "prediction_m202609"), predictions());
    }

    /**
     * Days were made while it was current; a late row of another of its days gets a day as well.
     */
    @Test
    void ensure_olderMonthThatHasDays() {
        ensure("2026-09-10T00:00:00Z", "2026-09-10T00:00:00Z");
        ensure("2026-09-11T00:00:00Z", NOW);

        assertEquals(List.of("prediction_d20260910", "prediction_d20260911"), predictions());
    }

    /** History was loaded for it; it then became last month, because a clock went back. */
    @Test
    void ensure_monthPartitionServesAllItsDays() {
        ensure("2026-09-10T00:00:00Z", NOW);
        ensure("2026-09-11T00:00:00Z", "2026-09-12T00:00:00Z");

        assertEquals(List.of("prediction_m202609"), predictions());
    }

    /** A clock five minutes ahead must not turn the whole coming month into one partition. */
    @Test
    void ensure_firstInstantOfNextYear() {
        ensure("2027-01-01T00:00:00Z", "2026-12-31T23:57:00Z");

        assertEquals(List.of("prediction_d20270101"), predictions());
        assertEquals(bounds("2027-01-01", "2027-01-02"), boundsOf("prediction_d20270101"));
        assertEquals(bounds("2027-01-01", "2027-02-01"), boundsOf("ground_truth_m202701"));
    }

    @Test
    void ensure_lastInstantOfTheYear() {
        ensure("2026-12-31T23:59:59.999999Z", "2027-01-01T00:00:01Z");

        assertEquals(List.of("prediction_d20261231"), predictions());
        assertEquals(bounds("2026-12-31", "2027-01-01"), boundsOf("prediction_d20261231"));
        assertEquals(bounds("2026-12-01", "2027-01-01"), boundsOf("ground_truth_m202612"));
    }

    @Test
    void ensure_leapDay() {
        ensure("2028-02-29T23:59:59Z", "2028-03-31T00:00:00Z");
        ensure("2024-02-29T12:00:00Z", "2028-03-31T00:00:00Z");

        assertEquals(List.of("prediction_d20280229", "prediction_m202402"), predictions());
        assertEquals(bounds("2028-02-29", "2028-03-01"), boundsOf("prediction_d20280229"));
        assertEquals(bounds("2024-02-01", "2024-03-01"), boundsOf("prediction_m202402"));
    }

    /** Rows one microsecond apart are in neighbouring partitions, and none is refused. */
    @Test
    void ensure_midnightPartsNeighbours() {
        for (String at : List.of("2026-11-21T23:59:59.999999Z", "2026-11-22T00:00:00Z")) {
            ensure(at, NOW);
            insert(at);
        }

        assertEquals(
                List.of("prediction_d20261121", "prediction_d20261122"),
                database.column(
                        "select tableoid::regclass::text from prediction order by event_time"));
    }

    /** Days are those of UTC, wherever the session is. */
    @Test
    void ensure_sessionInAnotherZone() {
        database.execute(
                "set timezone = 'Pacific/Kiritimati';" + call("2026-11-22T23:30:00Z", NOW));

        assertEquals(List.of("prediction_d20261122"), predictions());
        assertEquals(bounds("2026-11-22", "2026-11-23"), boundsOf("prediction_d20261122"));
        insert("2026-11-22T00:00:00Z");
    }

    @Test
    void ensure_againIsNothing() {
        ensure("2026-11-22T08:15:30Z", NOW);
        ensure("2026-11-22T23:15:30Z", NOW);

        assertEquals(List.of("prediction_d20261122"), predictions());
    }

    @Test
    void ensure_withoutAClockIsNow() {
        Instant now = Instant.now();
        database.execute("select halflife_ensure_partitions('" + now + "')");

        String day = now.toString().substring(0, 10).replace("-", "");
        assertEquals(List.of("prediction_d" + day), predictions());
    }

    @Test
    void ensure_manyAtATime() {
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        IntStream.range(0, 8)
                .forEach(
                        i ->
                                calls.add(
                                        CompletableFuture.runAsync(
                                                () -> {
                                                    ensure("2026-11-2" + i + "T01:00:00Z", NOW);
                                                    ensure("2026-11-22T02:00:00Z", NOW);
                                                    ensure(
                                                            "2011-03-0" + (i + 1) + "T00:00:00Z",
                                                            NOW);
                                                })));
        calls.forEach(CompletableFuture::join);

        List<String> expected =
                new ArrayList<>(
                        IntStream.range(0, 8).mapToObj(i -> "prediction_d2026112" + i).toList());
        expected.add("prediction_m201103");
        assertEquals(expected, predictions());
    }

    /** On two sides of midnight two callers would choose differently; the second must follow. */
    @Test
    void ensure_callersWithDifferentClocks() {
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        for (String clock : List.of("2026-10-31T23:59:59Z", "2026-11-01T00:00:01Z")) {
            for (int day = 10; day < 18; day++) {
                String at = "2026-09-" + day + "T00:00:00Z";
                calls.add(CompletableFuture.runAsync(() -> ensure(at, clock)));
            }
        }
        calls.forEach(CompletableFuture::join);

        for (int day = 10; day < 18; day++) {
            insert("2026-09-" + day + "T00:00:00Z");
        }
    }

    /** Partitions have the parent's key, so a repeat is found in them. */
    @Test
    void ensure_partitionHasTheKey() {
        ensure("2026-11-22T08:15:30Z", NOW);

        assertEquals(
                List.of("PRIMARY KEY (model_id, event_time, prediction_id)"),
                database.column(
                        """
                        select pg_get_constraintdef(oid) from pg_constraint
                         where conrelid = 'prediction_d20261122'::regclass and contype = 'p'
                        """));
    }

    private void ensure(String at, String clock) {
        database.execute(call(at, clock));
    }

    private static String call(String at, String clock) {
        return "select halflife_ensure_partitions('%s', '%s')".formatted(at, clock);
    }

    private void insert(String at) {
        database.execute(
                """
                insert into prediction (model_id, event_time, prediction_id, version_id,
                    environment, numeric_features, categorical_features, non_finite, content_hash)
                values (1, '%s', gen_random_uuid(), 1, 'production', '{}', '{}', 0, 0)
                """
                        .formatted(at));
    }

    private List<String> predictions() {
        return partitionsOf("prediction");
    }

    private List<String> labels() {
        return partitionsOf("ground_truth");
    }

    private List<String> partitionsOf(String parent) {
        return database.column(
                "select inhrelid::regclass::text from pg_inherits where inhparent = '"
                        + parent
                        + "'::regclass order by 1");
    }

    private List<String> boundsOf(String partition) {
        return database.column(
                "select pg_get_expr(relpartbound, oid) from pg_class"
                        + " where oid = '"
                        + partition
                        + "'::regclass");
    }

    private static List<String> bounds(String from, String to) {
        return List.of(
                "FOR VALUES FROM ('%s 00:00:00+00') TO ('%s 00:00:00+00')".formatted(from, to));
    }
}
