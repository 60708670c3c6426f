// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.segment;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.segment.SegmentKey;
import io.halflife.monitor.window.Window;
import io.halflife.storage.results.CurrentCut;
import io.halflife.storage.results.ResultRows;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/** What runs found out about segments, for pages and the read API. Blocking. */
public final class SegmentResults {

    private static final String SEGMENT =
            """
            select s.id as segment_id, s.source as segment_source, s.name as segment_name,
                   s.kind as segment_kind, s.value as segment_value
              from segment s where s.version_id = :versionId and s.environment = :environment
            """;

    private static final String STANDING =
            """
            select s.*, v.*, (select max(p.window_end) from segment_performance p
                               where p.segment_id = s.segment_id and p.window_start <= :start)
                             as last_seen
              from (%s) s cross join lateral (
                select count(*) as judged,
                       count(*) filter (where verdict = 'DRIFTED') as drifted,
                       count(*) filter (where verdict = 'INCONCLUSIVE') as inconclusive,
                       count(*) filter (where alarm_state = 'ALARM') as alarms,
                       count(*) filter (where alarm_state = 'WATCH') as watches,
                       coalesce((array_agg(name order by effect desc nulls last, name)
                         filter (where verdict = 'DRIFTED')), '{}') as drifted_names
                  from segment_verdict v
                 where v.segment_id = s.segment_id and v.window_start = :start
                   and v.window_end = :end and v.is_primary) v
            """
                    .formatted(SEGMENT);

    private static final String PERFORMANCE =
            """
            select p.* from segment s join segment_performance p on p.segment_id = s.id
             where s.version_id = :versionId and s.environment = :environment
               and p.window_start = :start and p.window_end = :end
             order by p.segment_id, p.metric, p.estimated
            """;

    private static final String OF_COLUMN =
            """
            select s.source as segment_source, s.name as segment_name, s.kind as segment_kind,
                   s.value as segment_value, v.*
              from segment s join segment_verdict v on v.segment_id = s.id
             where s.version_id = :versionId and s.environment = :environment
               and v.window_start = :start and v.window_end = :end
               and v.role = :role and v.name = :column and v.is_primary
            """;

    private static final String OF_WINDOWS =
            """
            select * from <table>
             where segment_id = :id and window_start >= :from and window_start < :to
             order by window_start, window_end, <order>
            """;

    private static final String DRIFT_ORDER =
            "array_position(array['FEATURE', 'PREDICTION', 'PROBABILITY', 'LABEL'], role), name,"
                    + " is_primary desc, test";

    private static final String NEWEST =
            CurrentCut.with(
                            "select cast(:versionId as int) as version_id,"
                                    + " cast(:environment as text) as environment")
                    + """
                    select window_start, window_end from performance_window d
                     where version_id = :versionId and environment = :environment and
                    """
                    + CurrentCut.holds("d")
                    + " order by window_start desc, window_end desc limit 1";

    private final Jdbi jdbi;

