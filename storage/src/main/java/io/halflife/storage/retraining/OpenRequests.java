// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retraining;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.retraining.DeploymentEvent;
import io.halflife.monitor.retraining.PastRequest;
import io.halflife.storage.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * The open retraining request of one model in one environment: at most one. Whoever holds this
 * holds the pair's advisory lock until the transaction ends, so that two services never change its
 * request at once.
 */
public final class OpenRequests {

    private static final String LOCK =
            """
            select pg_advisory_xact_lock(hashtextextended(
                'halflife.retraining/' || cast(:modelId as text) || '/' || :environment, 0))
            """;

    private static final String OPEN =
            """
            select r.request_id, r.state, r.as_of, m.name as model, v.version, v.artifact_digest,
                   r.expires_at <= now() as outlived
              from retraining_request r
              join model m on m.id = r.model_id
              join model_version v on v.id = r.version_id
             where r.model_id = :modelId and r.environment = :environment
               and r.state in ('REQUESTED', 'SENT', 'ACKNOWLEDGED', 'RUNNING')
             order by r.request_id
            """;

    private static final String APPEND =
            """
            insert into retraining_event (request_id, model_id, version_id, environment, state,
                reason, as_of, expires_at, summary, evidence, writer)
            select request_id, model_id, version_id, environment, :state, reason, :at,
                   expires_at, :summary, '{}', :writer
              from retraining_request where request_id = :id
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

    /** The id of the open request. */
    public Optional<String> id() {
        return open().stream().map(Open::id).findFirst();
    }

    /** A deployment that puts another artifact to work makes the open request SUCCEEDED. */
    public void answeredBy(DeploymentEvent deployment) {
        if (!deployment.replacesOthers()) {
            return;
        }
        for (Open request : open()) {
            // A deployment that is recorded late, from before the request, does not answer it.
            if (deployment.occurredAt().isAfter(request.asOf)
                    && deployment.isOtherThan(request.version, request.artifactDigest)) {
                String summary = "version " + deployment.version() + " was deployed";
                append(request, "SUCCEEDED", deployment.occurredAt(), summary, "collector");
            }
        }
    }

    /** The call of a REQUESTED request reached somebody: it is SENT. Any other state stays. */
    public void sent(String requestId, Instant at, String writer) {
        for (Open request : open()) {
            if (request.id.equals(requestId) && request.state.equals("REQUESTED")) {
                append(request, "SENT", at, "the call was delivered", writer);
            }
        }
    }

    /** A pipeline's report. Reporting again what was reported is harmless. */
    RetrainingRequests.Reported report(
            String requestId, RequestState next, String message, String writer) {
        expireOutlived(writer);
        List<RequestState> states = states(requestId);
        RequestState now = states.get(states.size() - 1);
        if (states.contains(next)) {
            return new RetrainingRequests.Reported(now, true);
        }
        if (!now.mayBecome(next)) {
            return new RetrainingRequests.Reported(now, false);
        }
        Instant at = new Outbox(handle, modelId, environment, writer).now();
        String summary = message.isEmpty() ? "the pipeline reported " + next : message;
        open().stream()
                .filter(request -> request.id.equals(requestId))
                .forEach(request -> append(request, next.name(), at, summary, writer));
        return new RetrainingRequests.Reported(next, true);
    }

    /** A person calls the request off; whoever was told of it is told. Twice is once. */
    RetrainingRequests.Reported cancel(String requestId, String message, String writer) {
        expireOutlived(writer);
        List<RequestState> states = states(requestId);
        RequestState now = states.get(states.size() - 1);
        if (!now.mayBeCancelled()) {
            return new RetrainingRequests.Reported(now, now == RequestState.CANCELLED);
        }
        Outbox outbox = new Outbox(handle, modelId, environment, writer);
        open().stream()
                .filter(request -> request.id.equals(requestId))
                .forEach(
                        request -> {
                            append(request, "CANCELLED", outbox.now(), message, writer);
                            ObjectNode data = about(request);
                            data.put("summary", message);
                            outbox.tell("retraining.cancelled", data, null);
                        });
        return new RetrainingRequests.Reported(RequestState.CANCELLED, true);
    }

    /** All that the request went through, oldest first. */
    private List<RequestState> states(String requestId) {
        return handle.createQuery(
                        "select state from retraining_event where request_id = :id order by id")
                .bind("id", requestId)
                .mapTo(String.class)
                .map(RequestState::valueOf)
                .list();
    }

    /**
     * Makes a request EXPIRED that is 24 hours old, by the wall clock or by the clock of the runs.
     *
     * @param asOf the clock of the run that looks
     * @return how many expired now
     */
    public int expire(Instant asOf, String writer) {
        return expire(request -> request.outlived || !asOf.isBefore(request.end()), writer);
    }

    /**
     * Makes a request EXPIRED whose time is over by the wall clock.
     *
     * @return how many expired now
     */
    public int expireOutlived(String writer) {
        return expire(request -> request.outlived, writer);
    }

    private int expire(Predicate<Open> isOver, String writer) {
        List<Open> over = open().stream().filter(isOver).toList();
        for (Open request : over) {
            String summary = "nobody finished it within 24 hours";
            append(request, "EXPIRED", request.end(), summary, writer);
            new Outbox(handle, modelId, environment, writer)
                    .tell("retraining.expired", about(request), null);
        }
        return over.size();
    }

    private ObjectNode about(Open request) {
        ObjectNode data = Json.object();
        data.put("request_id", request.id);
        data.put("model", request.model);
        data.put("version", request.version);
        data.put("environment", environment);
        data.set("as_of", Json.time(request.asOf));
        return data;
    }

    private void append(Open request, String state, Instant at, String summary, String writer) {
        handle.createUpdate(APPEND)
                .bind("id", request.id)
                .bind("state", state)
                .bind("at", at)
                .bind("summary", summary)
                .bind("writer", writer)
                .execute();
    }

    private List<Open> open() {
        return handle.createQuery(OPEN)
                .bind("modelId", modelId)
                .bind("environment", environment)
                .map(
                        row ->
                                new Open(
                                        row.getColumn("request_id", String.class),
                                        row.getColumn("state", String.class),
                                        row.getColumn("as_of", Instant.class),
                                        row.getColumn("model", String.class),
                                        row.getColumn("version", String.class),
                                        row.getColumn("artifact_digest", String.class),
                                        row.getColumn("outlived", Boolean.class)))
                .list();
    }

    /**
     * An open request.
     *
     * @param outlived whether its time is over by the wall clock
     */
    private record Open(
            String id,
            String state,
            Instant asOf,
            String model,
            String version,
            String artifactDigest,
            boolean outlived) {

        /** The end of its time by the clock of the runs. */
        Instant end() {
            return asOf.plus(PastRequest.EXPIRES_AFTER);
        }
    }
}
