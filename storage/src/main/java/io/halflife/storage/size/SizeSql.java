// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.size;

/**
 * The questions of {@link VersionSizes}. A row's bytes are those of its variable columns as they
 * are stored, and a constant for the others, its header and its entry in the primary key's index;
 * {@code pg_column_size} of a column does not fetch what is stored outside of the row.
 */
final class SizeSql {

    /** Of the log by key: the newest come last, so they are read first. */
    static final String PREDICTIONS =
            """
            select version_id, count(*) as n, cast(sum(bytes) as bigint) as bytes
              from (select version_id,
                           180 + pg_column_size(numeric_features)
                           + pg_column_size(categorical_features)
                           + coalesce(pg_column_size(probabilities), 0)
                           + coalesce(pg_column_size(id_text), 0)
                           + coalesce(pg_column_size(predicted_class), 0)
                           + coalesce(pg_column_size(tags), 0)
                           + coalesce(pg_column_size(extra), 0)
                           + coalesce(pg_column_size(trace_id), 0) as bytes
                      from prediction where model_id = :model
                     order by event_time desc limit :limit) p
             group by version_id
            """;

    static final String PREDICTIONS_SLIM =
            """
            select version_id, count(*) as n, cast(sum(bytes) as bigint) as bytes
              from (select version_id,
                           165 + coalesce(pg_column_size(predicted_class), 0)
                           + coalesce(pg_column_size(probabilities), 0) as bytes
                      from prediction_slim where model_id = :model
                     order by event_time desc limit :limit) p
             group by version_id
            """;

    /** With features are the windows since the oldest row that has them. */
    static final String ANALYSED =
            """
            with oldest as (select min(event_time) as at from prediction where model_id = :model),
                 slim as (select min(event_time) as at from prediction_slim where model_id = :model)
            select v.id as version_id, cast(sum(w.n) as bigint) as n
              from model_version v
              join window_volume w on w.version_id = v.id
             where v.model_id = :model
               and case when :slim
                        then w.window_start < (select at from oldest)
                             and w.window_end > (select at from slim)
                        else w.window_start >= (select at from oldest) end
             group by v.id
            """;

    /** A reference's rows have one signature: a hundred of them tell the size of all. */
    static final String REFERENCE_ROWS =
            """
            select r.version_id, cast(sum(r.row_count) as bigint) as n,
                   cast(round(sum(r.row_count * s.mean)) as bigint) as bytes,
                   bool_or(r.row_count > 100) as estimated
              from reference_state r
             cross join lateral (
                   select avg(150 + pg_column_size(numeric_features)
                              + pg_column_size(categorical_features)
                              + coalesce(pg_column_size(probabilities), 0)) as mean
                     from (select * from reference_row w
                            where w.reference_id = r.reference_id limit 100) few) s
             where r.version_id = any(:versions) and r.kind = 'rows' and r.row_count > 0
               and s.mean is not null
             group by r.version_id
            """;

    static final String REFERENCE_PROFILES =
            """
            select r.version_id, count(*) as n,
                   cast(sum(200 + pg_column_size(p.profile)) as bigint) as bytes,
                   false as estimated
              from reference_version r
              join reference_profile p on p.reference_id = r.id
             where r.version_id = any(:versions)
             group by r.version_id
            """;

    /** The newest window's rows times the windows; those of before V18 have no volume. */
    static final String RESULTS =
            """
            select v.id as version_id, c.windows * (f.n + d.n) as n,
                   c.windows * (f.bytes + d.bytes) as bytes, c.windows > 1 as estimated
              from unnest(cast(:versions as int[])) as v(id)
             cross join lateral (
                   select environment, window_start, window_end from feature_profile
                    where version_id = v.id
                    order by version_id desc, environment desc, window_start desc, window_end desc
                    limit 1) w
             cross join lateral (
                   select count(*) as n,
                          coalesce(sum(260 + pg_column_size(profile)
                                       + coalesce(pg_column_size(outline), 0)), 0) as bytes
                     from feature_profile p
                    where p.version_id = v.id and p.environment = w.environment
                      and p.window_start = w.window_start and p.window_end = w.window_end) f
             cross join lateral (
                   select count(*) as n,
                          coalesce(sum(420 + pg_column_size(reason)
                                       + pg_column_size(detail)), 0) as bytes
                     from drift_verdict p
                    where p.version_id = v.id and p.environment = w.environment
                      and p.window_start = w.window_start and p.window_end = w.window_end) d
             cross join lateral (
                   select greatest(1, coalesce(
                            nullif((select count(*) from window_volume
                                     where version_id = v.id and n > 0), 0),
                            (select count(distinct (environment, window_start, window_end))
                               from performance_window where version_id = v.id))) as windows) c
            """;

    private SizeSql() {}
}
