// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.fleet;

/**
 * Models {@code model-001} and so on, analysed over days from 2026-01-01 on: four columns, one of
 * them in alarm in every tenth model on the last two days, accuracy falling from 1 by 0.001 a day.
 */
final class Fleets {

    private Fleets() {}

    static String of(int models, int days) {
        return """
                insert into model (name)
                select 'model-' || to_char(i, 'FM000') from generate_series(1, %1$d) i order by i;

                insert into model_version (model_id, version, task, positive_label, classes, signature)
                select id, '1', 'binary_classification', 'yes', array['no', 'yes'],
                       '{"inputs":[],"inferred":false}' from model order by id;

                insert into version_environment select id, 'production' from model_version;

                insert into analysis_run (version_id, environment, as_of, policy_revision, watermark,
                  windows, row_count, decision, decision_reason, forecast_streak, dataset_drift,
                  started_at)
                select id, 'production', timestamptz '2026-01-02 01:00Z' + d * interval '1 day', 0,
                       now(), 1, 1000, 'NONE', '', 0, false, now()
                  from model_version, generate_series(0, %2$d - 1) d;

                insert into drift_verdict (version_id, environment, window_start, window_end, role,
                  name, test, label, is_primary, reference_id, n_reference, n, missing, statistic, p,
                  p_adjusted, effect, drift_detected, verdict, alarm_state, reason, detail,
                  new_categories)
                select v.id, 'production', day, day + interval '1 day', 'FEATURE', 'f' || f, test,
                       to_char(day at time zone 'UTC', 'YYYY-MM-DD'), test = 'ks', 1, 5000, 990, 10,
                       0.1, 0.5, 0.5, 0.05, false,
                       case when test = 'ks' then 'STABLE' end,
                       case when test <> 'ks' then null
                            when f = 1 and v.id %% 10 = 0 and d >= %2$d - 2 then 'ALARM'
                            else 'CLEAR' end, '', '{}', '{}'
                  from model_version v, generate_series(0, %2$d - 1) d,
                       lateral (select timestamptz '2026-01-01Z' + d * interval '1 day' as day) w,
                       generate_series(1, 4) f, unnest(array['ks', 'psi']) test;

                insert into performance_window (version_id, environment, window_start, window_end,
                  metric, estimated, label, n, labelled, value, low, high, successes, trials, mature,
                  first_event, last_event)
                select v.id, 'production', day, day + interval '1 day', metric, false,
                       to_char(day at time zone 'UTC', 'YYYY-MM-DD'), 1000, 900, 1 - 0.001 * d,
                       null, null, -1, -1, true, day, day + interval '1 day'
                  from model_version v, generate_series(0, %2$d - 1) d,
                       lateral (select timestamptz '2026-01-01Z' + d * interval '1 day' as day) w,
                       unnest(array['accuracy', 'f1']) metric;

                analyze;
                """
                .formatted(models, days);
    }
}
