// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.dashboard.Asking;
import io.halflife.dashboard.Seeds;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.signing.WebhookSecret;
import io.halflife.storage.signing.WebhookSignature;
import io.halflife.storage.webhook.SealingKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people do to calls to retrain, over a real database. */
class RequestActsIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final String PAGE = "/models/" + Seeds.MODEL + "/retraining";
    private static final String DOOR = "/v1/models/" + Seeds.MODEL + "/retraining-requests";
    private static final String REQUEST = DOOR + "/" + Seeds.REQUEST_ID;
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    private final SealingKey key = SealingKey.of(SealingKey.random());
    private Asking asking;

    @BeforeEach
    void start() {
        POSTGRES.storage()
                .jdbi()
                .useHandle(h -> h.execute("truncate model, webhook_endpoint cascade"));
        Seeds.plant(POSTGRES.storage());
        asking = new Asking(POSTGRES.storage(), key);
    }

    @AfterEach
    void stop() {
        asking.close();
    }

    private static List<String> told() {
        return texts("select type from outbox order by id");
    }

    private static List<String> states() {
        return texts("select state from retraining_event order by id");
    }

    private static List<String> texts(String sql) {
        return POSTGRES.storage()
                .jdbi()
                .withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
    }

    @Test
    void acknowledge_isKeptWithItsNote_andTwiceIsOnce() throws Exception {
        String body = "{\"note\":\"" + HOSTILE + "\"}";

        JsonNode done = asking.json(200, "POST", REQUEST + ":acknowledge", body);
        asking.json(200, "POST", REQUEST + ":acknowledge", "{}");

        assertEquals("ACKNOWLEDGED", done.get("state").textValue());
        assertEquals(List.of("REQUESTED", "ACKNOWLEDGED"), states());
        String page = asking.page(PAGE + "/" + Seeds.REQUEST_ID);
        assertFalse(Asking.markup(page).contains("<img src=x"), "markup");
        assertTrue(
                page.contains("development acknowledged it: &lt;img src=x onerror=alert(1)&gt;"),
                page);
        assertFalse(page.contains(":acknowledge\""), "the button is gone");
        assertTrue(page.contains(":cancel\""), "it may still be called off");
    }

    @Test
    void cancel_endsTheRequest_tellsEndpoints_andTwiceIsOnce() throws Exception {
        JsonNode done = asking.json(200, "POST", REQUEST + ":cancel", "{\"note\":\"wrong data\"}");
        asking.json(200, "POST", REQUEST + ":cancel", "{}");

        assertEquals("CANCELLED", done.get("state").textValue());
        assertEquals(List.of("REQUESTED", "CANCELLED"), states());
        assertEquals(List.of("retraining.cancelled"), told());
        assertEquals(
                List.of("development called it off: wrong data"),
                texts("select payload -> 'data' ->> 'summary' from outbox"));
        JsonNode late = asking.json(409, "POST", REQUEST + ":acknowledge", "{}");
        assertEquals("illegal_transition", late.get("code").textValue());
        assertEquals("the request is cancelled already", late.get("detail").textValue());
        String page = asking.page(PAGE + "/" + Seeds.REQUEST_ID);
        assertFalse(page.contains("data-act="), "nothing is left to do");
        asking.json(201, "POST", DOOR, "{\"note\":\"another try\"}");
    }

    @Test
    void acts_thatCannotBe_sayWhy() throws Exception {
        assertEquals(404, asking.call("POST", DOOR + "/rtr_none:cancel", "{}").statusCode());
        assertEquals(404, asking.call("POST", REQUEST + ":forget", "{}").statusCode());
        assertEquals(404, asking.call("POST", REQUEST, "{}").statusCode());
        assertEquals(
                404,
                asking.call(
                                "POST",
                                "/v1/models/"
                                        + Seeds.BARE_MODEL
                                        + "/retraining-requests/"
                                        + Seeds.REQUEST_ID
                                        + ":cancel",
                                "{}")
                        .statusCode());
        assertEquals(
                "/note string_too_long",
                String.join(
                        "",
                        Asking.findings(
                                asking.json(
                                        422,
                                        "POST",
                                        REQUEST + ":cancel",
                                        "{\"note\":\"" + "x".repeat(501) + "\"}"))));
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "update retraining_event set expires_at = now()"
                                                + " - interval '1 second'"));
        JsonNode late = asking.json(409, "POST", REQUEST + ":cancel", "{}");
        assertEquals("the request is expired already", late.get("detail").textValue());
    }

    /** What is shown is what would be sent, under a signature that fits, and nothing is stored. */
    @Test
    void dryRun_showsTheSignedMessageAndStoresNothing() throws Exception {
        JsonNode endpoint =
                asking.json(
                        201,
                        "POST",
                        "/v1/webhook-endpoints",
                        "{\"url\":\"https://8.8.8.8:8443/hooks?token=hush\"}");
        asking.json(
                201,
                "POST",
                "/v1/webhook-endpoints",
                "{\"url\":\"https://8.8.8.8/others\",\"models\":[\"untouched\"]}");

        JsonNode shown =
                asking.json(200, "POST", DOOR + ":dry-run", "{\"note\":\"" + HOSTILE + "\"}");

        assertEquals(1, shown.get("endpoints").size(), "the other wants other models");
        JsonNode call = shown.at("/endpoints/0");
        assertEquals("https://8.8.8.8:8443", call.get("host").textValue());
        assertFalse(shown.toString().contains("hush"), "an address may hold a secret");
        byte[] body = shown.get("body").textValue().getBytes(StandardCharsets.UTF_8);
        JsonNode headers = call.get("headers");
        Instant at = Instant.ofEpochSecond(headers.get("webhook-timestamp").asLong());
        assertTrue(
                new WebhookSignature(
                                List.of(WebhookSecret.parse(endpoint.get("secret").textValue())))
                        .verify(
                                headers.get("webhook-id").textValue(),
                                at,
                                body,
                                headers.get("webhook-signature").textValue(),
                                at));
        String text = shown.get("body").textValue();
        assertTrue(text.contains("\"dry_run\":true"), text);
        assertTrue(text.contains("\"type\":\"retraining.requested\""), text);
        assertTrue(shown.get("refusal").textValue().startsWith("a request is open"));
        assertEquals(List.of(), told());
        assertEquals(List.of("REQUESTED"), states());
    }

    @Test
    void dryRun_inCoolDown_saysThatItWouldBeRefused() throws Exception {
        asking.json(200, "POST", REQUEST + ":cancel", "{}");

        JsonNode held = asking.json(200, "POST", DOOR + ":dry-run", "{}");
        JsonNode noted = asking.json(200, "POST", DOOR + ":dry-run", "{\"note\":\"new data\"}");

        assertTrue(held.get("refusal").isTextual(), held.toString());
        assertTrue(noted.get("refusal").isNull(), "a note lets it through");
        assertEquals(0, held.get("endpoints").size());
    }

    @Test
    void page_offersToAskForTheVersionThatItShows() throws Exception {
        String page = asking.page(PAGE);

        assertTrue(page.contains("data-ask=\"" + DOOR + "\" data-version=\"1\""), page);
        assertFalse(asking.page("/retraining").contains("data-ask"), "not for all models");
    }

    @Test
    void page_offersToSendAgainWhatMayBeSentAgain() throws Exception {
        JsonNode endpoint =
                asking.json(
                        201, "POST", "/v1/webhook-endpoints", "{\"url\":\"https://8.8.8.8/h\"}");
        String id = endpoint.get("id").textValue();
        plantDelivery(id, "msg_gone", "DEAD", "now() - interval '1 hour'");
        plantDelivery(id, "msg_again", "DEAD", "now() + interval '1 hour'");
        plantDelivery(id, "msg_under_way", "PENDING", "null");

        String page = asking.page(PAGE + "/" + Seeds.REQUEST_ID);

        assertTrue(
                page.contains(
                        "data-act=\"/v1/webhook-endpoints/" + id + "/deliveries/msg_again:replay"),
                page);
        assertFalse(page.contains("msg_gone:replay"), "its time is over");
        assertFalse(page.contains("msg_under_way:replay"), "it is on its way");
        assertEquals(
                200,
                asking.call(
                                "POST",
                                "/v1/webhook-endpoints/" + id + "/deliveries/msg_again:replay",
                                "{}")
                        .statusCode());
    }

    private static void plantDelivery(String endpoint, String id, String state, String expires) {
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        """
                                        with o as (
                                          insert into outbox (type, model_id, environment, payload, writer)
                                          select 'retraining.requested', id, 'production', '{}', 'test'
                                            from model where name = 'elec2-logreg' returning id)
                                        insert into webhook_delivery (message_id, endpoint_id,
                                          outbox_id, type, request_id, state, attempts,
                                          next_attempt_at, created_at, expires_at)
                                        select '%s', '%s', o.id, 'retraining.requested', '%s', '%s', 1,
                                          now(), now(), %s from o
                                        """
                                                .formatted(
                                                        id,
                                                        endpoint,
                                                        Seeds.REQUEST_ID,
                                                        state,
                                                        expires)));
    }
}
