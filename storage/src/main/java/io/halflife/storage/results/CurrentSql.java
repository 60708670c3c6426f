// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

/**
 * The questions of {@link CurrentResults}. Each goes from the versions into indexes that begin with
 * (version_id, environment) and takes the newest entries; none reads a table through.
 */
final class CurrentSql {

    /** Walks from one analysed version to the next: runs are many, versions few. */
    static final String VERSIONS =
            """
            with recursive scope as (
              (select version_id, environment from analysis_run
                order by version_id, environment limit 1)
              union all
              select following.version_id, following.environment
                from scope
               cross join lateral (
                     select version_id, environment from analysis_run
                      where (version_id, environment) > (scope.version_id, scope.environment)
                      order by version_id, environment limit 1) following)
            select r.*, m.id as model_id, m.name as model, m.origin, v.version, v.task,
                   v.training_end, w.window_start, w.window_end, d.deployed_at
              from scope s
              join model_version v on v.id = s.version_id
              join model m on m.id = v.model_id and m.archived_at is null
             cross join lateral (
                   select * from analysis_run
                    where version_id = s.version_id and environment = s.environment
                    order by as_of desc limit 1) r
            """
                    + CurrentCut.BESIDE_SCOPE
                    + """
              left join lateral (
                   select window_start, window_end from drift_verdict w
                    where version_id = s.version_id and environment = s.environment
                      and
            """
                    + CurrentCut.holdsBeside("w")
                    + """
                    order by window_start desc, window_end desc limit 1) w on true
              left join lateral (
                   select max(occurred_at) as deployed_at from deployment
                    where model_id = m.id and environment = s.environment and version_id = v.id
                      and action in ('deployed', 'promoted', 'rolled_back')) d on true
             order by m.name, s.environment, r.as_of desc, v.id desc
            """;

    static final String JUDGED_MODELS =
            """
            select m.origin, count(*) as models
              from model m
             where m.archived_at is null
               and exists (select from model_version v
                             join version_environment e on e.version_id = v.id
                            where v.model_id = m.id)
             group by m.origin
            """;

    private static final String SCOPES =
            " from unnest(cast(:versions as int[]), cast(:environments as text[]))"
                    + " as s (version_id, environment) ";

    static final String VERDICTS =
            "select d.*"
                    + SCOPES
                    + CurrentCut.BESIDE_SCOPE
                    + """
                     cross join lateral (
                           select window_start, window_end from drift_verdict w
                            where version_id = s.version_id and environment = s.environment
                              and
                    """
                    + CurrentCut.holdsBeside("w")
                    + """
                            order by window_start desc, window_end desc limit 1) w
                      join drift_verdict d
                        on d.version_id = s.version_id and d.environment = s.environment
                       and d.window_start = w.window_start and d.window_end = w.window_end
                       and d.is_primary
                    """;

    private static final String NEWEST_PERFORMANCE =
            """
            (select * from performance_window w
              where version_id = s.version_id and environment = s.environment and not estimated
                and
            """
                    + CurrentCut.holdsBeside("w")
                    + """
              order by window_start desc, window_end desc limit :rows) newest
            """;

    static final String PERFORMANCE =
            "select p.*"
                    + SCOPES
                    + CurrentCut.BESIDE_SCOPE
                    + " cross join lateral (select distinct on (metric) * from "
                    + NEWEST_PERFORMANCE
                    + """
                      where mature and value is not null
                      order by metric, window_start desc, window_end desc) p
                    """;

    static final String COVERAGE =
            "select s.version_id, s.environment, c.n, c.labelled"
                    + SCOPES
                    + CurrentCut.BESIDE_SCOPE
                    + """
                     cross join lateral (
                       select cast(sum(n) as bigint) as n, cast(sum(labelled) as bigint) as labelled
                         from (select max(n) as n, max(labelled) as labelled from
                    """
                    + NEWEST_PERFORMANCE
                    + """
                               group by window_start, window_end
                               order by window_start desc limit :windows) windows) c
                     where c.n is not null
                    """;

    /** The end of the newest window of which any ground truth is known. */
    static final String LABELLED_UNTIL =
            "select s.version_id, s.environment, l.window_end as at"
                    + SCOPES
                    + CurrentCut.BESIDE_SCOPE
                    + """
                     cross join lateral (
                           select window_end from (
                             select window_end, labelled from performance_window w
                              where version_id = s.version_id and environment = s.environment
                                and not estimated and
                    """
                    + CurrentCut.holdsBeside("w")
                    + """
                              order by window_start desc, window_end desc limit :rows) newest
                            where labelled > 0 order by window_end desc limit 1) l
                    """;

    /**
     * From the newest prediction of the model backwards, which ends at the first of the version: a
     * version that stopped is looked for among the newest rows of the others, and no further.
     */
    static final String LAST_EVENTS =
            """
            select s.version_id, s.environment, l.event_time as at
              from unnest(cast(:versions as int[]), cast(:environments as text[]),
                          cast(:until as timestamptz[])) as s (version_id, environment, until)
              join model_version v on v.id = s.version_id
             cross join lateral (
                   select event_time from (
                     select event_time, version_id, environment from prediction
                      where model_id = v.model_id and event_time > s.until - interval '2 days'
                        and event_time <= s.until + interval '1 hour'
                      order by event_time desc limit :rows) newest
                    where newest.version_id = s.version_id
                      and newest.environment = s.environment
                    order by event_time desc limit 1) l
            """;

    static final String DECAY =
            "select f.*"
                    + SCOPES
                    + """
                     cross join lateral (
                           select as_of from analysis_run
                            where version_id = s.version_id and environment = s.environment
                            order by as_of desc limit 1) r
                      join decay_fit f
                        on f.version_id = s.version_id and f.environment = s.environment
                       and f.as_of = r.as_of and f.range = :range
                    """;

    static final String REFERENCE_PERFORMANCE =
            """
            select reference_id, metric, value from reference_performance
             where reference_id = any (:references) and value is not null
            """;

    private CurrentSql() {}
}
