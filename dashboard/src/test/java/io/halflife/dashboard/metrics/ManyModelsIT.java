// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.PostgresFixture;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Clock;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The size that the budget of series is made for: a scrape must not feel the history. */
class ManyModelsIT {

    private static final int MODELS = 50;
    private static final int FEATURES = 100;
    private static final int WINDOWS = 90;
    private static final int RUNS = 2_000;

    /** The first reading of a cold JVM on a busy machine is not what is measured. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** A warm reading keeps the deadline; the README says what was measured. */
    private static final Duration READ_MAX = ResultSource.DEADLINE;

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    @BeforeAll
    static void plant() {
        POSTGRES.storage().jdbi().useTransaction(ManyModelsIT::plant);
        POSTGRES.storage().jdbi().useHandle(handle -> handle.execute("analyze"));
    }

    private static void plant(Handle handle) {
        handle.execute("set local statement_timeout = 0");
        plantModels(handle);
        plantVerdicts(handle);
        plantPerformance(handle);
        plantRuns(handle);
        plantLatencies(handle);
    }

    private static void plantModels(Handle handle) {
        handle.execute(
                "insert into model (name) select 'm' || i from generate_series(1, ?) i", MODELS);
        handle.execute(
                "insert into model_version (model_id, version, task, signature)"
                        + " select id, '1', 'regression', '{\"inputs\":[]}' from model");
        handle.execute(
                "insert into version_environment (version_id, environment)"
                        + " select id, 'production' from model_version");
    }

    private static void plantVerdicts(Handle handle) {
        handle.execute(
                """
                insert into drift_verdict (version_id, environment, window_start, window_end, role,
                  name, test, label, is_primary, reference_id, n_reference, n, missing, statistic, p,
                  p_adjusted, effect, drift_detected, verdict, alarm_state, reason, detail,
                  new_categories)
                select v.id, 'production', now() - w * interval '1 day',
                       now() - (w - 1) * interval '1 day', 'FEATURE', 'feature_' || f, t.test, 'd' || w,
                       t.test = 'ks', 1, 1000, 1000, 10, 0.1, 0.5, 0.5, f / 100.0, false, 'STABLE',
                       'CLEAR', 'the judgement in words', '{"psi10": 0.01}', '{}'
                  from model_version v, generate_series(1, ?) w, generate_series(1, ?) f,
                       unnest(array['ks', 'psi']) t (test)
                """,
                WINDOWS,
                FEATURES);
    }

    private static void plantPerformance(Handle handle) {
        handle.execute(
                """
                insert into performance_window (version_id, environment, window_start, window_end,
                  metric, estimated, label, n, labelled, value, successes, trials, mature,
                  first_event, last_event)
                select v.id, 'production', now() - w * interval '1 day',
                       now() - (w - 1) * interval '1 day', m, false, 'd' || w, 1000, 950, 0.5, 0, 0,
                       true, now(), now()
                  from model_version v, generate_series(1, ?) w,
                       unnest(array['mae', 'rmse', 'mape', 'smape', 'r2', 'mean_error']) m
                """,
                WINDOWS);
    }

    private static void plantRuns(Handle handle) {
        handle.execute(
                """
                insert into analysis_run (version_id, environment, as_of, policy_revision, watermark,
                  windows, row_count, decision, decision_reason, forecast_streak, dataset_drift,
                  started_at)
                select v.id, 'production', now() - r * interval '5 minutes', 0, now(), 1, 1000, 'NONE',
                       '', 0, false, now() - interval '3 seconds'
                  from model_version v, generate_series(1, ?) r
                """,
                RUNS);
        handle.execute(
                """
                insert into decay_fit (version_id, environment, metric, range, as_of, status, body)
                select r.version_id, r.environment, m, 'all', r.as_of, 'INSUFFICIENT_DATA',
                       jsonb_build_object('metric', m, 'range', 'all', 'status', 'INSUFFICIENT_DATA',
                                          'reason', 'few', 'windows', 3)
                  from analysis_run r, unnest(array['mae', 'rmse', 'mape', 'smape', 'r2']) m
                """);
    }

    private static void plantLatencies(Handle handle) {
        handle.execute(
                """
                insert into latency_delta (version_id, environment, minute, bucket, n, total,
                  sum_seconds, min_seconds, max_seconds)
                select v.id, 'production', date_trunc('minute', now()) - s * interval '1 minute',
                       array[-120, -100], array[900, 100], 1000, 100, 0.09, 0.14
                  from model_version v, generate_series(1, 1440) s
                """);
    }

    @Test
    void reading_doesNotGrowWithTheHistory() {
        ResultSource source = new ResultSource(POSTGRES.storage(), Clock.systemUTC(), PATIENCE);
        source.get();
        Duration fastest = READ_MAX.multipliedBy(10);
        for (int i = 0; i < 5; i++) {
            ModelResults results = source.get();
            assertEquals(MODELS, results.versions().size());
            assertEquals(FEATURES, results.versions().get(0).verdicts().size());
            fastest = results.took().compareTo(fastest) < 0 ? results.took() : fastest;
        }
        System.out.println("reading " + MODELS + " models took " + fastest.toMillis() + " ms");
        assertTrue(fastest.compareTo(READ_MAX) < 0, fastest.toString());
    }

    @Test
    void scrape_staysWithinItsBudget() {
        try (ModelExporter exporter =
                ModelExporter.over(
                        new ResultSource(POSTGRES.storage(), Clock.systemUTC(), PATIENCE),
                        ExporterSettings.DEFAULTS,
                        Clock.systemUTC(),
                        Duration.ofSeconds(30))) {
            MetricSnapshots scrape = exporter.collect();

            long series = scrape.stream().mapToLong(family -> family.getDataPoints().size()).sum();
            System.out.println("a scrape of " + MODELS + " models has " + series + " series");
            assertTrue(series > MODELS * FeatureChoice.FEATURES_MAX * 4L, "series: " + series);
            assertTrue(series < 10_000, "series: " + series);
        }
    }
}
