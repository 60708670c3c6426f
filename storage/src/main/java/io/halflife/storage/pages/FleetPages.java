// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.pages;

import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.retraining.RetrainingReason;
import io.halflife.monitor.window.Window;
import io.halflife.storage.json.DecayFitJson;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.PolicyJson;
import io.halflife.storage.results.CurrentCut;
import io.halflife.storage.results.ResultRows;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * How many models stand, at once.
 *
 * <p>Law: each method is one query however many models are asked for, and it touches a bounded
 * number of rows per model, however long that has been watched. Blocking.
 */
public final class FleetPages {

    private static final String RUNS =
            """
            select distinct on (v.model_id, e.environment)
                   v.model_id, v.id as scope_version, e.environment as scope_environment, v.version,
                   v.task, r.*
              from model_version v
              join version_environment e on e.version_id = v.id
             cross join lateral (
               select * from analysis_run a
                where a.version_id = v.id and a.environment = e.environment
                order by a.as_of desc limit 1) r
             where v.model_id = any(:models)
             order by v.model_id, e.environment, r.as_of desc, v.id desc
            """;

    private static final String SCOPES =
            """
            from unnest(cast(:versions as int[]), cast(:environments as text[]),
                        cast(:metrics as text[])) as s(version_id, environment, metric)
            """;

    private static final String COLUMNS =
            """
            select s.version_id, s.environment, w.window_start, w.window_end, c.*
            """
                    + SCOPES
                    + CurrentCut.BESIDE_SCOPE
                    + """
                     cross join lateral (
                       select d.window_start, d.window_end from drift_verdict d
                        where d.version_id = s.version_id and d.environment = s.environment
                          and
                    """
                    + CurrentCut.holdsBeside("d")
                    + """
                        order by d.window_start desc, d.window_end desc limit 1) w
                     cross join lateral (
                       select coalesce(min(d.label), '') as label, count(*) as columns,
                              count(*) filter (where d.alarm_state = 'ALARM') as alarm,
                              count(*) filter (where d.alarm_state = 'WATCH') as watch,
                              count(*) filter (where d.alarm_state = 'CLEAR'
                                                 and d.verdict = 'INCONCLUSIVE') as inconclusive,
                              coalesce(max(d.n + d.missing), 0) as predictions
                         from drift_verdict d
                        where d.version_id = s.version_id and d.environment = s.environment
                          and d.window_start = w.window_start and d.window_end = w.window_end
                          and d.is_primary) c
                    """;

    private static final String PERFORMANCE =
            """
            select s.version_id as scope_version, s.environment as scope_environment, p.*
            """
                    + SCOPES
                    + CurrentCut.BESIDE_SCOPE
                    + """
                     cross join lateral (
                       select * from performance_window p
                        where p.version_id = s.version_id and p.environment = s.environment
                          and p.metric = s.metric and not p.estimated
                          and
                    """
                    + CurrentCut.holdsBeside("p")
                    + """
                        order by p.window_start desc, p.window_end desc limit :limit) p
                     order by p.window_start, p.window_end
                    """;

    private static final String FITS =
            """
            select s.version_id as scope_version, s.environment as scope_environment, f.body
            """
                    + SCOPES
                    + """
                     cross join lateral (
                       select body from decay_fit f
                        where f.version_id = s.version_id and f.environment = s.environment
                          and f.metric = s.metric and f.range = 'all'
                        order by f.as_of desc limit 1) f
                    """;

    private static final String NEWEST =
            """
            select distinct on (v.model_id) v.model_id, v.version, coalesce(r.state, '') as state,
                   exists (select from prediction p where p.model_id = v.model_id) as logged
              from model_version v
              left join lateral (
                select state from reference_state s where s.version_id = v.id
                 order by s.in_force desc,
                          array_position(array['FROZEN', 'COLLECTING', 'FAILED'], s.state),
                          s.reference_id desc limit 1) r on true
             where v.model_id = any(:models)
             order by v.model_id, v.id desc
            """;

    private final Jdbi jdbi;

