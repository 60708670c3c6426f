// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retraining;

import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Retraining requests of all models. Blocking. */
public final class RetrainingRequests {

    private static final String OUTLIVED =
            """
            select distinct model_id, environment from retraining_request
             where state in ('REQUESTED', 'SENT', 'ACKNOWLEDGED', 'RUNNING')
               and expires_at <= now()
             order by model_id, environment
            """;

    private final Jdbi jdbi;

    public RetrainingRequests(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Makes every open request EXPIRED whose time is over by the wall clock, also those of models
     * that no run looks at any more. Each in a transaction of its own.
     *
     * @return how many expired now
     */
    public int expireOutlived(String writer) {
        int expired = 0;
        for (Pair pair : outlived()) {
            expired +=
                    jdbi.inTransaction(
                            handle ->
                                    OpenRequests.of(handle, pair.modelId, pair.environment)
                                            .expireOutlived(writer));
        }
        return expired;
    }

    private List<Pair> outlived() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(OUTLIVED)
                                .map(
                                        row ->
                                                new Pair(
                                                        row.getColumn("model_id", Integer.class),
                                                        row.getColumn("environment", String.class)))
                                .list());
    }

    private record Pair(int modelId, String environment) {}
}
