// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.pages;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.window.Window;
import io.halflife.storage.results.CurrentCut;
import io.halflife.storage.results.ResultRows;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * One version over time, a row for each window.
 *
 * <p>Law: of a stretch of time the newest windows are read, at most as many as are asked for, and
 * none that an earlier policy cut otherwise. Oldest first. Blocking.
 */
public final class Timelines {

    private static final String DRIFT =
            CurrentCut.OF_VERSION
                    + """
            select window_start, window_end, min(label) as label, count(*) as columns,
                   count(*) filter (where verdict = 'DRIFTED') as drifted,
                   count(*) filter (where alarm_state = 'ALARM') as alarm,
                   count(*) filter (where alarm_state = 'WATCH') as watch,
                   count(*) filter (where verdict = 'INCONCLUSIVE') as inconclusive,
                   max(effect) as effect,
                   (array_agg(role order by effect desc nulls last, name))[1] as worst_role,
                   (array_agg(name order by effect desc nulls last, name))[1] as worst_name
              from drift_verdict d
             where version_id = :version and environment = :environment and is_primary
               and window_start >= :from and window_start < :to
               and
            """
                    + CurrentCut.holds("d")
                    + """
             group by window_start, window_end
             order by window_start desc, window_end desc limit :limit
            """;

    private static final String PERFORMANCE =
            CurrentCut.OF_VERSION
                    + """
            select * from performance_window d
             where version_id = :version and environment = :environment
               and metric = :metric and estimated = :estimated
               and window_start >= :from and window_start < :to
               and
            """
                    + CurrentCut.holds("d")
                    + """
             order by window_start desc, window_end desc limit :limit
            """;

    private final Jdbi jdbi;

    public Timelines(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The verdicts of windows that start in {@code [from, to)}. */
    public List<DriftStep> drift(VersionScope scope, Instant from, Instant to, int limit) {
        List<DriftStep> steps =
                jdbi.withHandle(
                        handle ->
                                bind(handle.createQuery(DRIFT), scope, from, to)
                                        .bind("limit", limit)
                                        .map(Timelines::step)
                                        .list());
        Collections.reverse(steps);
        return List.copyOf(steps);
    }

    /** One metric in windows that start in {@code [from, to)}, also where it has no value yet. */
    public List<PerformanceValue> performance(
            VersionScope scope, String metric, Instant from, Instant to, int limit) {
        return values(scope, metric, false, from, to, limit);
    }

    /** What one metric was estimated to be without labels, in windows as above. */
    public List<PerformanceValue> estimates(
            VersionScope scope, String metric, Instant from, Instant to, int limit) {
        return values(scope, metric, true, from, to, limit);
    }

    private List<PerformanceValue> values(
            VersionScope scope,
            String metric,
            boolean estimated,
            Instant from,
            Instant to,
            int limit) {
        List<PerformanceValue> values =
                jdbi.withHandle(
                        handle ->
                                bind(handle.createQuery(PERFORMANCE), scope, from, to)
                                        .bind("metric", metric)
                                        .bind("estimated", estimated)
                                        .bind("limit", limit)
                                        .map(ResultRows::performance)
                                        .list());
        Collections.reverse(values);
        return List.copyOf(values);
    }

    private static Query bind(Query query, VersionScope scope, Instant from, Instant to) {
        return query.bind("version", scope.versionId())
                .bind("environment", scope.environment())
                .bind("from", from)
                .bind("to", to);
    }

    private static DriftStep step(RowView row) {
        Double effect = row.getColumn("effect", Double.class);
        return new DriftStep(
                new Window(
                        row.getColumn("window_start", Instant.class),
                        row.getColumn("window_end", Instant.class)),
                row.getColumn("label", String.class),
                row.getColumn("columns", Integer.class),
                row.getColumn("drifted", Integer.class),
                row.getColumn("alarm", Integer.class),
                row.getColumn("watch", Integer.class),
                row.getColumn("inconclusive", Integer.class),
                effect == null ? Double.NaN : effect,
                effect == null
                        ? null
                        : new Column(
                                Role.valueOf(row.getColumn("worst_role", String.class)),
                                row.getColumn("worst_name", String.class)));
    }
}
