// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retraining;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * The open retraining request of one model in one environment: at most one. Whoever holds this
 * holds the pair's advisory lock until the transaction ends, so that two services never change its
 * request at once.
 */
public final class OpenRequests {

    /** A request that nobody answered within this is not worth answering. */
    public static final Duration LIFETIME = Duration.ofHours(24);

    private static final String LOCK =
            """
            select pg_advisory_xact_lock(hashtextextended(
                'halflife.retraining/' || cast(:modelId as text) || '/' || :environment, 0))
            """;

    /** Adds one event to each open request that the condition selects. */
    private static final String APPEND =
            """
            insert into retraining_event (request_id, model_id, version_id, environment, state,
                reason, as_of, expires_at, summary, evidence, writer)
            select r.request_id, r.model_id, r.version_id, r.environment, :state, r.reason,
                   <at>, r.expires_at, :summary, '{}', :writer
              from retraining_request r
             where r.model_id = :modelId and r.environment = :environment
               and r.state in ('REQUESTED', 'SENT', 'ACKNOWLEDGED', 'RUNNING')
               and <condition>
            on conflict (request_id, state) do nothing
            """;

    private final Handle handle;
    private final int modelId;
    private final String environment;

    private OpenRequests(Handle handle, int modelId, String environment) {
        this.handle = handle;
        this.modelId = modelId;
        this.environment = environment;
    }

    /** Waits for the pair's lock. The handle must be in a transaction. */
    public static OpenRequests of(Handle handle, int modelId, String environment) {
        handle.createQuery(LOCK)
                .bind("modelId", modelId)
                .bind("environment", environment)
                .mapTo(String.class)
                .one();
        return new OpenRequests(handle, modelId, environment);
    }

    /** Whether a request is open. */
    public boolean exists() {
        return handle.createQuery(
                        """
                        select exists (select from retraining_request
                          where model_id = :modelId and environment = :environment
                            and state in ('REQUESTED', 'SENT', 'ACKNOWLEDGED', 'RUNNING'))
                        """)
                .bind("modelId", modelId)
                .bind("environment", environment)
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * A version went to work. If its artifact is another one than the request's, the request
     * SUCCEEDED. Where an artifact is not stated, another version counts as another artifact.
     */
    public void answeredBy(int versionId, Instant deployedAt) {
        handle.createUpdate(APPEND)
                .define("at", "cast(:at as timestamptz)")
                .define(
                        "condition",
                        """
                        exists (select from model_version asked, model_version deployed
                          where asked.id = r.version_id and deployed.id = :versionId
                            and asked.id <> deployed.id
                            and (asked.artifact_digest <> deployed.artifact_digest
                                 or deployed.artifact_digest = ''))
                        """)
                .bind("versionId", versionId)
                .bind("state", "SUCCEEDED")
                .bind("at", deployedAt)
                .bind("summary", "a version with another artifact was deployed")
                .bind("writer", "collector")
                .bind("modelId", modelId)
                .bind("environment", environment)
                .execute();
    }

    /**
     * A request is EXPIRED 24 hours after its creation, by the wall clock, or by the clock of the
     * runs, whichever is first.
     *
     * @param asOf the clock of the run that looks
     * @return how many expired now
     */
    public int expire(Instant asOf, String writer) {
        return handle.createUpdate(APPEND)
                .define(
                        "at",
                        "least(cast(:asOf as timestamptz), r.as_of + cast(:life as interval))")
                .define(
                        "condition",
                        """
                        (r.expires_at <= now()
                         or r.as_of + cast(:life as interval) <= cast(:asOf as timestamptz))
                        """)
                .bind("asOf", asOf)
                .bind("life", LIFETIME.toHours() + " hours")
                .bind("state", "EXPIRED")
                .bind("summary", "nobody finished it within " + LIFETIME.toHours() + " hours")
                .bind("writer", writer)
                .bind("modelId", modelId)
                .bind("environment", environment)
                .execute();
    }
}
