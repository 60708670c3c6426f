// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import io.halflife.monitor.analysis.BesideResult;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.window.Window;
import io.halflife.storage.json.DecayFitJson;
import io.halflife.storage.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/** Results in Postgres. Every question is one query. */
final class PostgresResultReader implements ResultReader {

    private static final String RUNS =
            """
            select * from analysis_run
             where version_id = :versionId and environment = :environment
             order by as_of desc limit :limit
            """;

    /** Everything that is keyed by a window can be asked for like this. */
    private static final String OF_WINDOWS =
            """
            select <columns> from <table>
             where version_id = :versionId and environment = :environment
               and window_start >= :from and window_start < :to <condition>
             order by window_start, window_end, <order>
            """;

    private static final String COLUMN_ORDER =
            "array_position(array['FEATURE', 'PREDICTION', 'PROBABILITY', 'LABEL'], role), name";

    private static final String DRIFT_ORDER = COLUMN_ORDER + ", is_primary desc, test";

    private static final String PROFILE_COLUMNS =
            "window_start, window_end, label, role, name, kind, n, missing, mean, std, min, q25,"
                    + " median, q75, max";

    private static final String OF_ONE_WINDOW =
            """
            select * from drift_verdict
             where version_id = :versionId and environment = :environment
               and window_start = :start and window_end = :end and <condition>
             order by <order>
            """;

    private final Jdbi jdbi;