    public SegmentResults(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The segment with this {@link Segment#text}; empty when the version never had it. */
    public Optional<StoredSegment> find(VersionScope scope, String text) {
        return jdbi.withHandle(
                handle ->
                        in(scope, handle.createQuery(SEGMENT)).map(SegmentResults::stored).stream()
                                .filter(stored -> stored.segment().text().equals(text))
                                .findFirst());
    }

    private static StoredSegment stored(RowView row) {
        return new StoredSegment(
                row.getColumn("segment_id", Integer.class), SegmentRows.segment(row));
    }

    /** The newest window of the current cut in which the version has rows. */
    public Optional<Window> newest(VersionScope scope) {
        return jdbi.withHandle(
                handle ->
                        in(scope, handle.createQuery(NEWEST))
                                .map(
                                        row ->
                                                new Window(
                                                        row.getColumn(
                                                                "window_start", Instant.class),
                                                        row.getColumn("window_end", Instant.class)))
                                .findOne());
    }

    /** Predictions in a window. */
    public long rows(VersionScope scope, Window window) {
        return jdbi.withHandle(
                handle ->
                        of(
                                        window,
                                        in(
                                                scope,
                                                handle.createQuery(
                                                        """
                                                        select coalesce(max(n), 0)
                                                          from performance_window
                                                         where version_id = :versionId
                                                           and environment = :environment
                                                           and window_start = :start
                                                           and window_end = :end
                                                        """)))
                                .mapTo(Long.class)
                                .one());
    }

    /**
     * How the segments of these keys stand after a window: by key in the order given, its values by
     * rows, then "other" and "missing". A segment that has no rows up to the window is left out.
     */
    public List<SegmentStanding> standings(
            VersionScope scope, Window window, List<SegmentKey> keys) {
        Map<Integer, List<PerformanceValue>> performance = performance(scope, window);
        List<SegmentStanding> found =
                jdbi.withHandle(
                        handle ->
                                of(window, in(scope, handle.createQuery(STANDING)))
                                        .map(row -> standing(row, performance))
                                        .list());
        return found.stream()
                .filter(s -> s.lastSeen() != null && keys.contains(s.segment().key()))
                .sorted(new StandingOrder(keys))
                .toList();
    }

    private Map<Integer, List<PerformanceValue>> performance(VersionScope scope, Window window) {
        Map<Integer, List<PerformanceValue>> found = new HashMap<>();
        jdbi.useHandle(
                handle ->
                        of(window, in(scope, handle.createQuery(PERFORMANCE)))
                                .map(
                                        row ->
                                                found.computeIfAbsent(
                                                                row.getColumn(
                                                                        "segment_id",
                                                                        Integer.class),
                                                                id -> new ArrayList<>())
                                                        .add(ResultRows.performance(row)))
                                .list());
        return found;
    }

    private static SegmentStanding standing(
            RowView row, Map<Integer, List<PerformanceValue>> performance) {
        List<PerformanceValue> metrics =
                performance.getOrDefault(row.getColumn("segment_id", Integer.class), List.of());
        return new SegmentStanding(
                SegmentRows.segment(row),
                rows(metrics),
                row.getColumn("judged", Integer.class),
                row.getColumn("drifted", Integer.class),
                Stream.of(row.getColumn("drifted_names", String[].class))
                        .limit(SegmentStanding.NAMES_MAX)
                        .toList(),
                row.getColumn("inconclusive", Integer.class),
                row.getColumn("alarms", Integer.class),
                row.getColumn("watches", Integer.class),
                row.getColumn("last_seen", Instant.class),
                metrics);
    }

    /** Every metric counts the same predictions. */
    private static long rows(Collection<PerformanceValue> metrics) {
        return metrics.stream().mapToLong(PerformanceValue::n).max().orElse(0);
    }

    /**
     * What was judged of one column in the segments of these keys: by key in the order given, its
     * values by rows, then "other" and "missing". At most as many as the keys have segments.
     */
    public List<SegmentVerdict> ofColumn(
            VersionScope scope, Window window, Column column, List<SegmentKey> keys) {
        return jdbi.withHandle(
                handle ->
                        of(window, in(scope, handle.createQuery(OF_COLUMN)))
                                .bind("role", column.role().name())
                                .bind("column", column.name())
                                .map(
                                        row ->
                                                new SegmentVerdict(
                                                        SegmentRows.segment(row),
                                                        ResultRows.drift(row)))
                                .stream()
                                .filter(verdict -> keys.contains(verdict.segment().key()))
                                .sorted(SegmentVerdict.inOrderOf(keys))
                                .toList());
    }

    /** Every test of one segment in the windows that start in {@code [from, to)}. */
    public List<DriftResult> drift(StoredSegment segment, Instant from, Instant to) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(OF_WINDOWS)
                                .define("table", "segment_verdict")
                                .define("order", DRIFT_ORDER)
                                .bind("id", segment.id())
                                .bind("from", from)
                                .bind("to", to)
                                .map(ResultRows::drift)
                                .list());
    }

    /** Every metric of one segment likewise. */
    public List<PerformanceValue> performance(StoredSegment segment, Instant from, Instant to) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(OF_WINDOWS)
                                .define("table", "segment_performance")
                                .define("order", "metric, estimated")
                                .bind("id", segment.id())
                                .bind("from", from)
                                .bind("to", to)
                                .map(ResultRows::performance)
                                .list());
    }

    private static Query in(VersionScope scope, Query query) {
        return query.bind("versionId", scope.versionId()).bind("environment", scope.environment());
    }

    private static Query of(Window window, Query query) {
        return query.bind("start", window.start()).bind("end", window.end());
    }
}
