// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining;

import static io.halflife.storage.webhook.AttemptOutcome.DELIVERED;
import static io.halflife.storage.webhook.AttemptOutcome.REFUSED;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.standardwebhooks.Webhook;
import io.halflife.retraining.Receiver.Call;
import io.halflife.storage.webhook.Delivery;
import io.halflife.storage.webhook.DeliveryState;
import io.halflife.storage.webhook.NewSecret;
import io.halflife.storage.webhook.SealingKey;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages over real HTTP, out of a real database. */
@SuppressWarnings("try") // services run beside the test
class DeliveryIT {

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

    /** Another implementation of Standard Webhooks says that the bytes are ours. */
    @Test
    void message_isDeliveredOnceAndVerifies() throws Exception {
        NewSecret endpoint = installed.endpoint(receiver.url());
        installed.request(REQUEST);
        try (RetrainingService service = installed.start()) {
            await().until(() -> installed.state(REQUEST).equals("SENT"));
        }

        assertEquals(1, receiver.calls().size());
        Call call = receiver.calls().get(0);
        new Webhook(endpoint.secret()).verify(call.body(), headers(call));
        assertTrue(call.id().matches("msg_[0-9A-HJKMNP-TV-Z]{26}"), call.id());
        assertTrue(
                call.body()
                        .contains(
                                "\"url\":\"http://127.0.0.1:8090/models/churn/retraining/rtr_1\""),
                call.body());
        assertEquals("blue", call.team());
        Delivery delivery = installed.delivery(REQUEST).orElseThrow();
        assertEquals(DeliveryState.DELIVERED, delivery.state());
        assertEquals(call.id(), delivery.messageId());
        assertEquals(200, delivery.lastStatus());
        assertNull(delivery.nextAttemptAt());
        assertEquals(
                Map.of(REQUEST, true),
                installed.storage().deliveries().delivered(List.of(REQUEST)));
    }

    @Test
    void rotation_bothSecretsVerify() throws Exception {
        NewSecret before = installed.endpoint(receiver.url());
        NewSecret after =
                installed
                        .storage()
                        .webhookEndpoints()
                        .rotate(before.endpoint().id(), installed.key())
                        .orElseThrow();
        installed.request(REQUEST);
        try (RetrainingService service = installed.start()) {
            await().until(() -> receiver.calls().size() == 1);
        }

        Call call = receiver.calls().get(0);
        new Webhook(before.secret()).verify(call.body(), headers(call));
        new Webhook(after.secret()).verify(call.body(), headers(call));
    }

    /** The second attempt is due five seconds after the first: the clock is moved instead. */
    @Test
    void failure_isTriedAgainWithTheSameIdAndANewTimestamp() {
        receiver.answering(Receiver.body(500, "no: token=abc and ann@example.org"));
        installed.endpoint(receiver.url());
        installed.request(REQUEST);
        try (RetrainingService first = installed.start()) {
            await().until(() -> installed.outcomes(REQUEST).equals(List.of(REFUSED)));
        }
        Delivery waiting = installed.delivery(REQUEST).orElseThrow();
        assertEquals("answered 500", waiting.lastError());
        assertEquals("REQUESTED", installed.state(REQUEST));
        Duration wait = Duration.between(waiting.firstAttemptAt(), waiting.nextAttemptAt());
        assertTrue(wait.toMillis() >= 4000 && wait.toMillis() <= 6000, wait.toString());

        try (RetrainingService later = installed.start(ahead(Duration.ofSeconds(10)))) {
            await().until(() -> installed.state(REQUEST).equals("SENT"));
        }

        assertEquals(List.of(REFUSED, DELIVERED), installed.outcomes(REQUEST));
        List<Call> calls = receiver.calls();
        assertEquals(calls.get(0).id(), calls.get(1).id());
        assertEquals(calls.get(0).body(), calls.get(1).body());
        assertNotEquals(calls.get(0).timestamp(), calls.get(1).timestamp());
        assertEquals(
                "no: token=… and …",
                installed.storage().deliveries().attempts(waiting.messageId()).get(0).response());
    }