    public FleetPages(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Per model and environment the version that was analysed last; models without a run are
     * absent.
     */
    public List<LatestRun> latestRuns(Collection<Integer> models) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(RUNS)
                                .bindArray("models", Integer.class, models.toArray())
                                .map(FleetPages::latestRun)
                                .list());
    }

    private static LatestRun latestRun(RowView row) {
        return new LatestRun(
                row.getColumn("model_id", Integer.class),
                row.getColumn("version", String.class),
                Task.valueOf(row.getColumn("task", String.class).toUpperCase(Locale.ROOT)),
                scope(row),
                ResultRows.run(row));
    }

    /**
     * A model's newest version and how far its reference has come.
     *
     * @param reference COLLECTING, FROZEN or PROFILED; the empty string when it has none
     * @param logged whether a prediction of the model is stored
     */
    public record Newest(String version, String reference, boolean logged) {
        public Newest {
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(reference, "reference");
        }
    }

    /** By model; models without a version are absent. */
    public Map<Integer, Newest> newestVersions(Collection<Integer> models) {
        Map<Integer, Newest> found = new LinkedHashMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(NEWEST)
                                .bindArray("models", Integer.class, models.toArray())
                                .map(
                                        row ->
                                                Map.entry(
                                                        row.getColumn("model_id", Integer.class),
                                                        new Newest(
                                                                row.getColumn(
                                                                        "version", String.class),
                                                                row.getColumn(
                                                                        "state", String.class),
                                                                row.getColumn(
                                                                        "logged", Boolean.class))))
                                .forEach(row -> found.put(row.getKey(), row.getValue())));
        return found;
    }

    /** The policies in force: what was set over the defaults of the task. */
    public Map<Integer, MonitoringPolicy> policies(Map<Integer, Task> tasks) {
        Map<Integer, MonitoringPolicy> policies = new LinkedHashMap<>();
        tasks.forEach((model, task) -> policies.put(model, MonitoringPolicy.defaults(task)));
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select distinct on (model_id) model_id, body
                                          from policy_revision where model_id = any(:models)
                                         order by model_id, revision desc
                                        """)
                                .bindArray("models", Integer.class, tasks.keySet().toArray())
                                .map(
                                        row ->
                                                Map.entry(
                                                        row.getColumn("model_id", Integer.class),
                                                        row.getColumn("body", String.class)))
                                .forEach(
                                        set ->
                                                policies.put(
                                                        set.getKey(),
                                                        PolicyJson.parse(
                                                                        Json.read(set.getValue()),
                                                                        tasks.get(set.getKey()))
                                                                .value())));
        return policies;
    }

    /** The columns of each version's newest judged window. */
    public Map<VersionScope, ColumnCounts> columns(Collection<VersionScope> scopes) {
        return byScope(COLUMNS, metrics(scopes), query -> query.map(FleetPages::counts).list());
    }

    private static Map.Entry<VersionScope, ColumnCounts> counts(RowView row) {
        return Map.entry(
                new VersionScope(
                        row.getColumn("version_id", Integer.class),
                        row.getColumn("environment", String.class)),
                new ColumnCounts(
                        new Window(
                                row.getColumn("window_start", Instant.class),
                                row.getColumn("window_end", Instant.class)),
                        row.getColumn("label", String.class),
                        row.getColumn("columns", Integer.class),
                        row.getColumn("alarm", Integer.class),
                        row.getColumn("watch", Integer.class),
                        row.getColumn("inconclusive", Integer.class),
                        row.getColumn("predictions", Long.class)));
    }

    /**
     * The newest windows of one metric each, oldest first, with those that have no value yet.
     *
     * @param metrics which metric of which version
     * @param windows at most this many of each
     */
    public Map<VersionScope, List<PerformanceValue>> performance(
            Map<VersionScope, String> metrics, int windows) {
        Map<VersionScope, List<PerformanceValue>> found = new LinkedHashMap<>();
        jdbi.useHandle(
                handle ->
                        bind(handle.createQuery(PERFORMANCE), metrics)
                                .bind("limit", windows)
                                .map(row -> Map.entry(scope(row), ResultRows.performance(row)))
                                .forEach(
                                        value ->
                                                found.computeIfAbsent(
                                                                value.getKey(),
                                                                scope -> new ArrayList<>())
                                                        .add(value.getValue())));
        return found;
    }

    /** The newest fit of one metric each, over all windows. */
    public Map<VersionScope, DecayFit> fits(Map<VersionScope, String> metrics) {
        return byScope(
                FITS,
                metrics,
                query ->
                        query.map(
                                        row ->
                                                Map.entry(
                                                        scope(row),
                                                        DecayFitJson.read(
                                                                Json.read(
                                                                        row.getColumn(
                                                                                "body",
                                                                                String.class)))))
                                .list());
    }

    /** A reference's own value of a metric, by reference; what it has none of is absent. */
    public Map<Long, Double> referenceValues(Map<Long, String> metrics) {
        Map<Long, Double> found = new LinkedHashMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select r.reference_id, r.value
                                          from unnest(cast(:references as bigint[]),
                                                      cast(:metrics as text[])) as s(id, metric)
                                          join reference_performance r
                                            on r.reference_id = s.id and r.metric = s.metric
                                         where r.value is not null
                                        """)
                                .bindArray("references", Long.class, metrics.keySet().toArray())
                                .bindArray("metrics", String.class, metrics.values().toArray())
                                .map(
                                        row ->
                                                Map.entry(
                                                        row.getColumn("reference_id", Long.class),
                                                        row.getColumn("value", Double.class)))
                                .forEach(value -> found.put(value.getKey(), value.getValue())));
        return found;
    }

    /** From the first to the last event of a reference; empty where its rows carry no time. */
    public Optional<Window> span(long referenceId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select first_event, last_event from reference_span
                                         where reference_id = :id and first_event < last_event
                                        """)
                                .bind("id", referenceId)
                                .map(
                                        row ->
                                                new Window(
                                                        row.getColumn("first_event", Instant.class),
                                                        row.getColumn("last_event", Instant.class)))
                                .findOne());
    }

    /** The last call to retrain of each model and environment, open or not. */
    public List<LastRequest> requests(Collection<Integer> models) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select distinct on (model_id, environment)
                                               model_id, environment, request_id, state, reason, as_of
                                          from retraining_event where model_id = any(:models)
                                         order by model_id, environment, id desc
                                        """)
                                .bindArray("models", Integer.class, models.toArray())
                                .map(FleetPages::request)
                                .list());
    }

    private static LastRequest request(RowView row) {
        return new LastRequest(
                row.getColumn("model_id", Integer.class),
                row.getColumn("environment", String.class),
                row.getColumn("request_id", String.class),
                row.getColumn("state", String.class),
                RetrainingReason.valueOf(
                        row.getColumn("reason", String.class).toUpperCase(Locale.ROOT)),
                row.getColumn("as_of", Instant.class));
    }

    private <T> Map<VersionScope, T> byScope(
            String sql,
            Map<VersionScope, String> metrics,
            Function<Query, List<Map.Entry<VersionScope, T>>> rows) {
        Map<VersionScope, T> found = new LinkedHashMap<>();
        jdbi.useHandle(
                handle ->
                        rows.apply(bind(handle.createQuery(sql), metrics))
                                .forEach(row -> found.put(row.getKey(), row.getValue())));
        return found;
    }

    private static Map<VersionScope, String> metrics(Collection<VersionScope> scopes) {
        Map<VersionScope, String> metrics = new LinkedHashMap<>();
        scopes.forEach(scope -> metrics.put(scope, ""));
        return metrics;
    }

    private static Query bind(Query query, Map<VersionScope, String> metrics) {
        List<VersionScope> scopes = List.copyOf(metrics.keySet());
        return query.bindArray(
                        "versions",
                        Integer.class,
                        scopes.stream().map(VersionScope::versionId).toArray())
                .bindArray(
                        "environments",
                        String.class,
                        scopes.stream().map(VersionScope::environment).toArray())
                .bindArray("metrics", String.class, scopes.stream().map(metrics::get).toArray());
    }

    private static VersionScope scope(RowView row) {
        return new VersionScope(
                row.getColumn("scope_version", Integer.class),
                row.getColumn("scope_environment", String.class));
    }
}
