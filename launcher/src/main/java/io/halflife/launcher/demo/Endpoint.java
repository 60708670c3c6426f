// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.client.HalflifeClient;
import io.halflife.client.RequestRefusedException;
import io.halflife.client.SendFailedException;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.sending.LoopbackClient;
import io.halflife.storage.json.Json;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The demo's receiver as the dashboard knows it: registered through its API like any other, and
 * taken back at the end, so that nothing is sent to where nobody listens.
 */
final class Endpoint implements AutoCloseable {

    private static final String PATH = "/v1/webhook-endpoints";
    private static final String DESCRIPTION = "the demo's own receiver";
    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HalflifeClient client;
    private final String id;
    private final String secret;

    private Endpoint(HalflifeClient client, String id, String secret) {
        this.client = client;
        this.id = id;
        this.secret = secret;
    }

    /** Registers it, and removes what an earlier demo that was killed has left. */
    static Endpoint register(URI dashboard, URI receiver) {
        HalflifeClient client = LoopbackClient.open(dashboard);
        for (JsonNode left :
                read(client.call("GET", PATH + "?limit=1000", null).body()).path("items")) {
            if (left.path("description").asText().equals(DESCRIPTION)) {
                delete(client, left.path("id").asText());
            }
        }
        ObjectNode body = Json.object();
        body.put("url", receiver.toString());
        body.putArray("models").add(Churn.ID.model());
        body.put("description", DESCRIPTION);
        JsonNode made = read(client.call("POST", PATH, body.toString()).body());
        return new Endpoint(client, made.path("id").asText(), made.path("secret").asText());
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw Refusal.failed("the dashboard's answer is no JSON", e);
        }
    }

    private static void delete(HalflifeClient client, String id) {
        client.call("DELETE", PATH + "/" + HalflifeClient.encoded(id), null);
    }

    /** With it the receiver checks signatures. */
    String secret() {
        return secret;
    }

    /** Whether somebody removed it before, or nobody answers any more, makes no difference. */
    @Override
    public void close() {
        try (client) {
            delete(client, id);
        } catch (RequestRefusedException | SendFailedException e) {
            LOG.debug("the demo's endpoint is not taken back", e);
        }
    }
}
