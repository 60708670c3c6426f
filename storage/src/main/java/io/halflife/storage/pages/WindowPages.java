// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.pages;

import io.halflife.monitor.window.Window;
import io.halflife.storage.results.CurrentCut;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.segment.StoredSegment;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
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
        DRIFT("drift_verdict", "segment_verdict"),
        PERFORMANCE("performance_window", "segment_performance"),
        /** Segments have none. */
        BESIDE("drift_beside", "drift_beside"),
        /** Nor have they these. */
        VOLUME("window_volume", "window_volume");

        private final String table;
        private final String ofSegments;

        Results(String table, String ofSegments) {
            this.table = table;
            this.ofSegments = ofSegments;
        }
    }

    /** A window and how many rows of results it has. */
    public record Counted(Window window, long rows) {
        public Counted {
            Objects.requireNonNull(window, "window");
        }
    }

    private static final String WINDOWS =
            """
            <cut>
            select window_start, window_end, count(*) as n
              from <table> d
             where <subject> and window_start >= :from and window_start < :to <after> <holds>
             group by window_start, window_end
             order by window_start <order>, window_end <order>
             limit :limit
            """;

    private static final String OF_SEGMENT =
            CurrentCut.with("select version_id, environment from segment where id = :segment");

    private static final String IN_CUT = " and " + CurrentCut.holds("d");

    private final Jdbi jdbi;

    public WindowPages(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** In the range's order, at most {@code limit}. */
    public List<Counted> windows(Results of, VersionScope scope, WindowRange range, int limit) {
        return windows(
                of.table,
                new Subject(
                        "version_id = :version and environment = :environment",
                        CurrentCut.OF_VERSION),
                query ->
                        query.bind("version", scope.versionId())
                                .bind("environment", scope.environment()),
                range,
                limit);
    }

    /** Those of one segment. */
    public List<Counted> windows(Results of, StoredSegment segment, WindowRange range, int limit) {
        return windows(
                of.ofSegments,
                new Subject("segment_id = :segment", OF_SEGMENT),
                query -> query.bind("segment", segment.id()),
                range,
                limit);
    }

    /** Whose windows: a condition, and what its statements begin with where the cut matters. */
    private record Subject(String condition, String cut) {}

    private List<Counted> windows(
            String table,
            Subject subject,
            UnaryOperator<Query> bind,
            WindowRange range,
            int limit) {
        return jdbi.withHandle(
                handle ->
                        bind(bind.apply(handle.createQuery(WINDOWS)), range)
                                .define("table", table)
                                .define("subject", subject.condition)
                                .define("cut", range.allCuts() ? "" : subject.cut)
                                .define("holds", range.allCuts() ? "" : IN_CUT)
                                .bind("limit", limit)
                                .map(WindowPages::counted)
                                .list());
    }

    private static Query bind(Query query, WindowRange range) {
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
        return query.bind("from", range.from()).bind("to", range.to());
    }

    private static Counted counted(RowView row) {
        Window window =
                new Window(
                        row.getColumn("window_start", Instant.class),
                        row.getColumn("window_end", Instant.class));
        return new Counted(window, row.getColumn("n", Long.class));
    }
}