    PostgresResultReader(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Optional<AnalysisRun> latestRun(VersionScope scope) {
        return runs(scope, 1).stream().findFirst();
    }

    @Override
    public List<AnalysisRun> runs(VersionScope scope, int limit) {
        return jdbi.withHandle(
                handle ->
                        in(scope, handle.createQuery(RUNS))
                                .bind("limit", limit)
                                .map(ResultRows::run)
                                .list());
    }

    @Override
    public List<DriftResult> drift(VersionScope scope, Instant from, Instant to) {
        return drift(scope, from, to, "");
    }

    @Override
    public List<DriftResult> primaryDrift(VersionScope scope, Instant from, Instant to) {
        return drift(scope, from, to, "and is_primary");
    }

    @Override
    public List<DriftResult> judged(VersionScope scope, Instant from, Instant to) {
        return drift(scope, from, to, "and (is_primary or test = 'missing_rate')");
    }

    private List<DriftResult> drift(
            VersionScope scope, Instant from, Instant to, String condition) {
        return jdbi.withHandle(
                handle ->
                        in(scope, handle.createQuery(OF_WINDOWS))
                                .define("columns", "*")
                                .define("table", "drift_verdict")
                                .define("condition", condition)
                                .define("order", DRIFT_ORDER)
                                .bind("from", from)
                                .bind("to", to)
                                .map(ResultRows::marked)
                                .list());
    }

    @Override
    public List<BesideResult> beside(VersionScope scope, Instant from, Instant to) {
        return jdbi.withHandle(
                handle ->
                        in(scope, handle.createQuery(OF_WINDOWS))
                                .define(
                                        "columns",
                                        "*, true as is_primary, 'CLEAR' as alarm_state,"
                                                + " -1 as reference_id")
                                .define("table", "drift_beside")
                                .define("condition", "")
                                .define("order", COLUMN_ORDER + ", comparison")
                                .bind("from", from)
                                .bind("to", to)
                                .map(
                                        row ->
                                                new BesideResult(
                                                        row.getColumn("comparison", String.class),
                                                        ResultRows.drift(row)))
                                .list());
    }

    @Override
    public List<DriftResult> findings(VersionScope scope, Window window) {
        return jdbi.withHandle(
                handle ->
                        of(scope, window, handle.createQuery(OF_ONE_WINDOW))
                                .define(
                                        "condition",
                                        "(is_primary or test in ('missing_rate', 'new_category'))")
                                .map(ResultRows::marked)
                                .list());
    }

    @Override
    public List<DriftResult> tests(VersionScope scope, Window window, Column column) {
        return jdbi.withHandle(
                handle ->
                        of(scope, window, handle.createQuery(OF_ONE_WINDOW))
                                .define("condition", "role = :role and name = :name")
                                .bind("role", column.role().name())
                                .bind("name", column.name())
                                .map(ResultRows::marked)
                                .list());
    }

    private static Query of(VersionScope scope, Window window, Query query) {
        return in(scope, query)
                .define("order", DRIFT_ORDER)
                .bind("start", window.start())
                .bind("end", window.end());
    }

    @Override
    public List<PerformanceValue> performance(VersionScope scope, Instant from, Instant to) {
        return jdbi.withHandle(
                handle ->
                        in(scope, handle.createQuery(OF_WINDOWS))
                                .define("columns", "*")
                                .define("table", "performance_window")
                                .define("condition", "")
                                .define("order", "metric, estimated")
                                .bind("from", from)
                                .bind("to", to)
                                .map(ResultRows::performance)
                                .list());
    }

    @Override
    public List<PerformanceValue> referencePerformance(long referenceId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select p.*, '' as label, false as estimated, true as mature,
                                               coalesce(s.first_event, r.created_at) as window_start,
                                               coalesce(s.last_event, r.created_at)
                                                 + interval '1 microsecond' as window_end,
                                               coalesce(s.first_event, r.created_at) as first_event,
                                               coalesce(s.last_event, r.created_at) as last_event
                                          from reference_performance p
                                          join reference_version r on r.id = p.reference_id
                                          left join reference_span s using (reference_id)
                                         where p.reference_id = :id
                                         order by p.metric
                                        """)
                                .bind("id", referenceId)
                                .map(ResultRows::performance)
                                .list());
    }

    @Override
    public List<StoredProfile> profiles(VersionScope scope, Instant from, Instant to) {
        return profiles(scope, from, to, null);
    }

    @Override
    public List<StoredProfile> profiles(
            VersionScope scope, Instant from, Instant to, Column column) {
        return jdbi.withHandle(
                handle -> {
                    Query query =
                            in(scope, handle.createQuery(OF_WINDOWS))
                                    .define("columns", PROFILE_COLUMNS)
                                    .define("table", "feature_profile")
                                    .define("condition", "")
                                    .define("order", COLUMN_ORDER)
                                    .bind("from", from)
                                    .bind("to", to);
                    if (column != null) {
                        query.define("condition", "and role = :role and name = :name")
                                .bind("role", column.role().name())
                                .bind("name", column.name());
                    }
                    return query.map(ResultRows::profile).list();
                });
    }

    @Override
    public List<DecayFit> decay(VersionScope scope) {
        return jdbi.withHandle(
                handle ->
                        in(
                                        scope,
                                        handle.createQuery(
                                                """
                                                select body from decay_fit
                                                 where version_id = :versionId
                                                   and environment = :environment
                                                   and as_of = (select max(as_of) from analysis_run
                                                                 where version_id = :versionId
                                                                   and environment = :environment)
                                                 order by metric, range
                                                """))
                                .map(PostgresResultReader::fit)
                                .list());
    }

    private static DecayFit fit(RowView row) {
        return DecayFitJson.read(Json.read(row.getColumn("body", String.class)));
    }

    @Override
    public List<StoredRequest> requests(int modelId, String environment) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select r.*, m.name as model, v.version
                                          from retraining_request r
                                          join model m on m.id = r.model_id
                                          join model_version v on v.id = r.version_id
                                         where r.model_id = :modelId and r.environment = :environment
                                         order by r.created_at, r.as_of, r.request_id
                                        """)
                                .bind("modelId", modelId)
                                .bind("environment", environment)
                                .map(ResultRows::request)
                                .list());
    }

    @Override
    public Optional<ReferenceState> reference(int versionId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select * from reference_state where version_id = :versionId
                                         order by in_force desc,
                                                  array_position(
                                                    array['FROZEN', 'COLLECTING', 'FAILED'], state),
                                                  reference_id desc limit 1
                                        """)
                                .bind("versionId", versionId)
                                .map(ReferenceState::of)
                                .findOne());
    }

    private static Query in(VersionScope scope, Query query) {
        return query.bind("versionId", scope.versionId()).bind("environment", scope.environment());
    }
}