    @Test
    void retryAfter_isHonouredUpToAnHour() {
        receiver.answering(Receiver.status(429, "Retry-After", "100000"));
        installed.endpoint(receiver.url());
        installed.request(REQUEST);
        try (RetrainingService service = installed.start()) {
            await().until(() -> installed.outcomes(REQUEST).equals(List.of(REFUSED)));
        }

        Delivery waiting = installed.delivery(REQUEST).orElseThrow();
        Duration wait = Duration.between(waiting.firstAttemptAt(), waiting.nextAttemptAt());
        assertTrue(
                wait.compareTo(Duration.ofHours(1)) >= 0
                        && wait.compareTo(Duration.ofMinutes(61)) < 0,
                wait.toString());
    }

    @Test
    void expiry_makesADeadLetterAndNothingIsSent() {
        installed.endpoint(receiver.url());
        installed.request(REQUEST, Instant.now().minusSeconds(1));
        try (RetrainingService service = installed.start()) {
            await().until(
                            () ->
                                    installed
                                            .delivery(REQUEST)
                                            .filter(d -> d.state() == DeliveryState.DEAD)
                                            .isPresent());
        }

        assertEquals("expired", installed.delivery(REQUEST).orElseThrow().reason());
        assertTrue(receiver.calls().stream().noneMatch(c -> c.body().contains("requested")));
        assertEquals(
                Map.of(REQUEST, false),
                installed.storage().deliveries().delivered(List.of(REQUEST)));
    }

    /** A stale order is worse than none: the attempt that would come too late is not made. */
    @Test
    void schedule_isCutAtTheExpiry() {
        receiver.answering(Receiver.status(503, "Retry-After", "120"));
        installed.endpoint(receiver.url());
        installed.request(REQUEST, Instant.now().plusSeconds(60));
        try (RetrainingService service = installed.start()) {
            await().until(() -> installed.outcomes(REQUEST).equals(List.of(REFUSED)));
            await().until(
                            () ->
                                    installed.delivery(REQUEST).orElseThrow().state()
                                            == DeliveryState.DEAD);
        }

        assertEquals("expired", installed.delivery(REQUEST).orElseThrow().reason());
        assertEquals(1, installed.delivery(REQUEST).orElseThrow().attempts());
    }

    @Test
    void endpoint_getsOnlyWhatItAskedForAndWasWrittenLater() {
        installed.request("rtr_before");
        installed.endpoint(receiver.url(), "retraining.requested");
        installed.alarms(3);
        installed.storage().jdbi().useHandle(h -> h.execute("delete from retraining_event"));
        installed.request(REQUEST);
        try (RetrainingService service = installed.start()) {
            await().until(() -> installed.outcomes(REQUEST).equals(List.of(DELIVERED)));
        }

        assertEquals(1, receiver.calls().size());
        assertTrue(installed.delivery("rtr_before").isEmpty());
    }

