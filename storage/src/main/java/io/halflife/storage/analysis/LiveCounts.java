// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * What the database holds of a window that an archive has rows of.
 *
 * @param rows predictions that the run may see
 * @param live those of them that the archive does not have
 * @param fresh whether one of them is new since the earlier run
 * @param slim predictions of which only the slim row is left
 */
public record LiveCounts(long rows, long live, boolean fresh, long slim) {

    private static final String VISIBLE =
            """
             p.model_id = :model and p.version_id = :version and p.environment = :environment
               and p.available_at <= :as_of and p.event_time >= :from and p.event_time < :to
            """;

    private static final String COUNTS =
            """
            select count(*) as n,
                   count(*) filter (where true %s) as live,
                   coalesce(bool_or(p.event_time >= :newly_closed_from
                     or p.available_at > :seen_as_of or p.received_at >= :watermark), false) as fresh
              from prediction p where %s
            """;

    private static final String SLIM =
            """
            select count(*) from prediction_slim p where %s
               and not exists (select from prediction r
                 where r.model_id = :model and r.event_time >= :from and r.event_time < :to
                   and r.event_time = p.event_time and r.prediction_id = p.prediction_id)
            """
                    .formatted(VISIBLE);

    /**
     * Counts.
     *
     * @param newlyClosedFrom rows from here on were in no closed window when the earlier run looked
     */
    public static LiveCounts of(
            Jdbi jdbi,
            RunView view,
            Window window,
            List<ArchivedStretch> archived,
            Seen seen,
            Instant newlyClosedFrom) {
        List<String> stretches = ArchivedStretch.literals(archived);
        String notArchived =
                ArchivedStretch.NOT_ARCHIVED
                        .replaceFirst("\\?", ":lower_bounds")
                        .replaceFirst("\\?", ":upper_bounds")
                        .replaceFirst("\\?", ":archived_until");
        return jdbi.inTransaction(
                handle -> {
                    handle.execute("set local statement_timeout = '30min'");
                    long slim =
                            bind(handle.createQuery(SLIM), view, window).mapTo(Long.class).one();
                    return bind(
                                    handle.createQuery(COUNTS.formatted(notArchived, VISIBLE)),
                                    view,
                                    window)
                            .bind("lower_bounds", stretches.get(0))
                            .bind("upper_bounds", stretches.get(1))
                            .bind("archived_until", stretches.get(2))
                            .bind("newly_closed_from", newlyClosedFrom)
                            .bind("seen_as_of", seen.asOf())
                            .bind("watermark", seen.watermark())
                            .map(
                                    (row, context) ->
                                            new LiveCounts(
                                                    row.getLong("n"),
                                                    row.getLong("live"),
                                                    row.getBoolean("fresh"),
                                                    slim))
                            .one();
                });
    }

    private static Query bind(Query query, RunView view, Window window) {
        query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return query.bind("model", view.modelId())
                .bind("version", view.versionId())
                .bind("environment", view.environment())
                .bind("as_of", view.asOf())
                .bind("from", window.start())
                .bind("to", window.end());
    }
}
