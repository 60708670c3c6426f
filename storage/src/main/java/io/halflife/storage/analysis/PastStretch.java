// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import io.halflife.monitor.window.Window;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** What is left of a version's past between two instants: rows of the log, and windows kept. */
public record PastStretch(int modelId, VersionScope scope, Window stretch) {

    private static final String ROWS =
            """
             from prediction
             where model_id = :model and version_id = :version and environment = :environment
               and event_time >= :from and event_time < :to
            """;

    public PastStretch {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(stretch, "stretch");
    }

    /** Whether a row or a window that lies in it whole is left. */
    public boolean isKnown(Jdbi jdbi) {
        String kept =
                """
                 from feature_profile
                 where version_id = :version and environment = :environment
                   and window_start >= :from and window_end <= :to
                """;
        return jdbi.withHandle(
                handle ->
                        bind(handle.createQuery(
                                        "select exists (select"
                                                + ROWS
                                                + ") or exists (select"
                                                + kept
                                                + ")"))
                                .mapTo(Boolean.class)
                                .one());
    }

    /** How many rows of the log are left that were available at this clock. */
    public long rows(Jdbi jdbi, Instant asOf) {
        return jdbi.inTransaction(
                handle -> {
                    // A stretch may be years of rows.
                    handle.execute("set local statement_timeout = '10min'");
                    return bind(handle.createQuery(
                                    "select count(*)" + ROWS + " and available_at <= :as_of"))
                            .bind("as_of", asOf)
                            .mapTo(Long.class)
                            .one();
                });
    }

    private Query bind(Query query) {
        return query.bind("model", modelId)
                .bind("version", scope.versionId())
                .bind("environment", scope.environment())
                .bind("from", stretch.start())
                .bind("to", stretch.end());
    }
}
