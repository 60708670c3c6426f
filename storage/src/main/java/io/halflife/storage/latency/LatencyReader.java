// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.latency;

import io.halflife.monitor.window.Window;
import io.halflife.storage.results.VersionScope;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * Latencies and responses of a version over time.
 *
 * <p>Law: a latency counts once. Where summaries of a version cover a minute, the latencies of its
 * single predictions in that minute are left out; a summary belongs to the stretch that its start
 * lies in. Counts are added up by the database, so what an answer holds grows with the stretches
 * asked for; the database reads a row for each summary and for each commit and minute of single
 * latencies. A latency row names no instance, so a summary of one instance covers the minute of
 * all. Blocking.
 */
public final class LatencyReader {

    /** Stretches of one answer. */
    public static final int STEPS_MAX = 1000;

    /** The stretches asked for, numbered from 0, each of a version in an environment. */
    private static final String STEPS =
            """
            with step as (
              select i - 1 as index, lower(r) as lower, upper(r) as upper, version, environment
                from unnest(cast(:ranges as tstzrange[]), cast(:versions as int[]),
                            cast(:environments as text[]))
                     with ordinality as t(r, version, environment, i)
            )
            """;

    /**
     * What summaries cover is put together first and then looked up; asking for the summaries of
     * each delta would compare all with all. Each step walks the index on its own (offset 0).
     */
    private static final String DELTAS =
            STEPS
                    + """
                    , covered as materialized (
                      select v.version, v.environment, (
                               select range_agg(tstzrange(s.start_time, s.end_time))
                                 from latency_summary s
                                where s.version_id = v.version and s.environment = v.environment
                                  and s.start_time > v.lower - interval '1 hour'
                                  and s.start_time < v.upper + interval '1 minute') as spans
                        from (select version, environment, min(lower) as lower, max(upper) as upper
                                from step group by version, environment) v)
                    select step.index, b.bucket, sum(b.n) as n
                      from step
                      join covered c on c.version = step.version
                                    and c.environment = step.environment
                     cross join lateral (
                       select d.minute, d.bucket, d.n from latency_delta d
                        where d.version_id = step.version and d.environment = step.environment
                          and d.minute >= step.lower and d.minute < step.upper offset 0) d
                     cross join lateral unnest(d.bucket, d.n) as b(bucket, n)
                     where c.spans is null
                        or not c.spans && tstzrange(d.minute, d.minute + interval '1 minute')
                     group by step.index, b.bucket
                    """;

    private static final String SUMMARIES =
            STEPS
                    + """
                    , hit as (
                      select step.index, s.*
                        from step
                       cross join lateral (
                         select * from latency_summary s
                          where s.version_id = step.version and s.environment = step.environment
                            and s.start_time >= step.lower and s.start_time < step.upper
                          offset 0) s)
                    """;

    private static final String RESPONSES =
            SUMMARIES
                    + """
                    select index,
                           sum((responses ->> '2xx')::bigint) as ok,
                           sum((responses ->> '4xx')::bigint) as client_errors,
                           sum((responses ->> '429')::bigint) as throttled,
                           sum((responses ->> '5xx')::bigint) as server_errors,
                           sum((responses ->> 'timeout')::bigint) as timeouts,
                           sum(total) filter (where explicit_bounds is null) as without_histogram
                      from hit
                     group by index
                    """;

    /** Histograms with the same bounds are one; a total that was not sent is NaN or null. */
    private static final String HISTOGRAMS =
            SUMMARIES
                    + """
                    select index, explicit_bounds, array_agg(n order by i) as bounds_n,
                           min(min_seconds) as min_seconds, max(max_seconds) as max_seconds
                      from (select index, explicit_bounds, u.i, sum(u.n)::bigint as n,
                                   min(nullif(min_seconds, 'NaN')) as min_seconds,
                                   max(nullif(max_seconds, 'NaN')) as max_seconds
                              from hit
                             cross join lateral unnest(bounds_n) with ordinality as u(n, i)
                             where explicit_bounds is not null
                             group by index, explicit_bounds, u.i) by_bound
                     group by index, explicit_bounds
                    """;

    private static final String SPAN =
            """
            select least(d.first, s.first) as first, greatest(d.last, s.last) as last
              from (select min(minute) as first, max(minute) as last from latency_delta
                     where version_id = :version and environment = :environment) d,
                   (select min(start_time) as first, max(start_time) as last from latency_summary
                     where version_id = :version and environment = :environment) s
            """;

    private final Jdbi jdbi;

