// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.pages;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.window.Window;
import io.halflife.storage.results.CurrentCut;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * Alarms as they came and went, read off the alarm states that the analyzer stored with its
 * verdicts. Newest first. Muted windows are passed over: an alarm of theirs begins with the first
 * window that is not muted. So are windows that an earlier policy cut otherwise: what stood in them
 * was judged again in those of today.
 */
public final class AlarmPages {

    private static final String SQL =
            CurrentCut.OF_VERSION
                    + """
            , step as (
              select role, name, window_start, window_end, label, test, reference_id, n_reference,
                     n, statistic, p_adjusted, effect, reason, alarm_state = 'ALARM' as stands,
                     lag(alarm_state = 'ALARM', 1, false) over by_column as stood
                from drift_verdict d
               where version_id = :version and environment = :environment
                 and is_primary and alarm_state is not null and muted is null
                 and
            """
                    + CurrentCut.holds("d")
                    + """
              window by_column as (partition by role, name order by window_start, window_end)
            ), change as (
              select *, lead(window_start) over by_column as cleared_start,
                     lead(window_end) over by_column as cleared_end,
                     lead(label) over by_column as cleared_label
                from step
               where stands <> stood
              window by_column as (partition by role, name order by window_start, window_end)
            )
            select * from change
             where stands and window_start >= :from and window_start < :to <after>
             order by window_start desc, role desc, name desc
             limit :limit
            """;

    private final Jdbi jdbi;

    public AlarmPages(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The place of an alarm in the list. */
    public record Position(Instant raisedStart, Column column) {
        public Position {
            Objects.requireNonNull(raisedStart, "raisedStart");
            Objects.requireNonNull(column, "column");
        }
    }

    /**
     * Alarms whose raising window starts in {@code [from, to)}.
     *
     * @param after the last alarm of the page before; null on the first page
     */
    public List<Alarm> alarms(
            VersionScope scope, Instant from, Instant to, Position after, int limit) {
        return jdbi.withHandle(
                handle ->
                        at(handle.createQuery(SQL), after)
                                .bind("version", scope.versionId())
                                .bind("environment", scope.environment())
                                .bind("from", from)
                                .bind("to", to)
                                .bind("limit", limit)
                                .map(AlarmPages::alarm)
                                .list());
    }

    private static Query at(Query query, Position after) {
        if (after == null) {
            return query.define("after", "");
        }
        return query.define("after", "and (window_start, role, name) < (:start, :role, :name)")
                .bind("start", after.raisedStart())
                .bind("role", after.column().role().name())
                .bind("name", after.column().name());
    }

    private static Alarm alarm(RowView row) {
        return new Alarm(
                new Column(
                        Role.valueOf(row.getColumn("role", String.class)),
                        row.getColumn("name", String.class)),
                window(row, "window_start", "window_end"),
                row.getColumn("label", String.class),
                window(row, "cleared_start", "cleared_end"),
                row.getColumn("cleared_label", String.class),
                row.getColumn("test", String.class),
                row.getColumn("reference_id", Long.class),
                row.getColumn("n_reference", Long.class),
                row.getColumn("n", Long.class),
                figure(row, "statistic"),
                figure(row, "p_adjusted"),
                figure(row, "effect"),
                row.getColumn("reason", String.class));
    }

    private static Window window(RowView row, String start, String end) {
        Instant at = row.getColumn(start, Instant.class);
        return at == null ? null : new Window(at, row.getColumn(end, Instant.class));
    }

    private static double figure(RowView row, String name) {
        Double value = row.getColumn(name, Double.class);
        return value == null ? Double.NaN : value;
    }
}
