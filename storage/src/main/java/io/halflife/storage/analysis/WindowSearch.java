// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;

/** One search for touched windows on one connection. */
final class WindowSearch {

    private static final Duration DAY = Duration.ofDays(1);

    /** Boundaries of calendar windows lie on these in every time zone's offset of today. */
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private static final String QUARTERS =
            """
            with touched as (<touched>)
            select date_bin('15 minutes', event_time, timestamptz '2000-01-01 00:00:00Z')
                     as quarter,
                   count(*) filter (where not is_label) as predictions
              from touched group by 1
            """;

    /**
     * For windows that quarters do not add up to. Bucket i is the stretch from boundary i - 1 to
     * boundary i, counted from 1. The boundaries are a query of their own because the cast would
     * else be made again for every row.
     */
    private static final String COUNTS =
            """
            with touched as (<touched>)
            select width_bucket(event_time, (select cast(:boundaries as timestamptz[]))) as bucket,
                   count(*) filter (where not is_label) as predictions
              from touched group by 1
            """;

    private static final String ROWS =
            """
            select width_bucket(event_time, (select cast(:boundaries as timestamptz[]))) as bucket,
                   count(*) as predictions
              from prediction
             where model_id = :model and version_id = :version and environment = :environment
               and available_at <= :as_of and event_time >= :from and event_time < :to
             group by 1
            """;

    /** Predictions of which only the slim row is left. */
    private static final String SLIM_ROWS =
            """
            select width_bucket(s.event_time, (select cast(:boundaries as timestamptz[])))
                     as bucket, count(*) as predictions
              from prediction_slim s
             where s.model_id = :model and s.version_id = :version
               and s.environment = :environment and s.available_at <= :as_of
               and s.event_time >= :from and s.event_time < :to
               and not exists (select from prediction p
                 where p.model_id = :model and p.event_time >= :from and p.event_time < :to
                   and p.event_time = s.event_time and p.prediction_id = s.prediction_id)
             group by 1
            """;

    private static final String COMPUTED =
            """
            select distinct window_start, window_end from feature_profile
             where version_id = :version and environment = :environment
               and window_start = any(cast(:boundaries as timestamptz[]))
            """;

    private final Handle handle;
    private final Seen seen;
    private final RunView view;
    private final WindowSpec spec;
    private final Duration grace;
    private final Optional<Observed> pending;
    private final String touchedSql;

    /** When labels without event time were observed, from first to last. */
    private record Observed(Instant first, Instant last) {}

    WindowSearch(Handle handle, Seen seen, RunView view, WindowSpec spec, Duration grace) {
        this.handle = handle;
        this.seen = seen;
        this.view = view;
        this.spec = spec;
        this.grace = grace;
        this.pending = seen.isNothing() ? Optional.empty() : newPendingLabels();
        this.touchedSql = TouchedRows.sql(seen.isNothing(), pending.isPresent());
        if (pending.isPresent()) {
            // Where a table is too new to have statistics, the planner would compare each label
            // with each prediction. Look-ups by key stay what they are.
            handle.execute("set local enable_nestloop = off");
        }
    }

    List<TouchedWindow> touched() {
        NavigableMap<Instant, Long> quarters = quarters();
        List<Window> windows = windowsOfDays(quarters.navigableKeySet());
        if (windows.isEmpty()) {
            return List.of();
        }
        List<Instant> boundaries = boundaries(windows);
        boolean addUp = boundaries.stream().allMatch(WindowSearch::isOnAQuarter);
        return touched(
                addUp ? sums(windows, quarters) : predictionsByWindow(windows, boundaries),
                boundaries);
    }

    private static boolean isOnAQuarter(Instant instant) {
        return instant.getNano() == 0 && instant.getEpochSecond() % QUARTER.toSeconds() == 0;
    }

    /** New predictions, 0 where only labels are new; one pass over the rows. */
    private NavigableMap<Instant, Long> quarters() {
        NavigableMap<Instant, Long> quarters = new TreeMap<>();
        bind(query(QUARTERS))
                .map((row, c) -> Map.entry(instant(row, "quarter"), row.getLong("predictions")))
                .forEach(count -> quarters.put(count.getKey(), count.getValue()));
        return quarters;
    }

    private List<Window> windowsOfDays(Set<Instant> quarters) {
        TreeSet<Window> windows = new TreeSet<>();
        quarters.stream()
                .map(quarter -> quarter.truncatedTo(ChronoUnit.DAYS))
                .distinct()
                .forEach(day -> windows.addAll(spec.covering(day, day.plus(DAY))));
        return windows.stream().filter(w -> w.isClosed(view.asOf(), grace)).toList();
    }

    private static Map<Window, Long> sums(
            List<Window> windows, NavigableMap<Instant, Long> quarters) {
        Map<Window, Long> predictions = new TreeMap<>();
        for (Window window : windows) {
            quarters.subMap(window.start(), true, window.end(), false)
                    .values()
                    .forEach(count -> predictions.merge(window, count, Long::sum));
        }
        return predictions;
    }

    private Map<Window, Long> predictionsByWindow(List<Window> windows, List<Instant> boundaries) {
        Map<Instant, Window> byStart =
                windows.stream().collect(Collectors.toMap(Window::start, Function.identity()));
        Map<Window, Long> predictions = new TreeMap<>();
        predictionsByBucket(boundaries)
                .forEach(
                        (bucket, count) -> {
                            Window window =
                                    bucket == 0 ? null : byStart.get(boundaries.get(bucket - 1));
                            if (window != null) {
                                predictions.put(window, count);
                            }
                        });
        return predictions;
    }

