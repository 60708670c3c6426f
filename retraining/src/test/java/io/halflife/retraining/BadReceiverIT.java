// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining;

import static io.halflife.storage.webhook.AttemptOutcome.DELIVERED;
import static io.halflife.storage.webhook.AttemptOutcome.GONE;
import static io.halflife.storage.webhook.AttemptOutcome.REDIRECTED;
import static io.halflife.storage.webhook.AttemptOutcome.TIMED_OUT;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.halflife.storage.webhook.Delivery;
import io.halflife.storage.webhook.DeliveryState;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receivers that send elsewhere, go away, hang, drip or never end. */
@SuppressWarnings("try") // services run beside the test
class BadReceiverIT {

    private static final String REQUEST = "rtr_1";

    private Installed installed;
    private Receiver receiver;

    @BeforeEach
    void open() throws IOException {
        installed = Installed.fresh();
        receiver = Receiver.open();
    }

    @AfterEach
    void close() {
        receiver.close();
        installed.close();
    }

    @Test
    void redirect_isAFailureAndIsNotFollowed() throws IOException {
        try (Receiver other = Receiver.open()) {
            receiver.answering(Receiver.status(302, "Location", other.url()));
            installed.endpoint(receiver.url());
            installed.request(REQUEST);
            try (RetrainingService service = installed.start()) {
                await().until(() -> installed.outcomes(REQUEST).equals(List.of(REDIRECTED)));
            }

            assertEquals(List.of(), other.calls());
            assertEquals(DeliveryState.PENDING, installed.delivery(REQUEST).orElseThrow().state());
        }
    }

    @Test
    void gone_shutsTheEndpointOff() {
        receiver.answering(Receiver.status(410));
        String id = installed.endpoint(receiver.url()).endpoint().id();
        installed.request(REQUEST);
        try (RetrainingService service = installed.start()) {
            await().until(() -> installed.outcomes(REQUEST).equals(List.of(GONE)));
            installed.alarms(1);
            await().until(
                            () ->
                                    installed
                                            .storage()
                                            .deliveries()
                                            .ofEndpoint(id, null, "", 10)
                                            .stream()
                                            .allMatch(d -> d.state() == DeliveryState.DEAD));
        }

        assertEquals("gone", installed.delivery(REQUEST).orElseThrow().reason());
        assertEquals(
                "it answered 410",
                installed.storage().webhookEndpoints().find(id).orElseThrow().shutOff());
        assertEquals(1, receiver.calls().size());
    }

    @Test
    void hangingReceiver_isCutOffInTime() {
        CountDownLatch over = new CountDownLatch(1);
        receiver.answering(exchange -> over.await());
        installed.endpoint(receiver.url());
        installed.request(REQUEST);
        try (RetrainingService service = installed.startImpatient()) {
            await().until(() -> installed.outcomes(REQUEST).contains(TIMED_OUT));
        } finally {
            over.countDown();
        }

        Delivery delivery = installed.delivery(REQUEST).orElseThrow();
        assertEquals("no whole answer within 700 ms", delivery.lastError());
        double seconds =
                installed.storage().deliveries().attempts(delivery.messageId()).get(0).seconds();
        assertTrue(seconds >= 0.7 && seconds < 10, Double.toString(seconds));
    }

    /** An answer that drips for ever is cut off too, although bytes keep coming. */
    @Test
    void drippingReceiver_isCutOffInTime() {
        receiver.answering(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    drip(exchange, 1, Duration.ofMillis(50));
                });
        installed.endpoint(receiver.url());
        installed.request(REQUEST);
        try (RetrainingService service = installed.startImpatient()) {
            await().until(() -> installed.outcomes(REQUEST).contains(TIMED_OUT));
        }
    }

    /** A success counts however much comes after it; no more than a little of that is read. */
    @Test
    void endlessAnswer_isReadUpToALimit() {
        AtomicInteger written = new AtomicInteger();
        receiver.answering(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try {
                        OutputStream out = exchange.getResponseBody();
                        while (true) {
                            out.write(new byte[1 << 16]);
                            written.incrementAndGet();
                        }
                    } catch (IOException e) {
                        exchange.close();
                    }
                });
        installed.endpoint(receiver.url());
        installed.request(REQUEST);
        try (RetrainingService service = installed.start()) {
            await().until(() -> installed.outcomes(REQUEST).equals(List.of(DELIVERED)));
        }

        // What the sockets' buffers hold was written by the receiver and read by nobody.
        assertTrue(written.get() < 1000, written + " writes of 64 KiB");
    }

    private static void drip(HttpExchange exchange, int bytes, Duration pause)
            throws InterruptedException {
        try {
            OutputStream out = exchange.getResponseBody();
            while (true) {
                out.write(new byte[bytes]);
                out.flush();
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            }
        } catch (IOException e) {
            exchange.close();
        }
    }
}
