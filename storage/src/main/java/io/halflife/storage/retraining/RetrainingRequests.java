// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retraining;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
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

    /**
     * Takes a pipeline's report on a request.
     *
     * @param message of the pipeline; the empty string for none
     * @return what became of it; empty when the model has no such request
     */
    public Optional<Reported> report(
            int modelId, String requestId, RequestState state, String message, String writer) {
        return jdbi.inTransaction(
                handle ->
                        environmentOf(handle, modelId, requestId)
                                .map(
                                        environment ->
                                                OpenRequests.of(handle, modelId, environment)
                                                        .report(
                                                                requestId, state, message,
                                                                writer)));
    }

    /**
     * Calls a request off.
     *
     * @param message who did, and why
     * @return what became of it; empty when the model has no such request
     */
    public Optional<Reported> cancel(int modelId, String requestId, String message, String writer) {
        return jdbi.inTransaction(
                handle ->
                        environmentOf(handle, modelId, requestId)
                                .map(
                                        environment ->
                                                OpenRequests.of(handle, modelId, environment)
                                                        .cancel(requestId, message, writer)));
    }

    /**
     * What became of a report.
     *
     * @param state that the request has now
     * @param accepted false when the state that was reported cannot follow it
     */
    public record Reported(RequestState state, boolean accepted) {}

    private static Optional<String> environmentOf(Handle handle, int modelId, String requestId) {
        return handle.createQuery(
                        """
                        select environment from retraining_request
                         where request_id = :id and model_id = :modelId
                        """)
                .bind("id", requestId)
                .bind("modelId", modelId)
                .mapTo(String.class)
                .findOne();
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
