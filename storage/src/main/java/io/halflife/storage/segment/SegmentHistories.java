// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.segment;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.period.Period;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.json.WindowSpecJson;
import io.halflife.storage.results.CurrentCut;
import io.halflife.storage.results.ResultRows;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * What is stored about a version's segments, cut down to what a run still needs: many segments over
 * years of windows are more than the whole's history. Blocking; two queries.
 */
public final class SegmentHistories {

    private static final String SEGMENT =
            """
            s.source as segment_source, s.name as segment_name, s.kind as segment_kind,
            s.value as segment_value
            """;

    /**
     * Of each column the last windows that were judged, the newest of all, and what is later. A
     * window that is excluded for some column is not counted for any, which only gives more rows.
     * Windows that were cut otherwise are passed over.
     */
    private static final String VERDICTS =
            CurrentCut.OF_SPEC
                    + """
            select %s, v.* from segment s join (
              select *, count(*) filter (where verdict <> 'INCONCLUSIVE'
                         and not exists (
                           select from unnest(cast(:excludedFrom as timestamptz[]),
                                              cast(:excludedTo as timestamptz[])) e (f, t)
                            where e.f < window_end and e.t > window_start)) over column_back
                         as judged,
                     row_number() over column_back as place
                from segment_verdict d
               where is_primary and window_start < :oldest and segment_id in (%s) and <in cut>
              window column_back as (
                partition by segment_id, role, name order by window_start desc, window_end desc)
              union all
              select *, 0, 1 from segment_verdict d
               where is_primary and window_start >= :oldest and segment_id in (%s) and <in cut>) v
              on v.segment_id = s.id
             where v.place = 1 or v.judged <= :remembered
            """
                            .replace("<in cut>", CurrentCut.holds("d"));

    private static final String IMMATURE =
            """
            select %s, p.* from segment s join segment_performance p on p.segment_id = s.id
             where s.version_id = :versionId and s.environment = :environment and not p.mature
            """;

    private static final String IDS =
            "select id from segment where version_id = :versionId and environment = :environment";

    private final Jdbi jdbi;

    public SegmentHistories(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * By segment.
     *
     * @param spec the windows that count
     * @param oldest start of the oldest window whose alarm state may become another
     * @param remembered how many judged windows before it an alarm state rests on
     * @param periods windows that they exclude are not among those
     */
    public Map<Segment, SegmentHistory> of(
            VersionScope scope, WindowSpec spec, Instant oldest, int remembered, Periods periods) {
        List<Window> excluded =
                periods.all().stream()
                        .filter(period -> period.effect() == Period.Effect.EXCLUDED)
                        .map(Period::stretch)
                        .toList();
        Map<Segment, List<DriftResult>> verdicts =
                read(
                        scope,
                        VERDICTS.formatted(SEGMENT, IDS, IDS),
                        query ->
                                query.bind("cut", WindowSpecJson.write(spec).toString())
                                        .bind("oldest", oldest)
                                        .bind("remembered", remembered)
                                        .bind("excludedFrom", array(excluded, Window::start))
                                        .bind("excludedTo", array(excluded, Window::end)),
                        ResultRows::drift);
        Map<Segment, List<PerformanceValue>> performance =
                read(
                        scope,
                        IMMATURE.formatted(SEGMENT),
                        Function.identity(),
                        ResultRows::performance);
        Set<Segment> segments = new TreeSet<>(verdicts.keySet());
        segments.addAll(performance.keySet());
        Map<Segment, SegmentHistory> histories = new TreeMap<>();
        for (Segment segment : segments) {
            histories.put(
                    segment,
                    new SegmentHistory(
                            verdicts.getOrDefault(segment, List.of()),
                            performance.getOrDefault(segment, List.of())));
        }
        return histories;
    }

    private static String array(List<Window> windows, Function<Window, Instant> end) {
        return windows.stream()
                .map(end)
                .map(Instant::toString)
                .collect(Collectors.joining(",", "{", "}"));
    }

    private <T> Map<Segment, List<T>> read(
            VersionScope scope,
            String sql,
            Function<Query, Query> bind,
            Function<RowView, T> mapper) {
        Map<Segment, List<T>> found = new TreeMap<>();
        jdbi.useHandle(
                handle ->
                        bind.apply(handle.createQuery(sql))
                                .bind("versionId", scope.versionId())
                                .bind("environment", scope.environment())
                                .map(
                                        row ->
                                                found.computeIfAbsent(
                                                                SegmentRows.segment(row),
                                                                s -> new ArrayList<>())
                                                        .add(mapper.apply(row)))
                                .list());
        return found;
    }
}
