// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.halflife.dashboard.metrics.ExporterSettings;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.webhook.SealingKey;
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

/** Muted and excluded periods, over a real database, asked over HTTP. */
class MuteDoorsIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String MUTES = "/v1/models/" + Seeds.MODEL + "/mutes";
    private static DashboardService dashboard;

    @BeforeAll
    static void start() {
        Seeds.plant(POSTGRES.storage());
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "insert into version_environment (version_id, environment)"
                                                + " select id, 'staging' from model_version"));
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

    private static HttpResponse<String> call(String method, String path, String body)
            throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + dashboard.port() + path))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response, int status) throws Exception {
        assertEquals(status, response.statusCode(), response.body());
        return JSON.readTree(response.body());
    }

    private static String period(int day, String more) {
        return "{\"from\":\"1997-04-%02dT00:00:00+02:00\",\"to\":\"1997-04-%02dT00:00:00Z\",\"reason\":\"meter down\"%s}"
                .formatted(day, day + 1, more);
    }

    private static String feature() {
        return POSTGRES.storage()
                .models()
                .version(new ModelVersion(Seeds.MODEL, "1"))
                .orElseThrow()
                .definition()
                .signature()
                .inputs()
                .get(0)
                .name();
    }

    @Test
    void life_ofAPeriod() throws Exception {
        String features = ",\"effect\":\"excluded\",\"features\":[\"" + feature() + "\"]";
        HttpResponse<String> made = call("POST", MUTES, period(2, features));
        JsonNode mute = json(made, 201);
        String path = MUTES + "/" + mute.get("id").textValue();
        assertEquals(path, made.headers().firstValue("Location").orElseThrow());
        assertEquals("excluded", mute.get("effect").textValue());
        assertEquals("1997-04-01T22:00:00Z", mute.get("from").textValue());
        assertEquals("[\"" + feature() + "\"]", mute.get("features").toString());
        assertTrue(mute.get("environment").isNull());

        assertEquals(mute, json(call("POST", MUTES, period(2, features)), 200));
        JsonNode changed =
                json(
                        call("PATCH", path, "{\"features\":\"all\",\"environment\":\"staging\"}"),
                        200);
        assertEquals("all", changed.get("features").textValue());
        assertEquals(2, changed.get("revision").intValue());
        assertEquals("meter down", changed.get("reason").textValue());
        assertEquals(changed, json(call("GET", path, null), 200));

        assertEquals(204, call("DELETE", path, null).statusCode());
        assertEquals(204, call("DELETE", path, null).statusCode());
        assertEquals("DELETED", json(call("GET", path, null), 200).get("state").textValue());
        assertEquals(
                "mute_deleted",
                json(call("PATCH", path, "{\"reason\":\"x\"}"), 409).get("code").textValue());
        assertEquals(List.of(), ids(MUTES + "?to=1997-04-03T00:00:00Z"));
        assertEquals(
                List.of(mute.get("id").textValue()),
                ids(MUTES + "?state=DELETED&to=1997-04-03T00:00:00Z"));
    }

    @Test
    void create_samePeriodForAnotherReason() throws Exception {
        json(call("POST", MUTES, period(5, "")), 201);
        String other = period(5, "").replace("meter down", "holiday");

        assertEquals("mute_exists", json(call("POST", MUTES, other), 409).get("code").textValue());
    }

    @Test
    void create_namesEveryBrokenRule() throws Exception {
        JsonNode problem =
                json(
                        call(
                                "POST",
                                MUTES,
                                """
                                {"from":"1997-04-02","to":"99999-01-01T00:00:00Z","effect":"MUTED",
                                 "features":["nobody"],"environment":" ","reason":"  ","colour":1}
                                """),
                        422);
        List<String> found = new ArrayList<>();
        problem.get("errors")
                .forEach(
                        e ->
                                found.add(
                                        e.get("pointer").textValue()
                                                + " "
                                                + e.get("code").textValue()));
        assertEquals(
                new TreeSet<>(
                        List.of(
                                "/from timestamp_invalid",
                                "/to timestamp_invalid",
                                "/effect invalid_enum",
                                "/features/0 unknown_feature",
                                "/environment invalid_string",
                                "/reason required",
                                "/colour unknown_field")),
                new TreeSet<>(found));
    }

    /** A period that can match nothing hides nothing: whoever typed it must hear of it. */
    @Test
    void create_inAnEnvironmentThatNobodyKnows() throws Exception {
        JsonNode problem =
                json(call("POST", MUTES, period(20, ",\"environment\":\"prodution\"")), 422);

        assertEquals("unknown_environment", problem.get("code").textValue());
        assertEquals("/environment", problem.at("/errors/0/pointer").textValue());
        assertTrue(
                problem.get("detail")
                        .textValue()
                        .endsWith("known are production, staging; did you mean production?"),
                problem.toString());
        String bare = "/v1/models/" + Seeds.BARE_MODEL + "/mutes";
        json(call("POST", bare, period(20, ",\"environment\":\"canary\"")), 201);
        JsonNode made = json(call("POST", MUTES, period(12, "")), 201);
        String path = MUTES + "/" + made.get("id").textValue();
        assertEquals(422, call("PATCH", path, "{\"environment\":\"canary\"}").statusCode());
        assertEquals(204, call("DELETE", path, null).statusCode());
    }

    @Test
    void create_bodiesThatCannotBePeriods() throws Exception {
        String backwards =
                "{\"from\":\"1997-04-02T00:00:00Z\",\"to\":\"1997-04-02T00:00:00Z\",\"reason\":\"r\"}";
        assertEquals(422, call("POST", MUTES, backwards).statusCode());
        assertEquals(422, call("POST", MUTES, "{}").statusCode());
        assertEquals(422, call("POST", MUTES, period(9, ",\"features\":[]")).statusCode());
        assertEquals(422, call("POST", MUTES, period(9, ",\"features\":\"some\"")).statusCode());
        assertEquals(400, call("POST", MUTES, "{").statusCode());
        assertEquals(404, call("POST", "/v1/models/nobody/mutes", period(9, "")).statusCode());
        assertEquals(404, call("GET", MUTES + "/999999", null).statusCode());
        assertEquals(404, call("DELETE", MUTES + "/x", null).statusCode());
        assertEquals(422, call("GET", MUTES + "?state=deleted", null).statusCode());
    }

    @Test
    void list_pagesInBothOrders() throws Exception {
        List<String> made = new ArrayList<>();
        for (int day : List.of(22, 20, 21)) {
            made.add(json(call("POST", MUTES, period(day, "")), 201).get("id").textValue());
        }
        String late = MUTES + "?limit=1&from=1997-04-20T00:00:00Z";
        List<String> rising = List.of(made.get(1), made.get(2), made.get(0));

        assertEquals(rising, ids(late));
        List<String> falling = List.of(made.get(0), made.get(2), made.get(1));
        assertEquals(falling, ids(late + "&order=desc"));
        String cursor = json(call("GET", late, null), 200).get("next_cursor").textValue();
        assertEquals(400, call("GET", MUTES + "?limit=1&cursor=" + cursor, null).statusCode());
    }

    /** Follows the cursors; at most ten pages. */
    private static List<String> ids(String first) throws Exception {
        List<String> ids = new ArrayList<>();
        String path = first;
        for (int page = 0; page < 10; page++) {
            JsonNode answer = json(call("GET", path, null), 200);
            answer.get("items").forEach(item -> ids.add(item.get("id").textValue()));
            if (answer.get("next_cursor").isNull()) {
                return ids;
            }
            path = first + "&cursor=" + answer.get("next_cursor").textValue();
        }
        throw new AssertionError("pages without end: " + ids);
    }

    /** The reason stands beside every verdict that a period touches. */
    @Test
    void drift_showsTheMarks() throws Exception {
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "update drift_verdict set muted = 'meter down'"
                                                + " where is_primary and name = ?",
                                        feature()));
        JsonNode items =
                json(call("GET", "/v1/models/" + Seeds.MODEL + "/drift", null), 200).get("items");
        int marked = 0;
        for (JsonNode item : items) {
            boolean is =
                    item.get("primary").booleanValue()
                            && item.get("feature").textValue().equals(feature());
            assertEquals(is ? "meter down" : "", item.path("muted").asText());
            marked += is ? 1 : 0;
        }
        assertTrue(marked > 0, Column.feature(feature()).toString());
    }
}
