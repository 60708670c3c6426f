// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.halflife.dashboard.api.ModelReport;
import io.halflife.dashboard.metrics.ExporterSettings;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.webhook.SealingKey;
import java.io.IOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard over a real database, asked over HTTP. */
class DashboardIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String BASE = "/v1/models/" + Seeds.MODEL;
    private static DashboardService dashboard;

    @BeforeAll
    static void start() {
        Seeds.plant(POSTGRES.storage());
        dashboard = start(true, POSTGRES.storage());
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    private static DashboardService start(boolean development, Storage storage) {
        return DashboardService.start(
                new DashboardSettings(
                        "127.0.0.1",
                        0,
                        0,
                        "",
                        development,
                        ExporterSettings.DEFAULTS,
                        Optional.of(SealingKey.of(SealingKey.random()))),
                storage);
    }

    @Test
    void models_areListedByName() throws Exception {
        JsonNode page = json("/v1/models");

        assertEquals(List.of(Seeds.MODEL, Seeds.BARE_MODEL), texts(page, "name"));
        assertTrue(page.get("next_cursor").isNull());
        assertEquals("replay", page.at("/items/0/origin").textValue());
    }

    @Test
    void model_showsItsVersionAndDeployment() throws Exception {
        assertEquals(Seeds.MODEL, json(BASE).get("name").textValue());

        JsonNode version = json(BASE + "/versions/1");
        assertEquals("nswprice", version.at("/signature/inputs/0/name").textValue());
        assertEquals("PROFILED", version.at("/reference/state").textValue());
        assertEquals("1996-07-01T00:00:00Z", version.at("/training_data/end").textValue());
        assertEquals(version, json(BASE + "/versions").at("/items/0"));
        assertEquals("deployed", json(BASE + "/deployments").at("/items/0/action").textValue());
    }

    /** A script written against the report of a replay reads the API as well. */
    @ParameterizedTest
    @CsvSource({
        "drift, verdicts",
        "performance, performance",
        "decay, decay",
        "retraining-requests, requests"
    })
    void reads_holdTheObjectsOfTheReport(String path, String part) throws Exception {
        JsonNode report =
                JSON.readTree(
                        ModelReport.of(POSTGRES.storage(), Seeds.MODEL, "1", "production")
                                .toString());

        assertEquals(report.get(part), json(BASE + "/" + path).get("items"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"drift", "performance", "decay", "alarms", "latency"})
    void reads_sayAsOfWhat(String path) throws Exception {
        JsonNode page = json(BASE + "/" + path);

        assertEquals("1997-06-01T01:00:00Z", page.get("as_of").textValue());
        assertEquals(3, page.get("policy_revision").intValue());
        assertTrue(page.get("reference_id").longValue() > 0);
        assertEquals("1", page.get("version").textValue());
        assertEquals("production", page.get("environment").textValue());
    }

    @Test
    void drift_pageByPage_isTheWhole() throws Exception {
        List<JsonNode> collected = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = json(BASE + "/drift?limit=2" + cursor);
            page.get("items").forEach(collected::add);
            cursor = "&cursor=" + page.get("next_cursor").textValue();
            pages++;
        } while (!cursor.equals("&cursor=null"));

        assertEquals(3, pages);
        List<JsonNode> whole = new ArrayList<>();
        json(BASE + "/drift").get("items").forEach(whole::add);
        assertEquals(whole, collected);
    }

    @Test
    void drift_newestFirst_inAHalfOpenRange() throws Exception {
        JsonNode page =
                json(
                        BASE
                                + "/drift?order=desc&from=1997-02-01T00:00:00Z"
                                + "&to=1997-04-01T00:00:00Z");

        assertEquals(
                List.of("1997-03", "1997-02"), texts(page, "window").stream().distinct().toList());
    }

    @Test
    void alarms_standOrWereCleared() throws Exception {
        JsonNode page = json(BASE + "/alarms");

        assertEquals(1, page.get("items").size());
        JsonNode alarm = page.at("/items/0");
        assertEquals("nswprice", alarm.get("feature").textValue());
        assertEquals("ALARM", alarm.get("state").textValue());
        assertEquals("1997-03", alarm.get("window").textValue());
        assertTrue(alarm.get("cleared").isNull());
        assertEquals(alarm, json(BASE + "/alarms").at("/items/0"));
    }

    @Test
    void request_byItsId() throws Exception {
        JsonNode request = json(BASE + "/retraining-requests/" + Seeds.REQUEST_ID);

        assertEquals("REQUESTED", request.get("state").textValue());
        assertEquals(0.831, request.at("/evidence/threshold").doubleValue());
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models/nobody, 404, unknown_model",
        "/v1/models/nobody/drift, 404, unknown_model",
        "/v1/models/elec2-logreg/versions/9, 404, unknown_version",
        "/v1/models/elec2-logreg/drift?version=9, 404, unknown_version",
        "/v1/models/untouched/drift, 404, unknown_version",
        "/v1/models/elec2-logreg/retraining-requests/rtr_9, 404, unknown_request",
        "/v1/nothing, 404, not_found",
        "/v1/models?limit=0, 422, out_of_range",
        "/v1/models?limit=1001, 422, out_of_range",
        "/v1/models?limit=ten, 422, out_of_range",
        "/v1/models?lmit=10, 422, unknown_field",
        "/v1/models?limit=1&limit=2, 422, duplicate_key",
        "/v1/models/elec2-logreg/drift?from=yesterday, 422, timestamp_invalid",
        "/v1/models/elec2-logreg/drift?order=up, 422, invalid_enum",
        "/v1/models/elec2-logreg/drift?cursor=AAAA, 400, invalid_cursor",
        "/v1/models/elec2-logreg/drift?cursor=%21, 400, invalid_cursor",
        "/v1/models/elec2-logreg/decay?cursor=AAAA, 400, invalid_cursor"
    })
    void refusals_areProblems(String path, int status, String code) throws Exception {
        HttpResponse<String> answer = get(path);

        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals("application/problem+json", answer.headers().firstValue("content-type").get());
        JsonNode problem = JSON.readTree(answer.body());
        assertEquals(code, problem.get("code").textValue());
        assertEquals(
                answer.headers().firstValue("request-id").get(),
                problem.get("request_id").textValue());
    }

    /** A cursor opens only the question it came from. */
    @Test
    void cursor_ofAnotherQuestion_isRefused() throws Exception {
        String cursor = json(BASE + "/drift?limit=1").get("next_cursor").textValue();

        assertEquals(200, get(BASE + "/drift?limit=5&cursor=" + cursor).statusCode());
        assertEquals(400, get(BASE + "/drift?order=desc&cursor=" + cursor).statusCode());
        assertEquals(400, get(BASE + "/performance?cursor=" + cursor).statusCode());
        String forged = (cursor.charAt(0) == 'A' ? "B" : "A") + cursor.substring(1);
        assertEquals(400, get(BASE + "/drift?cursor=" + forged).statusCode());
    }

    @Test
    void answers_areNeverStored() throws Exception {
        for (String path : List.of("/", "/v1/models", "/v1/models/nobody", BASE + "/drift")) {
            assertEquals("no-store", get(path).headers().firstValue("cache-control").get(), path);
        }
        assertNotEquals(
                get("/v1/models").headers().firstValue("request-id"),
                get("/v1/models").headers().firstValue("request-id"));
    }

    @Test
    void withoutDevelopmentMode_everyDoorIsShut() throws Exception {
        try (DashboardService shut = start(false, POSTGRES.storage())) {
            for (String path : List.of("/", "/v1/models", BASE + "/drift")) {
                assertEquals(401, get(shut.port(), path).statusCode(), path);
            }
        }
    }

    @Test
    void management_isHealthyAndMeasures() throws Exception {
        int port = dashboard.managementPort();
        get("/v1/models");

        assertEquals(200, get(port, "/live").statusCode());
        assertEquals(200, get(port, "/ready").statusCode());
        String metrics = get(port, "/metrics").body();
        assertTrue(metrics.contains("halflife_http_requests_total{"), metrics);
        assertTrue(metrics.contains("route=\"/v1/models\""), metrics);
        assertEquals(404, get("/metrics").statusCode(), "never on the public port");
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("application/json", answer.headers().firstValue("content-type").get());
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return get(dashboard.port(), path);
    }

    private static HttpResponse<String> get(int port, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return CLIENT.send(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> texts(JsonNode page, String field) {
        List<String> texts = new ArrayList<>();
        page.get("items").forEach(item -> texts.add(item.get(field).textValue()));
        return texts;
    }
}
