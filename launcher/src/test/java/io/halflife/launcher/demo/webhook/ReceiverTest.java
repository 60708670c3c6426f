// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.signing.WebhookSecret;
import io.halflife.storage.signing.WebhookSignature;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages over a real connection. */
class ReceiverTest {

    /** The secret of Standard Webhooks' own example. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");

    private static final String CALL =
            """
            {"type":"retraining.requested","timestamp":"2026-07-01T10:00:00Z","data":{
             "request_id":"rtr_7","evidence":{"forecast":{"metric":"accuracy","threshold":0.875,
             "at":"2026-07-09T00:00:00Z","low":"2026-07-05T00:00:00Z","high":null}}}}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private Receiver receiver;

    @BeforeEach
    void open() {
        receiver = Receiver.open(Clock.fixed(NOW, ZoneOffset.UTC));
        receiver.trust(SECRET);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private int send(String id, Instant timestamp, String signature, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(receiver.url())
                        .header("webhook-id", id)
                        .header("webhook-timestamp", Long.toString(timestamp.getEpochSecond()))
                        .header("webhook-signature", signature)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private int sendSigned(String id, Instant timestamp, String body) throws Exception {
        return send(id, timestamp, signature(SECRET, id, timestamp, body), body);
    }

    private static String signature(String secret, String id, Instant timestamp, String body) {
        return new WebhookSignature(List.of(WebhookSecret.parse(secret)))
                .sign(id, timestamp, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void signedMessage_isTaken() throws Exception {
        assertEquals(204, sendSigned("msg_1", NOW, CALL));

        Receipt receipt = receiver.receipts().get(0);
        assertEquals("msg_1", receipt.messageId());
        assertTrue(receipt.isCallOf("rtr_7"));
        assertFalse(receipt.isCallOf("rtr_8"));
        assertEquals(NOW, receipt.receivedAt());
        assertNull(receipt.forecastOrNull().highOrNull());
        assertTrue(receipt.forecastOrNull().covers(Instant.parse("2027-01-01T00:00:00Z")));
        assertFalse(receipt.forecastOrNull().covers(Instant.parse("2026-07-04T23:59:59Z")));
    }

    /** The same {@code webhook-id} with a new timestamp: a repeat after a lost answer. */
    @Test
    void repeatedMessage_isTakenOnce_andAnsweredAlike() throws Exception {
        assertEquals(204, sendSigned("msg_1", NOW.minusSeconds(5), CALL));
        assertEquals(204, sendSigned("msg_1", NOW, CALL));

        assertEquals(1, receiver.receipts().size());
        assertEquals(1, receiver.repeated());
    }

    @Test
    void otherSecret_orChangedBody_isRefused() throws Exception {
        String other = WebhookSecret.random(new java.security.SecureRandom()).text();

        assertEquals(401, send("msg_1", NOW, signature(other, "msg_1", NOW, CALL), CALL));
        assertEquals(401, send("msg_1", NOW, signature(SECRET, "msg_1", NOW, CALL), CALL + " "));
        assertEquals(401, send("msg_2", NOW, signature(SECRET, "msg_1", NOW, CALL), CALL));

        assertEquals(List.of(), receiver.receipts());
        assertEquals(3, receiver.refused());
    }

    @Test
    void oldMessage_isRefused() throws Exception {
        assertEquals(401, sendSigned("msg_1", NOW.minus(Duration.ofMinutes(6)), CALL));
        assertEquals(
                401, sendSigned("msg_1", Instant.ofEpochSecond(Long.MIN_VALUE / 2_000_000), CALL));
    }

    @Test
    void signedNonsense_isNoEvent() throws Exception {
        assertEquals(400, sendSigned("msg_1", NOW, "[]"));
        assertEquals(400, sendSigned("msg_2", NOW, "{"));
        assertEquals(413, sendSigned("msg_3", NOW, " ".repeat(70_000)));
        assertEquals(List.of(), receiver.receipts());
    }

    @Test
    void beforeTheSecretIsKnown_comesLater() throws Exception {
        try (Receiver early = Receiver.open(Clock.fixed(NOW, ZoneOffset.UTC))) {
            receiver.close();
            receiver = early;
            assertEquals(503, sendSigned("msg_1", NOW, CALL));
        }
    }

    @Test
    void await_ends_whenTheMessageComes_orTimeIsUp() throws Exception {
        assertTrue(receiver.await(r -> r.isCallOf("rtr_7"), Duration.ofMillis(20)).isEmpty());
        sendSigned("msg_1", NOW, CALL);

        assertTrue(receiver.await(r -> r.isCallOf("rtr_7"), Duration.ofSeconds(20)).isPresent());
    }
}