    public LatencyReader(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** From the first minute that was measured until after the last; empty when none was. */
    public Optional<Window> span(VersionScope scope) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(SPAN)
                                .bind("version", scope.versionId())
                                .bind("environment", scope.environment())
                                .map(LatencyReader::span)
                                .one());
    }

    /**
     * Equal stretches from {@code from} until {@code to}, each with what was measured in it; the
     * last one may be shorter.
     *
     * @throws IllegalArgumentException for no or for more than {@link #STEPS_MAX} stretches
     */
    public List<LatencyStep> steps(VersionScope scope, Instant from, Instant to, Duration step) {
        if (step.isNegative() || step.isZero() || !from.isBefore(to)) {
            throw new IllegalArgumentException("[" + from + ", " + to + ") by " + step);
        }
        List<Window> windows = new ArrayList<>();
        for (Instant at = from; at.isBefore(to); at = at.plus(step)) {
            if (windows.size() == STEPS_MAX) {
                throw new IllegalArgumentException("more than " + STEPS_MAX + " steps of " + step);
            }
            Instant end = at.plus(step);
            windows.add(new Window(at, end.isBefore(to) ? end : to));
        }
        return of(scope, windows);
    }

    /**
     * What was measured in each of these windows, in their order.
     *
     * @param windows at most {@link #STEPS_MAX}; they may overlap
     */
    public List<LatencyStep> of(VersionScope scope, List<Window> windows) {
        return of(Collections.nCopies(windows.size(), scope), windows);
    }

    /** One window each of several versions: as many queries as for one. */
    public Map<VersionScope, LatencyStep> ofEach(Map<VersionScope, Window> windows) {
        List<VersionScope> scopes = List.copyOf(windows.keySet());
        List<LatencyStep> steps = of(scopes, scopes.stream().map(windows::get).toList());
        Map<VersionScope, LatencyStep> found = new LinkedHashMap<>();
        for (int i = 0; i < scopes.size(); i++) {
            found.put(scopes.get(i), steps.get(i));
        }
        return found;
    }

    /**
     * What was measured of each of these versions in the window beside it: as many queries as for
     * one.
     *
     * @param scopes as many as windows; a version may stand there with several
     * @param windows at most {@link #STEPS_MAX}
     */
    public List<LatencyStep> of(List<VersionScope> scopes, List<Window> windows) {
        if (scopes.size() != windows.size()) {
            throw new IllegalArgumentException(
                    scopes.size() + " versions with " + windows.size() + " windows");
        }
        if (windows.size() > STEPS_MAX) {
            throw new IllegalArgumentException(windows.size() + " windows, limit " + STEPS_MAX);
        }
        List<LatencyTally> tallies = new ArrayList<>();
        windows.forEach(window -> tallies.add(new LatencyTally()));
        if (!windows.isEmpty()) {
            jdbi.useHandle(handle -> read(handle, scopes, windows, tallies));
        }
        List<LatencyStep> steps = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            steps.add(new LatencyStep(windows.get(i), tallies.get(i)));
        }
        return steps;
    }

    private static Optional<Window> span(RowView row) {
        Instant first = row.getColumn("first", Instant.class);
        if (first == null) {
            return Optional.empty();
        }
        Instant last = row.getColumn("last", Instant.class);
        return Optional.of(new Window(first, last.plusSeconds(60)));
    }

    private static void read(
            Handle handle,
            List<VersionScope> scopes,
            List<Window> windows,
            List<LatencyTally> tallies) {
        each(query(handle, DELTAS, scopes, windows), tallies, LatencyReader::bucket);
        each(query(handle, RESPONSES, scopes, windows), tallies, LatencyReader::responses);
        each(query(handle, HISTOGRAMS, scopes, windows), tallies, LatencyReader::histogram);
    }

    /** Adds one row to what is counted of its stretch. */
    private interface RowTally {
        void add(ResultSet row, LatencyTally tally) throws SQLException;
    }

    private static void each(Query query, List<LatencyTally> tallies, RowTally adding) {
        query.map(
                        (row, context) -> {
                            LatencyTally tally = tallies.get(row.getInt("index"));
                            adding.add(row, tally);
                            return tally;
                        })
                .forEach(tally -> {});
    }

    private static Query query(
            Handle handle, String sql, List<VersionScope> scopes, List<Window> windows) {
        String[] ranges =
                windows.stream()
                        .map(window -> "[" + window.start() + "," + window.end() + ")")
                        .toArray(String[]::new);
        return handle.createQuery(sql)
                .bindArray("ranges", String.class, (Object[]) ranges)
                .bindArray(
                        "versions",
                        Integer.class,
                        scopes.stream().map(VersionScope::versionId).toArray())
                .bindArray(
                        "environments",
                        String.class,
                        scopes.stream().map(VersionScope::environment).toArray());
    }

    private static void bucket(ResultSet row, LatencyTally tally) throws SQLException {
        tally.bucket(row.getInt("bucket"), row.getLong("n"));
    }

    private static void responses(ResultSet row, LatencyTally tally) throws SQLException {
        tally.withoutHistogram(row.getLong("without_histogram"));
        tally.responses(
                new Responses(
                        row.getLong("ok"),
                        row.getLong("client_errors"),
                        row.getLong("throttled"),
                        row.getLong("server_errors"),
                        row.getLong("timeouts")));
    }

    private static void histogram(ResultSet row, LatencyTally tally) throws SQLException {
        tally.bounds(
                doubles(row.getArray("explicit_bounds")),
                longs(row.getArray("bounds_n")),
                figure(row, "min_seconds"),
                figure(row, "max_seconds"));
    }

    private static double figure(ResultSet row, String name) throws SQLException {
        double value = row.getDouble(name);
        return row.wasNull() ? Double.NaN : value;
    }

    private static double[] doubles(Array array) throws SQLException {
        Double[] boxed = (Double[]) array.getArray();
        double[] values = new double[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            values[i] = boxed[i];
        }
        return values;
    }

    private static long[] longs(Array array) throws SQLException {
        Long[] boxed = (Long[]) array.getArray();
        long[] values = new long[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            values[i] = boxed[i];
        }
        return values;
    }
}
