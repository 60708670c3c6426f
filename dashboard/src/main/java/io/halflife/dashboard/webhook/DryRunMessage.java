// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.json.Json;
import io.halflife.storage.signing.MessageBody;
import io.halflife.storage.signing.WebhookSecret;
import io.halflife.storage.signing.WebhookSignature;
import io.halflife.storage.webhook.EndpointSecrets;
import io.halflife.storage.webhook.SealingKey;
import io.halflife.storage.webhook.UnreadableSecretException;
import io.halflife.storage.webhook.WebhookEndpoint;
import io.halflife.storage.webhook.WebhookEndpoints;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message as every endpoint would get it, signed, shown and not sent. It says of itself that it
 * is a dry run, so that its signature starts nothing. Static headers are left out: their values are
 * secrets. Blocking.
 */
final class DryRunMessage {

    private static final String ID = "msg_dry_run";
    private static final int ENDPOINTS_MAX = 100;

    private final WebhookEndpoints endpoints;
    private final Optional<SealingKey> key;
    private final Clock clock;

    DryRunMessage(WebhookEndpoints endpoints, Optional<SealingKey> key, Clock clock) {
        this.endpoints = endpoints;
        this.key = key;
        this.clock = clock;
    }

    /** The bytes, and the headers for each endpoint that wants them. */
    ObjectNode of(String model, ObjectNode message) {
        byte[] body = new MessageBody("").of(message.toString());
        String type = message.path("type").textValue();
        ObjectNode json = Json.object();
        json.put("body", new String(body, StandardCharsets.UTF_8));
        ArrayNode calls = json.putArray("endpoints");
        Instant now = clock.instant();
        endpoints.list("", ENDPOINTS_MAX).stream()
                .filter(endpoint -> endpoint.isOn() && endpoint.wants(type, model))
                .forEach(endpoint -> calls.add(call(endpoint, body, now)));
        return json;
    }

    private ObjectNode call(WebhookEndpoint endpoint, byte[] body, Instant now) {
        ObjectNode json = Json.object();
        json.put("id", endpoint.id());
        json.put("host", host(endpoint.url()));
        ObjectNode headers = json.putObject("headers");
        headers.put("webhook-id", ID);
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        headers.put("webhook-signature", signature(endpoint.id(), body, now).orElse(null));
        return json;
    }

    /** Empty where the secrets cannot be read here: without their key, or with another. */
    private Optional<String> signature(String endpointId, byte[] body, Instant now) {
        Optional<EndpointSecrets> sealed = endpoints.secrets(endpointId);
        if (key.isEmpty() || sealed.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<WebhookSecret> secrets =
                    sealed.get().secrets(key.get()).stream().map(WebhookSecret::parse).toList();
            return Optional.of(new WebhookSignature(secrets).sign(ID, now, body));
        } catch (UnreadableSecretException e) {
            return Optional.empty();
        }
    }

    /** Scheme, host and port: path and query of a webhook are often its secret. */
    private static String host(String url) {
        URI uri = URI.create(url);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port;
    }
}
