// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.window.Window;
import io.halflife.statistics.distribution.LogBuckets;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Three hours: single latencies in the first and in the second, a summary over minutes 60 to 90,
 * summaries without histogram in the third.
 */
class LatencyReaderIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final VersionScope SCOPE = new VersionScope(7, "production");

    @BeforeAll
    static void seed() {
        POSTGRES.storage().jdbi().useHandle(LatencyReaderIT::insert);
    }

    @Test
    void singleLatencies_ofManyMinutes_areAddedUp() {
        LatencyStep first = steps().get(0);

        assertEquals(30, first.count());
        assertEquals(0.010, first.quantile(0.5), 0.0001);
        assertEquals(0.5, first.quantile(1), 0.005);
        assertEquals(LatencyStep.Resolution.BUCKETS, first.resolution());
        assertEquals(Responses.NONE, first.responses());
    }

    @Test
    void summary_winsOverTheSingleLatenciesOfItsMinutes() {
        LatencyStep second = steps().get(1);

        assertEquals(100 + 5, second.count(), "the summary's and those of minute 95");
        assertEquals(LatencyStep.Resolution.BOUNDS, second.resolution());
        assertEquals(new Responses(97, 1, 4, 2, 1), second.responses());
        assertEquals(7.0 / 105, second.responses().errorRatio(), 1e-12);
        assertTrue(second.quantile(0.5) > 0.01 && second.quantile(0.5) <= 0.05 * 1.01);
    }

    @Test
    void percentilesOfASummary_areCountedAndNotMerged() {
        LatencyStep third = steps().get(2);

        assertEquals(0, third.count());
        assertEquals(40, third.withoutHistogram());
        assertTrue(Double.isNaN(third.quantile(0.99)));
        assertEquals(LatencyStep.Resolution.NONE, third.resolution());
        assertEquals(40, third.responses().ok());
    }

    @Test
    void longerStep_isTheMergeOfItsParts() {
        LatencyStep whole =
                reader().steps(SCOPE, START, START.plus(HOUR.multipliedBy(3)), HOUR.multipliedBy(3))
                        .get(0);

        assertEquals(135, whole.count());
        assertEquals(40, whole.withoutHistogram());
        assertEquals(LatencyStep.Resolution.PARTIAL, whole.resolution());
    }

    @Test
    void otherEnvironment_hasNothing() {
        VersionScope staging = new VersionScope(7, "staging");

        assertTrue(reader().steps(staging, START, START.plus(HOUR), HOUR).get(0).isEmpty());
    }

    @Test
    void span_isFromTheFirstMinuteUntilAfterTheLast() {
        assertEquals(
                Optional.of(new Window(START, START.plusSeconds(60 * 126))), reader().span(SCOPE));
        assertEquals(Optional.empty(), reader().span(new VersionScope(7, "staging")));
    }

    @Test
    void steps_lastOneEndsWithTheRange() {
        List<LatencyStep> steps = reader().steps(SCOPE, START, START.plusSeconds(5_400), HOUR);

        assertEquals(2, steps.size());
        assertEquals(START.plusSeconds(5_400), steps.get(1).window().end());
    }

    @Test
    void steps_tooMany_areRefused() {
        Instant end = START.plus(Duration.ofHours(LatencyReader.STEPS_MAX + 1L));

        assertThrows(IllegalArgumentException.class, () -> reader().steps(SCOPE, START, end, HOUR));
    }

    private static LatencyReader reader() {
        return new LatencyReader(POSTGRES.storage().jdbi());
    }

    private static List<LatencyStep> steps() {
        return reader().steps(SCOPE, START, START.plus(HOUR.multipliedBy(3)), HOUR);
    }

    private static void insert(Handle handle) {
        handle.execute("insert into model (name) values ('m')");
        handle.execute("alter sequence model_version_id_seq restart with 7");
        handle.execute(
                "insert into model_version (model_id, version, task, signature)"
                        + " select id, '1', 'regression', '{}' from model");
        for (int minute : new int[] {0, 30, 59}) {
            delta(handle, minute, 0.010, 9);
            delta(handle, minute, 0.5, 1);
        }
        delta(handle, 60, 9.0, 50);
        delta(handle, 89, 9.0, 50);
        delta(handle, 95, 0.010, 5);
        summary(
                handle,
                60,
                "'bounds', array[0.01, 0.05], array[10, 80, 10]::int8[], null",
                "{\"2xx\":97,\"4xx\":1,\"429\":4,\"5xx\":2,\"timeout\":1}",
                100);
        summary(
                handle,
                125,
                "'quantiles', null, null, '[[0.5,0.01],[0.99,0.2]]'",
                "{\"2xx\":\"40\"}",
                40);
    }

    private static void delta(Handle handle, int minute, double seconds, int n) {
        handle.execute(
                "insert into latency_delta (version_id, environment, minute, bucket, n, total,"
                        + " sum_seconds, min_seconds, max_seconds)"
                        + " values (7, 'production', ?, array[?]::int2[], array[?]::int4[], ?, ?, ?, ?)",
                START.plusSeconds(60L * minute),
                LogBuckets.bucketOf(seconds),
                n,
                n,
                n * seconds,
                seconds,
                seconds);
    }

    /** Half an hour from this minute on. */
    private static void summary(
            Handle handle, int minute, String figures, String responses, int total) {
        handle.execute(
                "insert into latency_summary (model_id, instance, interval_id, start_time, end_time,"
                        + " version_id, environment, total, resolution, explicit_bounds, bounds_n,"
                        + " quantiles, responses, content_hash)"
                        + " select id, 'a', ?, ?, ?, 7, 'production', ?, "
                        + figures
                        + ", ?::jsonb, 0 from model",
                "a/" + minute,
                START.plusSeconds(60L * minute),
                START.plusSeconds(60L * (minute + 30)),
                total,
                responses);
    }
}
