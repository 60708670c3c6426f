// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.outline;

import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.window.Window;
import io.halflife.storage.results.CurrentCut;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * The primary tests of one version over its windows, oldest first. Windows that an earlier policy
 * cut otherwise are among them only where they are asked for. Blocking.
 */
public final class DriftHistory {

    private static final String IN_SCOPE =
            """
             where version_id = :version and environment = :environment and is_primary
            """;

    /** Grouped, because every column of a window has a row: the scan ends with the last window. */
    private static final String WINDOWS =
            CurrentCut.OF_VERSION
                    + "select window_start, window_end, min(label) as label from drift_verdict d"
                    + IN_SCOPE
                    + """
                     <bound> and <cut>
                     group by window_start, window_end
                     order by window_start <order>, window_end <order>
                     limit :limit
                    """;

    private static final String POINTS =
            CurrentCut.OF_VERSION
                    + "select window_start, window_end, role, name, test, statistic, effect,"
                    + " verdict, alarm_state from drift_verdict d"
                    + IN_SCOPE
                    + """
                       and (window_start, window_end) >= (:firstStart, :firstEnd)
                       and (window_start, window_end) <= (:lastStart, :lastEnd) <column> and <cut>
                     order by window_start, window_end
                    """;

    private final Jdbi jdbi;

    public DriftHistory(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Which windows are looked at. */
    public enum Cut {
        /** Those of the policy of the newest run. */
        CURRENT(CurrentCut.holds("d")),
        /** Those that earlier policies cut otherwise. */
        EARLIER("(select kind from cut) is not null and not " + CurrentCut.holds("d")),
        /** All. */
        ANY("true");

        private final String sql;

        Cut(String sql) {
            this.sql = sql;
        }
    }

    /** The newest windows that have verdicts, oldest first. */
    public List<JudgedWindow> newest(VersionScope scope, Cut cut, int limit) {
        return oldestFirst(windows(scope, cut, "", null, "desc", limit));
    }

    /** The newest windows that start in {@code [from, to)}, oldest first. */
    public List<JudgedWindow> newest(
            VersionScope scope, Cut cut, Instant from, Instant to, int limit) {
        String bound = "and window_start >= :start and window_start < :end";
        return oldestFirst(windows(scope, cut, bound, new Window(from, to), "desc", limit));
    }

    /** The last windows up to and with this one, oldest first. */
    public List<JudgedWindow> upTo(VersionScope scope, Cut cut, Window last, int limit) {
        String bound = "and (window_start, window_end) <= (:start, :end)";
        return oldestFirst(windows(scope, cut, bound, last, "desc", limit));
    }

    /** The window after this one. */
    public Optional<JudgedWindow> after(VersionScope scope, Cut cut, Window window) {
        String bound = "and (window_start, window_end) > (:start, :end)";
        return windows(scope, cut, bound, window, "asc", 1).stream().findFirst();
    }

    /** The newest window that had ended at this instant, of whatever cut. */
    public Optional<JudgedWindow> endedBy(VersionScope scope, Instant instant) {
        String bound = "and window_start < :end and window_end <= :end";
        Window before = new Window(Instant.MIN, instant);
        return windows(scope, Cut.ANY, bound, before, "desc", 1).stream().findFirst();
    }

    /** The newest window of this label. */
    public Optional<JudgedWindow> labelled(VersionScope scope, Cut cut, String label) {
        return jdbi.withHandle(
                handle ->
                        in(scope, handle.createQuery(WINDOWS))
                                .define("bound", "and label = :label")
                                .define("cut", cut.sql)
                                .define("order", "desc")
                                .bind("label", label)
                                .bind("limit", 1)
                                .map(DriftHistory::judged)
                                .findFirst());
    }

    private List<JudgedWindow> windows(
            VersionScope scope, Cut cut, String bound, Window window, String order, int limit) {
        return jdbi.withHandle(
                handle -> {
                    Query query =
                            in(scope, handle.createQuery(WINDOWS))
                                    .define("bound", bound)
                                    .define("cut", cut.sql)
                                    .define("order", order)
                                    .bind("limit", limit);
                    if (window != null) {
                        query.bind("start", window.start()).bind("end", window.end());
                    }
                    return query.map(DriftHistory::judged).list();
                });
    }

    private static List<JudgedWindow> oldestFirst(List<JudgedWindow> newestFirst) {
        return IntStream.rangeClosed(1, newestFirst.size())
                .mapToObj(i -> newestFirst.get(newestFirst.size() - i))
                .toList();
    }

    /** Every column in the windows from the first to the last, both with them. */
    public List<HistoryPoint> points(VersionScope scope, Cut cut, Window first, Window last) {
        return points(scope, cut, first, last, null);
    }

    /** One column in the windows from the first to the last; null for every column. */
    public List<HistoryPoint> points(
            VersionScope scope, Cut cut, Window first, Window last, Column column) {
        return jdbi.withHandle(
                handle -> {
                    Query query =
                            in(scope, handle.createQuery(POINTS))
                                    .define(
                                            "column",
                                            column == null
                                                    ? ""
                                                    : "and role = :role and name = :name")
                                    .define("cut", cut.sql)
                                    .bind("firstStart", first.start())
                                    .bind("firstEnd", first.end())
                                    .bind("lastStart", last.start())
                                    .bind("lastEnd", last.end());
                    if (column != null) {
                        query.bind("role", column.role().name()).bind("name", column.name());
                    }
                    return query.map(DriftHistory::point).list();
                });
    }

    private static Query in(VersionScope scope, Query query) {
        return query.bind("version", scope.versionId()).bind("environment", scope.environment());
    }

    private static JudgedWindow judged(RowView row) {
        return new JudgedWindow(window(row), row.getColumn("label", String.class));
    }

    private static HistoryPoint point(RowView row) {
        return new HistoryPoint(
                window(row),
                new Column(
                        Role.valueOf(row.getColumn("role", String.class)),
                        row.getColumn("name", String.class)),
                row.getColumn("test", String.class),
                figure(row, "statistic"),
                figure(row, "effect"),
                Verdict.valueOf(row.getColumn("verdict", String.class)),
                AlarmState.valueOf(row.getColumn("alarm_state", String.class)));
    }

    private static Window window(RowView row) {
        return new Window(
                row.getColumn("window_start", Instant.class),
                row.getColumn("window_end", Instant.class));
    }

    private static double figure(RowView row, String name) {
        Double value = row.getColumn(name, Double.class);
        return value == null ? Double.NaN : value;
    }
}