    private List<TouchedWindow> touched(Map<Window, Long> predictions, List<Instant> boundaries) {
        Set<Window> computed = computed(boundaries);
        List<Window> again = predictions.keySet().stream().filter(computed::contains).toList();
        Map<Window, Long> rows = counts(ROWS, again);
        Map<Window, Long> slim = counts(SLIM_ROWS, again);
        List<TouchedWindow> touched = new ArrayList<>();
        predictions.forEach(
                (window, count) ->
                        touched.add(
                                computed.contains(window)
                                        ? again(
                                                window,
                                                count,
                                                rows.getOrDefault(window, 0L),
                                                slim.getOrDefault(window, 0L))
                                        : new TouchedWindow(
                                                window, Math.max(1, count), count == 0)));
        return touched;
    }

    /**
     * A window that is new to the runs has been counted whole; this one has rows that are not new,
     * or is judged anew. If its features are gone in part it is re-opened for performance only:
     * figures over the rest would replace those over all.
     */
    private static TouchedWindow again(Window window, long predictions, long rows, long slim) {
        return new TouchedWindow(window, Math.max(1, rows + slim), predictions == 0 || slim > 0);
    }

    /** Rows of these windows; those that lie side by side are counted together. */
    private Map<Window, Long> counts(String sql, List<Window> windows) {
        Map<Window, Long> counts = new TreeMap<>();
        int from = 0;
        for (int i = 1; i <= windows.size(); i++) {
            if (i == windows.size() || !windows.get(i - 1).end().equals(windows.get(i).start())) {
                count(sql, windows.subList(from, i), counts);
                from = i;
            }
        }
        return counts;
    }

    private void count(String sql, List<Window> sideBySide, Map<Window, Long> counts) {
        List<Instant> starts = sideBySide.stream().map(Window::start).toList();
        bindView(handle.createQuery(sql))
                .bind("boundaries", arrayLiteral(starts))
                .bind("from", sideBySide.get(0).start())
                .bind("to", sideBySide.get(sideBySide.size() - 1).end())
                .map((row, c) -> Map.entry(row.getInt("bucket"), row.getLong("predictions")))
                .forEach(count -> counts.put(sideBySide.get(count.getKey() - 1), count.getValue()));
    }

    /** Every start and every end once, rising. */
    private static List<Instant> boundaries(List<Window> windows) {
        TreeSet<Instant> boundaries = new TreeSet<>();
        for (Window window : windows) {
            boundaries.add(window.start());
            boundaries.add(window.end());
        }
        return List.copyOf(boundaries);
    }

    private Map<Integer, Long> predictionsByBucket(List<Instant> boundaries) {
        Map<Integer, Long> predictions = new TreeMap<>();
        bind(query(COUNTS))
                .bind("boundaries", arrayLiteral(boundaries))
                .map((row, c) -> Map.entry(row.getInt("bucket"), row.getLong("predictions")))
                .forEach(count -> predictions.put(count.getKey(), count.getValue()));
        return predictions;
    }

    /** Those windows among all that begin there that an earlier run has computed. */
    private Set<Window> computed(List<Instant> boundaries) {
        return bindView(handle.createQuery(COMPUTED))
                .bind("boundaries", arrayLiteral(boundaries))
                .map(
                        (row, c) ->
                                new Window(
                                        instant(row, "window_start"), instant(row, "window_end")))
                .set();
    }

    private Optional<Observed> newPendingLabels() {
        return bindView(handle.createQuery(TouchedRows.PENDING_RANGE))
                .map((row, c) -> new Observed(instant(row, "first"), instant(row, "last")))
                .findOne()
                .filter(observed -> observed.first() != null);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime stored = row.getObject(column, OffsetDateTime.class);
        return stored == null ? null : stored.toInstant();
    }

    private Query query(String sql) {
        return handle.createQuery(sql.replace("<touched>", touchedSql));
    }

    private Query bind(Query query) {
        pending.ifPresent(
                observed ->
                        query.bind("pending_from", observed.first().minus(view.maxLabelDelay()))
                                .bind("pending_to", observed.last().plus(view.maxLabelDelay()))
                                .bind("delay", view.maxLabelDelay().toString()));
        return bindView(query);
    }

    private Query bindView(Query query) {
        query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return query.bind("model", view.modelId())
                .bind("version", view.versionId())
                .bind("environment", view.environment())
                .bind("as_of", view.asOf())
                .bind("closed_before", view.asOf().minus(grace))
                .bind("seen_as_of", seen.asOf())
                .bind("watermark", seen.watermark())
                .bind("newly_closed_from", newlyClosedFrom());
    }

    /** Windows that end after this were not closed when the earlier run looked. */
    private Instant newlyClosedFrom() {
        if (seen.isNothing()) {
            return Instant.MIN;
        }
        Instant closedUntil = seen.asOf().minus(grace);
        return spec.containing(closedUntil).map(Window::start).orElse(closedUntil);
    }

    private static String arrayLiteral(List<Instant> instants) {
        return instants.stream().map(Instant::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
