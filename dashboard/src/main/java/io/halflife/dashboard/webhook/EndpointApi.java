// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.auth.Principal;
import io.halflife.http.outbound.OutboundAddresses;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.server.Exchange;
import io.halflife.storage.webhook.EndpointDraft;
import io.halflife.storage.webhook.NewSecret;
import io.halflife.storage.webhook.SealingKey;
import io.halflife.storage.webhook.UnreadableSecretException;
import io.halflife.storage.webhook.WebhookEndpoint;
import io.halflife.storage.webhook.WebhookEndpoints;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Endpoints by API. A caller who may not see every model handles only endpoints that name models it
 * sees. Blocking.
 */
final class EndpointApi {

    private static final Problem NO_KEY =
            Problem.of(
                    409,
                    "secret_key_missing",
                    "set "
                            + SealingKey.SETTING
                            + " or "
                            + SealingKey.SETTING
                            + "_FILE for dashboard and retraining: secrets are not kept unsealed");

    private final WebhookEndpoints endpoints;
    private final Optional<SealingKey> key;
    private final EndpointBody bodies;

    EndpointApi(WebhookEndpoints endpoints, Optional<SealingKey> key, OutboundAddresses addresses) {
        this.endpoints = endpoints;
        this.key = key;
        this.bodies = new EndpointBody(addresses);
    }

    ObjectNode create(Principal caller, ObjectNode body) {
        SealingKey sealing = sealingKey();
        EndpointDraft draft = bodies.create(body);
        requireSight(caller, draft.models());
        return EndpointJson.withSecret(endpoints.create(draft, caller.name(), sealing));
    }

    List<WebhookEndpoint> list(Principal caller, String afterId, int limit) {
        return endpoints.list(afterId, limit, caller.models());
    }

    WebhookEndpoint require(Principal caller, String id) {
        return endpoints
                .find(id)
                .filter(endpoint -> sees(caller, endpoint.models()))
                .orElseThrow(EndpointApi::unknown);
    }

    ObjectNode change(Principal caller, String id, ObjectNode body) {
        SealingKey sealing = sealingKey();
        require(caller, id);
        EndpointDraft standing =
                readable(() -> endpoints.draft(id, sealing)).orElseThrow(EndpointApi::unknown);
        EndpointDraft draft = bodies.change(body, standing);
        requireSight(caller, draft.models());
        boolean reactivate = body.path("state").asText().equals("ACTIVE");
        return EndpointJson.endpoint(
                endpoints.update(id, draft, reactivate, sealing).orElseThrow(EndpointApi::unknown));
    }

    ObjectNode rotate(Principal caller, String id) {
        SealingKey sealing = sealingKey();
        require(caller, id);
        NewSecret rotated = endpoints.rotate(id, sealing).orElseThrow(EndpointApi::unknown);
        return EndpointJson.withSecret(rotated);
    }

    void delete(Principal caller, String id) {
        require(caller, id);
        if (!endpoints.delete(id)) {
            throw unknown();
        }
    }

    private SealingKey sealingKey() {
        return key.orElseThrow(() -> new ProblemException(NO_KEY));
    }

    private static <T> T readable(Supplier<T> read) {
        try {
            return read.get();
        } catch (UnreadableSecretException e) {
            throw new ProblemException(
                    Problem.of(409, "secret_unreadable", e.getMessage() + "; make it anew"));
        }
    }

    private static boolean sees(Principal caller, List<String> models) {
        return caller.models().isEmpty()
                || (!models.isEmpty() && models.stream().allMatch(caller::sees));
    }

    private static void requireSight(Principal caller, List<String> models) {
        if (!sees(caller, models)) {
            throw new ProblemException(Exchange.unknownModel());
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.of(404, "unknown_endpoint", "there is no such endpoint"));
    }
}
