// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.plant;

/** Many models of a month each, as SQL. */
final class FleetScript {

    private FleetScript() {}

    static String of(int models) {
        return """
                insert into model (name, tags)
                select 'fleet-' || to_char(i, 'FM0000'),
                       jsonb_build_object('team', (array['risk', 'sales', 'Größe', '東京'])[1 + i %% 4])
                  from generate_series(1, %d) i order by i;

                insert into model_version (model_id, version, task, positive_label, classes, signature)
                select id, '1', 'binary_classification', 'yes', array['no', 'yes'],
                       '{"inputs":[],"inferred":false}'
                  from model where name like 'fleet-%%' order by id;

                create temp table planted on commit drop as
                select v.id, v.model_id from model_version v join model m on m.id = v.model_id
                 where m.name like 'fleet-%%';

                insert into version_environment select id, 'production' from planted;

                insert into policy_revision (model_id, revision, body, writer)
                select model_id, 1, '{"slos":[{"kind":"latency","objective":0.99,"threshold":"PT0.2S"}]}',
                       'test' from planted where id %% 4 = 0;

                insert into analysis_run (version_id, environment, as_of, policy_revision, watermark,
                  windows, row_count, decision, decision_reason, forecast_streak, dataset_drift,
                  started_at)
                select id, 'production', timestamptz '2026-03-02 01:00Z' + d * interval '1 day', 0,
                       now(), 1, 1000, 'NONE', '', 0, false, now()
                  from planted, generate_series(0, 29) d;

                insert into drift_verdict (version_id, environment, window_start, window_end, role,
                  name, test, label, is_primary, reference_id, n_reference, n, missing, statistic, p,
                  p_adjusted, effect, drift_detected, verdict, alarm_state, reason, detail,
                  new_categories)
                select v.id, 'production', day, day + interval '1 day', 'FEATURE', 'f' || f, 'ks',
                       to_char(day, 'YYYY-MM-DD'), true, 1, 5000, 900 + v.id, 10,
                       0.1, 0.5, 0.5, 0.05, false, 'STABLE',
                       case when f <= v.id %% 7 - 3 then 'ALARM'
                            when f = 5 and v.id %% 11 = 0 then 'WATCH' else 'CLEAR' end,
                       '', '{}', '{}'
                  from planted v, generate_series(0, 29) d,
                       lateral (select timestamptz '2026-03-01Z' + d * interval '1 day' as day) w,
                       generate_series(1, 5) f;

                insert into performance_window (version_id, environment, window_start, window_end,
                  metric, estimated, label, n, labelled, value, low, high, successes, trials, mature,
                  first_event, last_event)
                select v.id, 'production', day, day + interval '1 day', 'accuracy', false,
                       to_char(day, 'YYYY-MM-DD'), 1000, 900, 0.95 - 0.001 * d - v.id / 100000.0,
                       null, null, -1, -1, true, day, day + interval '1 day'
                  from planted v, generate_series(0, 29) d,
                       lateral (select timestamptz '2026-03-01Z' + d * interval '1 day' as day) w;

                insert into latency_delta (version_id, environment, minute, bucket, n, total,
                  sum_seconds, min_seconds, max_seconds)
                select id, 'production', timestamptz '2026-03-30Z' + i * interval '1 hour',
                       array[100, 150 + id %% 50]::int2[], array[90, 10], 100, 1, 0.01, 0.2
                  from planted, generate_series(0, 5) i;
                """
                .formatted(models);
    }
}
