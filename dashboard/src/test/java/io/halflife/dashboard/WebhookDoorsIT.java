// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.halflife.dashboard.metrics.ExporterSettings;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.webhook.SealingKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints and requests by hand, over a real database, asked over HTTP. */
class WebhookDoorsIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String ENDPOINTS = "/v1/webhook-endpoints";
    private static final String REQUESTS = "/v1/models/" + Seeds.MODEL + "/retraining-requests";
    private static final String HOOK = "{\"url\":\"http://127.0.0.1:1/hook\"}";
    private static DashboardService dashboard;

    @BeforeAll
    static void start() {
        Seeds.plant(POSTGRES.storage());
        dashboard =
                DashboardService.start(
                        new DashboardSettings(
                                "127.0.0.1",
                                0,
                                0,
                                "",
                                true,
                                ExporterSettings.DEFAULTS,
                                Optional.of(SealingKey.of(SealingKey.random()))),
                        POSTGRES.storage());
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    @Test
    void create_showsTheSecretOnce() throws Exception {
        HttpResponse<String> made =
                call(
                        "POST",
                        ENDPOINTS,
                        """
                        {"url":"http://127.0.0.1:1/hook","types":["retraining.requested"],
                         "models":["churn"],"description":"ci","headers":{"X-Token":"s3cr3t"}}
                        """);

        assertEquals(201, made.statusCode(), made.body());
        JsonNode endpoint = JSON.readTree(made.body());
        String path = ENDPOINTS + "/" + endpoint.get("id").textValue();
        assertEquals(path, made.headers().firstValue("Location").orElseThrow());
        assertTrue(endpoint.get("secret").textValue().startsWith("whsec_"));
        assertEquals("ACTIVE", endpoint.get("state").textValue());
        String shown = call("GET", path, null).body();
        assertFalse(shown.contains("whsec_"), shown);
        assertFalse(shown.contains("s3cr3t"), shown);
        assertEquals("[\"X-Token\"]", JSON.readTree(shown).get("headers").toString());
        assertFalse(call("GET", ENDPOINTS, null).body().contains("whsec_"));
    }

    @Test
    void create_namesEveryBrokenRule() throws Exception {
        HttpResponse<String> refused =
                call(
                        "POST",
                        ENDPOINTS,
                        """
                        {"url":"ftp://127.0.0.1/","types":["alarm.rased"],"colour":"blue",
                         "headers":{"Webhook-Id":"x"},"state":"SHUT_OFF"}
                        """);

        assertEquals(422, refused.statusCode());
        List<String> pointers = new ArrayList<>();
        JSON.readTree(refused.body())
                .get("errors")
                .forEach(e -> pointers.add(e.get("pointer").textValue()));
        assertEquals(
                new TreeSet<>(List.of("/url", "/types", "/colour", "/headers", "/state")),
                new TreeSet<>(pointers));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Host\":\"x\"}",
                "{\"webhook-signature\":\"x\"}",
                "{\"Content-Length\":\"1\"}",
                "{\"Connection\":\"close\"}",
                "{\"Transfer-Encoding\":\"chunked\"}",
                "{\"X Y\":\"x\"}",
                "{\"X\":\"a\\r\\nHost: b\"}",
                "{\"X\":1}",
                "[]"
            })
    void headers_ofTheConnectionOrWithLineBreaksAreRefused(String headers) throws Exception {
        HttpResponse<String> refused =
                call(
                        "POST",
                        ENDPOINTS,
                        "{\"url\":\"http://127.0.0.1:1/\",\"headers\":" + headers + "}");

        assertEquals(422, refused.statusCode(), refused.body());
    }

    @Test
    void change_keepsWhatIsNotSaid() throws Exception {
        String path = made("{\"url\":\"http://127.0.0.1:1/\",\"headers\":{\"X-A\":\"1\"}}");

        JsonNode changed = JSON.readTree(call("PATCH", path, "{\"description\":\"mine\"}").body());

        assertEquals("mine", changed.get("description").textValue());
        assertEquals("[\"X-A\"]", changed.get("headers").toString());
        JsonNode off = JSON.readTree(call("PATCH", path, "{\"state\":\"INACTIVE\"}").body());
        assertEquals("INACTIVE", off.get("state").textValue());
        assertEquals(409, call("POST", path + ":test", "").statusCode());
    }

    @Test
    void delete_isOnce() throws Exception {
        String path = made(HOOK);

        assertEquals(204, call("DELETE", path, null).statusCode());
        assertEquals(404, call("GET", path, null).statusCode());
        assertEquals(404, call("DELETE", path, null).statusCode());
    }

    @Test
    void rotate_givesAnotherSecretAndSaysHowLongTheOldOneLasts() throws Exception {
        HttpResponse<String> made = call("POST", ENDPOINTS, HOOK);
        String path = made.headers().firstValue("Location").orElseThrow();

        JsonNode rotated = JSON.readTree(call("POST", path + ":rotate-secret", "").body());

        assertNotEquals(
                JSON.readTree(made.body()).get("secret").textValue(),
                rotated.get("secret").textValue());
        assertTrue(rotated.get("previous_secret_until").isTextual());
        assertEquals(404, call("POST", path + ":explode", "").statusCode());
    }

    @Test
    void list_goesOnWithItsCursor() throws Exception {
        made(HOOK);
        made(HOOK);

        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page =
                    JSON.readTree(
                            call("GET", ENDPOINTS + "?limit=1&cursor=" + cursor, null).body());
            page.get("items").forEach(item -> ids.add(item.get("id").textValue()));
            cursor = page.get("next_cursor").textValue();
        }

        assertEquals(new TreeSet<>(ids).size(), ids.size());
        assertEquals(
                ids.size(), JSON.readTree(call("GET", ENDPOINTS, null).body()).get("items").size());
    }

    @Test
    void withoutAKey_namesTheSetting() throws Exception {
        try (DashboardService keyless =
                DashboardService.start(
                        new DashboardSettings("127.0.0.1", 0, 0, "", true), POSTGRES.storage())) {
            HttpResponse<String> refused = call(keyless.port(), "POST", ENDPOINTS, HOOK);

            assertEquals(409, refused.statusCode());
            assertEquals(
                    "secret_key_missing", JSON.readTree(refused.body()).get("code").textValue());
            assertTrue(refused.body().contains("HALFLIFE_SECRET_KEY"), refused.body());
        }
    }

    @Test
    void deliveries_areListedAndReplayedUnlessTheirTimeIsOver() throws Exception {
        String path = made(HOOK);
        String id = path.substring(path.lastIndexOf('/') + 1);
        plantDelivery(id, "msg_old", "now() - interval '1 hour'");
        plantDelivery(id, "msg_young", "null");

        JsonNode dead = JSON.readTree(call("GET", path + "/deliveries?state=DEAD", null).body());

        assertEquals("msg_young", dead.at("/items/0/id").textValue());
        assertEquals("attempts_used", dead.at("/items/0/reason").textValue());
        assertEquals(
                0,
                JSON.readTree(call("GET", path + "/deliveries?state=PENDING", null).body())
                        .get("items")
                        .size());
        assertEquals(422, call("GET", path + "/deliveries?state=dead", null).statusCode());
        assertEquals(200, call("POST", path + "/deliveries/msg_young:replay", "").statusCode());
        assertEquals(409, call("POST", path + "/deliveries/msg_old:replay", "").statusCode());
        assertEquals(404, call("POST", path + "/deliveries/msg_none:replay", "").statusCode());
        JsonNode one = JSON.readTree(call("GET", path + "/deliveries/msg_young", null).body());
        assertEquals("refused", one.at("/history/0/outcome").textValue());
        assertEquals(
                "1",
                POSTGRES.storage()
                        .jdbi()
                        .withHandle(
                                h ->
                                        h.createQuery(
                                                        "select cast(count(*) as text) from webhook_command where message_id = 'msg_young'")
                                                .mapTo(String.class)
                                                .one()));
    }

    private static void plantDelivery(String endpoint, String message, String expiresAt) {
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        h -> {
                            h.execute(
                                    """
                                    with o as (
                                      insert into outbox (type, model_id, environment, payload, writer)
                                      select 'alarm.raised', min(id), 'production', '{}', 'test'
                                        from model returning id)
                                    insert into webhook_delivery (message_id, endpoint_id, outbox_id,
                                      type, state, reason, attempts, next_attempt_at, created_at,
                                      expires_at)
                                    select ?, ?, o.id, 'alarm.raised', 'DEAD', 'attempts_used', 1,
                                      now(), now(), %s from o
                                    """
                                            .formatted(expiresAt),
                                    message,
                                    endpoint);
                            h.execute(
                                    """
                                    insert into webhook_attempt (message_id, number, started_at,
                                      outcome, status) values (?, 1, now(), 'refused', 500)
                                    """,
                                    message);
                        });
    }

    /**
     * A person may ask; a second time only when the first is over, and in cool-down with a note.
     */
    @Test
    void request_byHandIsHeldBackUnlessANoteSaysWhy() throws Exception {
        endOpenRequests();
        HttpResponse<String> held = call("POST", REQUESTS, "{}");
        assertEquals(409, held.statusCode(), held.body());
        assertEquals("retraining_held_back", JSON.readTree(held.body()).get("code").textValue());

        HttpResponse<String> made = call("POST", REQUESTS, "{\"note\":\"new data is here\"}");

        assertEquals(201, made.statusCode(), made.body());
        JsonNode request = JSON.readTree(made.body());
        assertEquals("REQUESTED", request.get("state").textValue());
        assertEquals("manual", request.get("reason").textValue());
        assertEquals("new data is here", request.get("summary").textValue());
        JsonNode message = JSON.readTree(newestMessage());
        assertEquals("retraining.requested", message.get("type").textValue());
        assertEquals("manual", message.at("/data/trigger").textValue());
        assertEquals("development", message.at("/data/requested_by").textValue());
        assertEquals(request.get("id"), message.at("/data/request_id"));
        assertEquals(0.875, message.at("/data/evidence/performance/0/reference").doubleValue());
        HttpResponse<String> second = call("POST", REQUESTS, "{\"note\":\"again\"}");
        assertEquals(409, second.statusCode());
        assertEquals("request_open", JSON.readTree(second.body()).get("code").textValue());
        String path = made.headers().firstValue("Location").orElseThrow();
        JsonNode shown = JSON.readTree(call("GET", path, null).body());
        assertEquals(request.get("id"), shown.get("id"));
        assertEquals(0, shown.get("deliveries").size());
    }

    @Test
    void request_unknownModelVersionAndFields() throws Exception {
        assertEquals(404, call("POST", "/v1/models/none/retraining-requests", "{}").statusCode());
        assertEquals(404, call("POST", REQUESTS, "{\"version\":\"none\"}").statusCode());
        assertEquals(422, call("POST", REQUESTS, "{\"why\":\"\"}").statusCode());
    }

    private static void endOpenRequests() {
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        """
                                        insert into retraining_event (request_id, model_id, version_id,
                                          environment, state, reason, as_of, expires_at, summary, writer)
                                        select request_id, model_id, version_id, environment, 'FAILED',
                                               reason, as_of, expires_at, '', 'test'
                                          from retraining_request
                                        on conflict do nothing
                                        """));
    }

    private static String newestMessage() {
        return POSTGRES.storage()
                .jdbi()
                .withHandle(
                        h ->
                                h.createQuery(
                                                "select cast(payload as text) from outbox order by id desc limit 1")
                                        .mapTo(String.class)
                                        .one());
    }

    private static String made(String body) throws IOException, InterruptedException {
        return call("POST", ENDPOINTS, body).headers().firstValue("Location").orElseThrow();
    }

    private static HttpResponse<String> call(String method, String path, String body)
            throws IOException, InterruptedException {
        return call(dashboard.port(), method, path, body);
    }

    private static HttpResponse<String> call(int port, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.BodyPublisher publisher =
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body);
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/json")
                        .method(method, publisher)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
