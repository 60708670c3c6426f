// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import io.halflife.http.outbound.OutboundAddresses;
import io.halflife.http.outbound.RefusedAddressException;
import io.halflife.storage.signing.MessageBody;
import io.halflife.storage.signing.WebhookSecret;
import io.halflife.storage.signing.WebhookSignature;
import io.halflife.storage.webhook.DueDelivery;
import io.halflife.storage.webhook.SealingKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Signs and posts messages (Standard Webhooks). Each attempt has a connection of its own, to the
 * address that was checked; redirects are not followed.
 */
final class WebhookSender {

    private static final int HEADER_BYTES_MAX = 8 << 10;

    private final Vertx vertx;
    private final DeliverySettings settings;
    private final OutboundAddresses addresses;
    private final MessageBody bodies;
    private final Clock clock;
    private final HttpClient client;

    WebhookSender(
            Vertx vertx, DeliverySettings settings, OutboundAddresses addresses, Clock clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.addresses = addresses;
        this.bodies = new MessageBody(settings.dashboardUrl());
        this.clock = clock;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                                .setKeepAlive(false)
                                .setVerifyHost(true)
                                .setDecompressionSupported(false)
                                .setMaxHeaderSize(HEADER_BYTES_MAX));
    }

    /** Posts once. The future never fails. */
    Future<Answered> send(DueDelivery delivery, SealingKey key) {
        Future<Prepared> prepared = vertx.executeBlocking(() -> prepare(delivery, key), false);
        return new WebhookCall(vertx, clock, settings.totalTimeout()).start(client, prepared);
    }

    private Prepared prepare(DueDelivery delivery, SealingKey key)
            throws RefusedAddressException, UnknownHostException {
        URI uri = addresses.parse(delivery.url());
        InetAddress address = addresses.resolve(uri);
        byte[] body = bodies.of(delivery.message());
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setServer(
                                SocketAddress.inetSocketAddress(
                                        OutboundAddresses.port(uri), address.getHostAddress()))
                        .setHost(uri.getHost())
                        .setPort(OutboundAddresses.port(uri))
                        .setSsl(OutboundAddresses.isTls(uri))
                        .setURI(pathOf(uri))
                        .setFollowRedirects(false);
        delivery.secrets().headers(key).forEach(options::putHeader);
        sign(options, delivery, key, body);
        return new Prepared(options, Buffer.buffer(body));
    }

    private void sign(RequestOptions options, DueDelivery delivery, SealingKey key, byte[] body) {
        List<WebhookSecret> secrets =
                delivery.secrets().secrets(key).stream().map(WebhookSecret::parse).toList();
        Instant now = clock.instant();
        options.putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "Halflife")
                .putHeader("webhook-id", delivery.messageId())
                .putHeader("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .putHeader(
                        "webhook-signature",
                        new WebhookSignature(secrets).sign(delivery.messageId(), now, body));
    }

    private static String pathOf(URI uri) {
        String path =
                uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