    /** Two that look at once take each message once, and send two at a time to one endpoint. */
    @Test
    void twoDispatchers_deliverEachMessageOnce() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int messages = 60;
        for (int i = 0; i < messages; i++) {
            receiver.answering(
                    exchange -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        now.decrementAndGet();
                        Receiver.status(204).give(exchange);
                    });
        }
        installed.endpoint(receiver.url());
        installed.alarms(messages);
        try (RetrainingService one = installed.start();
                RetrainingService two = installed.start()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> receiver.calls().size() >= messages);
            await().until(() -> delivered() == messages);
        }

        Set<String> ids = new HashSet<>();
        receiver.calls().forEach(call -> ids.add(call.id()));
        assertEquals(messages, receiver.calls().size());
        assertEquals(messages, ids.size());
        assertTrue(most.get() <= 2, most + " at once");
    }

    @Test
    void replay_sendsAgainUnderTheSameId() {
        receiver.answering(Receiver.status(410));
        String id = installed.endpoint(receiver.url()).endpoint().id();
        installed.alarms(1);
        try (RetrainingService service = installed.start()) {
            await().until(
                            () ->
                                    ofEndpoint(id).size() == 1
                                            && ofEndpoint(id).get(0).state() == DeliveryState.DEAD);
            installed
                    .storage()
                    .webhookEndpoints()
                    .update(
                            id,
                            installed
                                    .storage()
                                    .webhookEndpoints()
                                    .draft(id, installed.key())
                                    .orElseThrow(),
                            true,
                            installed.key());

            installed.storage().webhookEndpoints().replay(ofEndpoint(id).get(0), "ann");

            await().until(() -> ofEndpoint(id).get(0).state() == DeliveryState.DELIVERED);
        }
        assertEquals(2, receiver.calls().size());
        assertEquals(receiver.calls().get(0).id(), receiver.calls().get(1).id());
        assertEquals(2, ofEndpoint(id).get(0).attempts());
    }

    @Test
    void trial_isTriedOnce() {
        receiver.answering(Receiver.status(500));
        String id = installed.endpoint(receiver.url()).endpoint().id();
        long failing = installed.storage().webhookEndpoints().test(id, "ann");
        try (RetrainingService service = installed.start()) {
            await().until(() -> trialState(failing) == DeliveryState.DEAD);
            long working = installed.storage().webhookEndpoints().test(id, "ann");
            await().until(() -> trialState(working) == DeliveryState.DELIVERED);
        }

        assertEquals(
                "test_failed",
                installed.storage().deliveries().ofTrial(failing).orElseThrow().reason());
        assertTrue(receiver.calls().get(1).body().contains("\"type\":\"webhook.test\""));
    }

    /** Without the key that sealed them, secrets are of no use and nothing goes out unsigned. */
    @Test
    void wrongKey_sendsNothing() {
        installed.endpoint(receiver.url());
        installed.request(REQUEST);
        Installed other = new Installed(installed.storage(), SealingKey.random());
        try (RetrainingService service = other.start()) {
            await().until(() -> installed.outcomes(REQUEST).size() == 1);
            await().until(() -> installed.delivery(REQUEST).orElseThrow().lastError() != null);
        }

        assertEquals(
                "the secret was sealed with another HALFLIFE_SECRET_KEY",
                installed.delivery(REQUEST).orElseThrow().lastError());
        assertEquals(List.of(), receiver.calls());
    }

    /** A callback that is quicker than our own note of the success is not undone by it. */
    @Test
    void sent_neverTakesARequestBack() {
        installed.endpoint(receiver.url());
        installed.request(REQUEST);
        installed
                .storage()
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        """
                                        insert into retraining_event (request_id, model_id,
                                          version_id, environment, state, reason, as_of,
                                          expires_at, summary, writer)
                                        select request_id, model_id, version_id, environment,
                                               'ACKNOWLEDGED', reason, now(), expires_at, '', 'test'
                                          from retraining_event
                                        """));
        try (RetrainingService service = installed.start()) {
            await().until(() -> installed.outcomes(REQUEST).equals(List.of(DELIVERED)));
        }

        assertEquals("ACKNOWLEDGED", installed.state(REQUEST));
    }

    private List<Delivery> ofEndpoint(String id) {
        return installed.storage().deliveries().ofEndpoint(id, null, "", 100);
    }

    private DeliveryState trialState(long number) {
        return installed
                .storage()
                .deliveries()
                .ofTrial(number)
                .map(Delivery::state)
                .orElse(DeliveryState.PENDING);
    }

    private int delivered() {
        return installed
                .storage()
                .jdbi()
                .withHandle(
                        h ->
                                h.createQuery(
                                                "select count(*) from webhook_delivery"
                                                        + " where state = 'DELIVERED'")
                                        .mapTo(Integer.class)
                                        .one());
    }

    private static Clock ahead(Duration by) {
        return Clock.offset(Clock.systemUTC(), by);
    }

    private static HttpHeaders headers(Call call) {
        assertFalse(call.signature().isEmpty());
        return HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of(call.id()),
                        "webhook-timestamp", List.of(call.timestamp()),
                        "webhook-signature", List.of(call.signature())),
                (name, value) -> true);
    }

    /** What was called off before it was sent is not sent; that it was called off is. */
    @Test
    void cancelledRequest_isNotAskedFor() {
        installed.endpoint(receiver.url());
        installed.request(REQUEST);
        installed.cancel(REQUEST);
        try (RetrainingService service = installed.start()) {
            await().until(() -> receiver.calls().size() == 1);
            await().until(
                            () ->
                                    installed
                                            .delivery(REQUEST)
                                            .filter(d -> d.state() == DeliveryState.DEAD)
                                            .isPresent());
        }

        assertTrue(
                receiver.calls().get(0).body().contains("\"type\":\"retraining.cancelled\""),
                receiver.calls().get(0).body());
        assertEquals("cancelled", installed.delivery(REQUEST).orElseThrow().reason());
        assertEquals("CANCELLED", installed.state(REQUEST));
    }
}
