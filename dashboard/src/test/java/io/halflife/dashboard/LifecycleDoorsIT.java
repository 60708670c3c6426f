// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.metrics.ExporterSettings;
import io.halflife.dashboard.page.Links;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.analysis.AnalysisLocks;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.webhook.SealingKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Models archived, restored and deleted over HTTP, and the pages that show it. */
class LifecycleDoorsIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String HOSTILE = "<img/src=x/onerror=alert(1)>'\"; 日本 Ümlaut";
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

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + dashboard.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder writing(String model, String act, String body) {
        return request("/v1" + Links.model(model) + "/" + act)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> act(String model, String act, String body)
            throws Exception {
        return send(writing(model, act, body).header("X-Requested-With", "test"));
    }

    private static JsonNode json(HttpResponse<String> response, int status) throws Exception {
        assertEquals(status, response.statusCode(), response.body());
        return JSON.readTree(response.body());
    }

    private static JsonNode get(String path, int status) throws Exception {
        return json(send(request(path)), status);
    }

    private static String page(String path, int status) throws Exception {
        HttpResponse<String> response = new BrowserPages(dashboard.port()).get(path);
        assertEquals(status, response.statusCode(), response.body());
        assertEquals("", BrowserPages.forbiddenIn(response.body()), path);
        return response.body();
    }

    private static void model(String name) {
        POSTGRES.storage()
                .jdbi()
                .useHandle(h -> h.execute("insert into model (name) values (?)", name));
    }

    private static String code(HttpResponse<String> response) throws Exception {
        return JSON.readTree(response.body()).path("code").asText();
    }

    private static String confirm(String name) {
        ObjectNode body = JSON.createObjectNode();
        return body.put("confirm", name).put("reason", "ends").toString();
    }

    @Test
    void life_ofAHostileName() throws Exception {
        model(HOSTILE);
        String path = Links.model(HOSTILE);
        assertTrue(page("/", 200).contains("&lt;img/src=x/onerror=alert(1)>"));

        JsonNode archived = json(act(HOSTILE, "archive", "{\"reason\":\" old \"}"), 200);
        assertTrue(archived.get("archived").booleanValue());
        assertEquals(archived, json(act(HOSTILE, "archive", "{}"), 200), "twice is once");
        assertFalse(page("/", 200).contains("onerror"));
        assertFalse(get("/v1/models", 200).toString().contains("onerror"));
        assertTrue(get("/v1/models?archived=true", 200).toString().contains("onerror"));
        assertTrue(page("/archived", 200).contains("&lt;img/src=x"));
        assertTrue(page("/archived", 200).contains(">old<"));
        assertTrue(page(path + "/versions", 200).contains("This model is archived"));
        assertTrue(get("/v1" + path, 200).get("archived").booleanValue());
        for (String tab :
                List.of("", "/drift", "/slo", "/performance", "/quality", "/retraining")) {
            assertTrue(page(path + tab, 200).contains("ARCHIVED.</strong> Since"), tab);
        }

        assertFalse(json(act(HOSTILE, "restore", "{}"), 200).get("archived").booleanValue());
        assertTrue(page("/", 200).contains("&lt;img/src=x"));
        assertEquals("model_not_archived", code(act(HOSTILE, "delete", confirm(HOSTILE))));
        json(act(HOSTILE, "archive", "{}"), 200);
        JsonNode deleted = json(act(HOSTILE, "delete", confirm(HOSTILE)), 200);
        assertEquals(1, deleted.at("/rows/model").intValue());
        get("/v1" + path, 404);
        page(path + "/versions", 404);
        assertEquals(404, act(HOSTILE, "restore", "{}").statusCode());
        assertEquals(404, act(HOSTILE, "delete", confirm(HOSTILE)).statusCode());
        List<String> actions = new ArrayList<>();
        for (JsonNode event : get("/v1/audit-events", 200).get("items")) {
            if (event.get("model").textValue().equals(HOSTILE)) {
                actions.add(event.get("action").textValue());
                assertEquals("dashboard", event.get("writer").textValue());
            }
        }
        assertEquals(
                List.of("model.deleted", "model.archived", "model.restored", "model.archived"),
                actions);
    }

    @Test
    void delete_needsTheNameLetterByLetter() throws Exception {
        model("Precise");
        json(act("Precise", "archive", "{}"), 200);

        for (String body :
                List.of(
                        "{}",
                        "{\"confirm\":null}",
                        "{\"confirm\":true}",
                        confirm("precise"),
                        confirm("Precise "),
                        "{\"confirm\":\"Precise\",\"force\":true}",
                        "{\"confirm\":\"Precise\",\"reason\":\"" + "x".repeat(501) + "\"}")) {
            assertEquals(422, act("Precise", "delete", body).statusCode(), body);
        }
        assertEquals(400, act("Precise", "delete", "").statusCode());
        json(act("Precise", "delete", confirm("Precise")), 200);
    }

    @Test
    void delete_whileItIsAnalysed() throws Exception {
        int version =
                POSTGRES.storage()
                        .models()
                        .version(new ModelVersion(Seeds.MODEL, "1"))
                        .orElseThrow()
                        .versionId();
        json(act(Seeds.MODEL, "archive", "{}"), 200);
        try (AnalysisLocks locks = AnalysisLocks.open(POSTGRES.storage().jdbi())) {
            assertTrue(locks.take(new VersionScope(version, "production")));
            HttpResponse<String> refused = act(Seeds.MODEL, "delete", confirm(Seeds.MODEL));
            assertEquals("analysis_running", code(refused));
            assertEquals(409, refused.statusCode());
        }
        json(act(Seeds.MODEL, "restore", "{}"), 200);
    }

    /** A page of another site can make a browser send a request; it can not make it look ours. */
    @Test
    void writes_ofOtherSitesAreRefused() throws Exception {
        model("guarded");
        HttpRequest.Builder bare = writing("guarded", "archive", "{}");
        assertEquals("requested_with_missing", code(send(bare)));
        for (String[] header :
                List.of(
                        new String[] {"Sec-Fetch-Site", "cross-site"},
                        new String[] {"Sec-Fetch-Site", "same-site"},
                        new String[] {"Origin", "http://evil.example"},
                        new String[] {"Origin", "null"})) {
            HttpResponse<String> refused =
                    send(
                            writing("guarded", "archive", "{}")
                                    .header("X-Requested-With", "test")
                                    .header(header[0], header[1]));
            assertEquals(403, refused.statusCode(), header[1]);
            assertEquals("cross_site", code(refused), header[1]);
        }
        HttpResponse<String> form =
                send(
                        request("/v1/models/guarded/archive")
                                .POST(HttpRequest.BodyPublishers.ofString("a=b"))
                                .header("X-Requested-With", "test")
                                .header("Content-Type", "text/plain"));
        assertEquals(415, form.statusCode());
        assertFalse(get("/v1/models/guarded", 200).get("archived").booleanValue());
        HttpResponse<String> own =
                send(
                        writing("guarded", "archive", "{}")
                                .header("X-Requested-With", "test")
                                .header("Origin", "http://127.0.0.1:" + dashboard.port()));
        assertEquals(200, own.statusCode(), own.body());
    }

    @Test
    void auditEvents_pageAndGoIntoATable() throws Exception {
        for (int i = 0; i < 3; i++) {
            model("event-" + i);
            json(act("event-" + i, "archive", "{\"reason\":\"=1+1\"}"), 200);
        }
        JsonNode first = get("/v1/audit-events?limit=2", 200);
        assertEquals(2, first.get("items").size());
        JsonNode second =
                get("/v1/audit-events?limit=1&cursor=" + first.get("next_cursor").textValue(), 200);
        assertFalse(first.get("items").toString().contains(second.at("/items/0/id").toString()));
        String csv = send(request("/v1/audit-events?format=csv")).body();
        assertTrue(csv.startsWith("id,occurred_at,actor,writer,action,model,reason"), csv);
        assertTrue(csv.contains("'=1+1"), csv);
        get("/v1/audit-events?limit=0", 422);
        get("/v1/models?archived=maybe", 422);
    }
}
