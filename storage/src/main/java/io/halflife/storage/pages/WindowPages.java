// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.pages;

import io.halflife.monitor.window.Window;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * Which windows have results, so that a read can go on by windows: a window's results are never
 * torn between two pages.
 */
public final class WindowPages {

    /** The tables whose rows belong to windows. */
    public enum Results {
        DRIFT("drift_verdict"),
        PERFORMANCE("performance_window");

        private final String table;

        Results(String table) {
            this.table = table;
        }
    }

    /** A window and how many rows of results it has. */
    public record Counted(Window window, long rows) {
        public Counted {
            Objects.requireNonNull(window, "window");
        }
    }

    private final Jdbi jdbi;

    public WindowPages(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** In the range's order, at most {@code limit}. */
    public List<Counted> windows(Results of, VersionScope scope, WindowRange range, int limit) {
        String sql =
                """
                select window_start, window_end, count(*) as n
                  from <table>
                 where version_id = :version and environment = :environment
                   and window_start >= :from and window_start < :to <after>
                 group by window_start, window_end
                 order by window_start <order>, window_end <order>
                 limit :limit
                """;
        return jdbi.withHandle(
                handle ->
                        bind(handle.createQuery(sql), scope, range)
                                .define("table", of.table)
                                .bind("limit", limit)
                                .map(WindowPages::counted)
                                .list());
    }

    private static Query bind(Query query, VersionScope scope, WindowRange range) {
        String comparison = range.newestFirst() ? "<" : ">";
        query.define("order", range.newestFirst() ? "desc" : "asc");
        if (range.after() == null) {
            query.define("after", "");
        } else {
            query.define(
                    "after",
                    "and (window_start, window_end) " + comparison + " (:afterStart, :afterEnd)");
            query.bind("afterStart", range.after().start());
            query.bind("afterEnd", range.after().end());
        }
        return query.bind("version", scope.versionId())
                .bind("environment", scope.environment())
                .bind("from", range.from())
                .bind("to", range.to());
    }

    private static Counted counted(RowView row) {
        Window window =
                new Window(
                        row.getColumn("window_start", Instant.class),
                        row.getColumn("window_end", Instant.class));
        return new Counted(window, row.getColumn("n", Long.class));
    }
}
