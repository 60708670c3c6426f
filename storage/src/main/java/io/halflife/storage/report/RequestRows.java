// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import io.halflife.monitor.retraining.RetrainingRequest;
import io.halflife.storage.json.Json;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** The first event of a request. */
final class RequestRows {

    private RequestRows() {}

    /** The number of the event, which rises with every request. */
    static long insert(
            Handle handle,
            RetrainingRequest request,
            int modelId,
            int versionId,
            Instant expiresAt,
            String writer) {
        return handle.createQuery(
                        """
                        insert into retraining_event (request_id, model_id, version_id, environment,
                            state, reason, as_of, expires_at, summary, evidence, writer)
                        values (:id, :modelId, :versionId, :environment,
                            'REQUESTED', :reason, :asOf, :expiresAt, :summary,
                            cast(:evidence as jsonb), :writer)
                        returning id
                        """)
                .bind("id", request.id())
                .bind("modelId", modelId)
                .bind("versionId", versionId)
                .bind("environment", request.environment())
                .bind("reason", request.reason().jsonName())
                .bind("asOf", request.asOf())
                .bind("expiresAt", expiresAt)
                .bind("summary", request.summary())
                .bind("evidence", Json.figures(request.evidence()).toString())
                .bind("writer", writer)
                .mapTo(Long.class)
                .one();
    }
}
