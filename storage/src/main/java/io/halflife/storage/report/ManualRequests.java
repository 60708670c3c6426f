// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.retraining.PastRequest;
import io.halflife.monitor.retraining.RetrainingReason;
import io.halflife.monitor.retraining.RetrainingRequest;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.retraining.OpenRequests;
import io.halflife.storage.retraining.Outbox;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Requests that people make. A request and its message are written in one transaction, under the
 * lock of the model in the environment; while one is open no other is made. Blocking.
 */
public final class ManualRequests {

    private static final String WRITER = "dashboard";
    private static final String ID_PREFIX = "rtr_";
    private static final int ID_BYTES = 16;
    private static final String DRY_RUN_ID = ID_PREFIX + "dry_run";

    private final Jdbi jdbi;
    private final SecureRandom random = new SecureRandom();

    public ManualRequests(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Makes a request of a person.
     *
     * @param asOf the clock of the version's runs
     * @param note why, in the person's words
     * @param actor who asks
     * @return its id; empty when another request is open
     */
    public Optional<String> make(
            RegisteredVersion version,
            String environment,
            Instant asOf,
            RequestEvidence evidence,
            String note,
            String actor) {
        RetrainingRequest request = request(newId(), version, environment, asOf, note);
        return jdbi.inTransaction(handle -> make(handle, version, request, evidence, actor));
    }

    /**
     * The message of a request that nobody makes: as {@link #make} would write it at this moment,
     * but marked as a dry run, without a number, and under an id that is nobody's.
     *
     * @param now by the wall clock
     */
    public static ObjectNode rehearse(
            RegisteredVersion version,
            String environment,
            Instant asOf,
            RequestEvidence evidence,
            String note,
            String actor,
            Instant now) {
        ObjectNode data =
                new RequestEventJson(evidence)
                        .write(
                                request(DRY_RUN_ID, version, environment, asOf, note),
                                0,
                                now.plus(PastRequest.EXPIRES_AFTER));
        data.putNull("sequence");
        data.put("dry_run", true);
        data.put("requested_by", actor);
        return Outbox.event("retraining.requested", now, data);
    }

    private static RetrainingRequest request(
            String id, RegisteredVersion version, String environment, Instant asOf, String note) {
        return new RetrainingRequest(
                id,
                version.definition().id(),
                environment,
                asOf,
                RetrainingReason.MANUAL,
                note,
                Map.of());
    }

    private static Optional<String> make(
            Handle handle,
            RegisteredVersion version,
            RetrainingRequest request,
            RequestEvidence evidence,
            String actor) {
        int modelId = version.modelId();
        OpenRequests requests = OpenRequests.of(handle, modelId, request.environment());
        requests.expire(request.asOf(), WRITER);
        if (requests.id().isPresent()) {
            return Optional.empty();
        }
        Outbox outbox = new Outbox(handle, modelId, request.environment(), WRITER);
        Instant expiresAt = outbox.now().plus(PastRequest.EXPIRES_AFTER);
        long sequence =
                RequestRows.insert(
                        handle, request, modelId, version.versionId(), expiresAt, WRITER);
        ObjectNode data = new RequestEventJson(evidence).write(request, sequence, expiresAt);
        data.put("requested_by", actor);
        outbox.tell("retraining.requested", data, expiresAt);
        return Optional.of(request.id());
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return ID_PREFIX + HexFormat.of().formatHex(bytes);
    }
}
