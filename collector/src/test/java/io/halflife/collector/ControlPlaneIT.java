// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ControlPlaneIT {

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();
    private static final String VERSIONS = "/v1/models/credit-risk/versions";

    @BeforeAll
    static void register() {
        Stories.creditRisk(http(), "credit-risk");
    }

    @Test
    void model_isMadeOnce() {
        String body = "{\"name\":\"team/fraud\",\"origin\":\"replay\",\"tags\":{\"a\":\"b\"}}";

        HttpCalls.Response made = http().post("/v1/models", body);

        assertEquals(201, made.status(), made.raw().body());
        assertEquals("/v1/models/team%2Ffraud", made.header("Location"));
        assertEquals("replay", made.json().path("origin").asText());
        assertTrue(made.json().path("created_at").asText().endsWith("Z"));
        HttpCalls.Response again = http().post("/v1/models", body);
        assertEquals(409, again.status());
        assertEquals("model_exists", again.code());
    }

    /** A slash in a name is one segment of the path. */
    @Test
    void modelWithASlash_isReachable() {
        http().post("/v1/models", "{\"name\":\"a/b\"}");

        assertEquals(200, http().get("/v1/models/a%2Fb/policy").status());
    }

    static Stream<Arguments> badModels() {
        return Stream.of(
                Arguments.of("{}", "required"),
                Arguments.of("{\"name\":17}", "type_mismatch"),
                Arguments.of("{\"name\":\"\"}", "invalid_string"),
                Arguments.of("{\"name\":\"a b\"}", "invalid_string"),
                Arguments.of("{\"name\":\".\"}", "invalid_string"),
                Arguments.of("{\"name\":\"..\"}", "invalid_string"),
                Arguments.of("{\"name\":\"a/../b\"}", "invalid_string"),
                Arguments.of("{\"name\":\"a/.\"}", "invalid_string"),
                Arguments.of("{\"name\":\"" + "x".repeat(129) + "\"}", "invalid_string"),
                Arguments.of("{\"name\":\"a\",\"origin\":\"dream\"}", "invalid_enum"),
                Arguments.of("{\"name\":\"a\",\"colour\":1}", "unknown_field"),
                Arguments.of("{\"name\":\"a\",\"tags\":{\"x\":1}}", "type_mismatch"),
                Arguments.of("{\"name\":\"a\",\"tags\":{\"x\":\"\\u0000\"}}", "invalid_string"));
    }

    @ParameterizedTest
    @MethodSource("badModels")
    void badModel_isRefused(String body, String code) {
        HttpCalls.Response response = http().post("/v1/models", body);

        assertEquals(422, response.status(), response.raw().body());
        assertEquals(code, response.code());
        assertEquals(code, response.onlyError());
    }

    @Test
    void version_isShownAsItWasUnderstood() {
        String body =
                """
                {"version":"8","task":"binary_classification","classes":["default","ok"],
                 "positive_label":"default","decision_threshold":0.4,
                 "artifact_digest":"sha256:1","source":{"registry":"mlflow"},
                 "training_data":{"start":"2026-01-01","end":"2026-09-30T12:00:00+02:00"},
                 "signature":{"inputs":[{"name":"age","type":"long"},
                   {"name":"when","type":"datetime","feature_type":"categorical"}],
                   "outputs":[{"name":"label","type":"string"}],"params":[]}}
                """;

        HttpCalls.Response made = http().post(VERSIONS, body);

        assertEquals(201, made.status(), made.raw().body());
        assertEquals("/v1/models/credit-risk/versions/8", made.header("Location"));
        JsonNode json = made.json();
        assertEquals("[\"ok\",\"default\"]", json.path("classes").toString());
        assertEquals("2026-01-01T00:00:00Z", json.at("/training_data/start").asText());
        assertEquals("2026-09-30T10:00:00Z", json.at("/training_data/end").asText());
        assertEquals("categorical", json.at("/signature/inputs/1/feature_type").asText());
        assertFalse(json.at("/signature/inputs/0/required").asBoolean());
        assertEquals("mlflow", json.at("/source/registry").asText());
    }

    @Test
    void version_sentAgainIsTheSameAndOtherwiseAConflict() {
        assertEquals(200, http().post(VERSIONS, Stories.CREDIT_RISK_VERSION).status());
        String other = Stories.CREDIT_RISK_VERSION.replace("\"income\"", "\"wealth\"");

        HttpCalls.Response before = http().post(VERSIONS, other);
        http().post(
                        "/v1/predictions",
                        Stories.predictions(ItemText.prediction("fixes it").toString()));
        HttpCalls.Response after = http().post(VERSIONS, other);

        assertEquals(409, before.status());
        assertEquals("version_exists", before.code());
        assertEquals(409, after.status());
        assertEquals("signature_immutable", after.code());
    }

    static Stream<Arguments> badVersions() {
        String binary = "\"task\":\"binary_classification\"";
        return Stream.of(
                version("required", "\"positive_label\":\"a\""),
                version("required", binary),
                version("invalid_enum", "\"task\":\"guessing\""),
                version(
                        "invalid_enum",
                        binary,
                        "\"positive_label\":\"a\",\"classes\":[\"b\",\"c\"]"),
                version("out_of_range", binary, "\"classes\":[\"b\"]"),
                version(
                        "out_of_range",
                        binary,
                        "\"positive_label\":\"a\"",
                        "\"classes\":[\"a\",\"a\"]"),
                version("out_of_range", "\"task\":\"regression\"", "\"decision_threshold\":2"),
                version("invalid_enum", "\"task\":\"regression\"", "\"positive_label\":\"a\""),
                version("unknown_field", "\"task\":\"regression\"", "\"colour\":1"),
                version(
                        "timestamp_invalid",
                        "\"task\":\"regression\"",
                        "\"training_data\":{\"end\":\"soon\"}"),
                version(
                        "timestamp_out_of_range",
                        "\"task\":\"regression\"",
                        "\"training_data\":{\"end\":\"+999999-01-01T00:00:00Z\"}"),
                version(
                        "timestamp_out_of_range",
                        "\"task\":\"regression\"",
                        "\"training_data\":{\"end\":\"+999999-01-01\"}"),
                version(
                        "timestamp_out_of_range",
                        "\"task\":\"regression\"",
                        "\"training_data\":{\"start\":\"-5000-01-01\"}"),
                version(
                        "timestamp_out_of_range",
                        "\"task\":\"regression\"",
                        "\"training_data\":{\"start\":\"1899-12-31\"}"),
                version(
                        "timestamp_out_of_range",
                        "\"task\":\"regression\"",
                        "\"training_data\":{\"start\":\"1899-12-31T23:59:59Z\"}"),
                version(
                        "out_of_range",
                        "\"task\":\"regression\"",
                        "\"training_data\":{\"start\":\"2026-02-01\",\"end\":\"2026-01-01\"}"),
                Arguments.of("{\"version\":\"9\",\"task\":\"regression\"}", "required"),
                Arguments.of(
                        "{\"version\":\"..\",\"task\":\"regression\","
                                + "\"signature\":{\"inputs\":[]}}",
                        "invalid_string"),
                Arguments.of(
                        "{\"version\":\"9\",\"task\":\"regression\",\"signature\":{\"inputs\":["
                                + "{\"name\":\"e\",\"type\":\"tensor\"}]}}",
                        "unsupported_type"));
    }

    private static Arguments version(String code, String... members) {
        return Arguments.of(
                "{\"version\":\"9\",\"signature\":{\"inputs\":[]},"
                        + String.join(",", members)
                        + "}",
                code);
    }

    @ParameterizedTest
    @MethodSource("badVersions")
    void badVersion_isRefused(String body, String code) {
        HttpCalls.Response response = http().post(VERSIONS, body);

        assertEquals(422, response.status(), response.raw().body());
        assertEquals(code, response.onlyError(), response.raw().body());
    }

    @Test
    void unknownModel_is404EverywhereInThePath() {
        for (HttpCalls.Response response :
                new HttpCalls.Response[] {
                    http().post("/v1/models/nobody/versions", Stories.CREDIT_RISK_VERSION),
                    http().post("/v1/models/nobody/deployments", "{\"version\":\"7\"}"),
                    http().get("/v1/models/nobody/policy"),
                    http().put("/v1/models/nobody/policy", "{}"),
                    http().put("/v1/models/nobody/versions/7/reference", "{\"kind\":\"rows\"}"),
                    http().post("/v1/models/credit-risk/deployments", "{\"version\":\"70\"}")
                }) {
            assertEquals(404, response.status(), response.raw().body());
            assertEquals("unknown_model", response.code());
        }
    }

    @Test
    void deployment_isRecorded() {
        String body =
                """
                {"version":"7","environment":"staging","action":"promoted","alias":"champion",
                 "traffic_ratio":0.1,"occurred_at":"2026-03-01T08:00:00Z","actor":"ci/1234"}
                """;

        HttpCalls.Response made = http().post("/v1/models/credit-risk/deployments", body);

        assertEquals(201, made.status(), made.raw().body());
        assertEquals("champion", made.json().path("alias").asText());
        assertEquals(
                "promoted|0.1|2026-03-01 08:00:00+00|ci/1234",
                COLLECTOR.text(
                        "select concat_ws('|', action, traffic_ratio, occurred_at, actor)"
                                + " from deployment where environment = 'staging'"));
        HttpCalls.Response future =
                http().post(
                                "/v1/models/credit-risk/deployments",
                                "{\"version\":\"7\",\"occurred_at\":\"2126-01-01T00:00:00Z\"}");
        assertEquals("timestamp_out_of_range", future.code());
    }

    @Test
    void policy_isRevisedUnderItsEtag() {
        http().post("/v1/models", "{\"name\":\"watched\"}");
        String door = "/v1/models/watched/policy";

        HttpCalls.Response none = http().get(door);
        assertEquals("\"0\"", none.header("ETag"));
        assertEquals("PT1H", none.json().at("/policy/grace").asText());
        assertEquals(0, none.json().path("set").size());

        HttpCalls.Response first = putIfMatch(door, "{\"grace\":\"PT2H\"}", "\"0\"");
        assertEquals(200, first.status(), first.raw().body());
        assertEquals("\"1\"", first.header("ETag"));
        assertEquals("PT2H", first.json().at("/policy/grace").asText());
        assertEquals("/grace", first.json().at("/set/0").asText());

        HttpCalls.Response late = putIfMatch(door, "{\"grace\":\"PT3H\"}", "\"0\"");
        assertEquals(412, late.status());
        assertEquals("etag_mismatch", late.code());
        assertEquals(412, putIfMatch(door, "{}", "W/\"1\"").status());
        assertEquals(200, putIfMatch(door, "{}", "*").status());
        assertEquals(2, http().get(door).json().path("revision").asInt());

        HttpCalls.Response unknown = http().put(door, "{\"colour\":1}");
        assertEquals(422, unknown.status());
        assertEquals("unknown_field", unknown.code());
        // What was shown can be sent back and means the same.
        String shown = http().get(door).json().path("policy").toString();
        assertEquals(200, http().put(door, shown).status());
    }

    @Test
    void policy_ofNamesThatNoVersionHas_isRefused() {
        Stories.creditRisk(http(), "named");
        String door = "/v1/models/named/policy";

        HttpCalls.Response feature =
                http().put(door, "{\"drift\":{\"critical_features\":[\"incom\"]}}");
        assertEquals(422, feature.status(), feature.raw().body());
        assertEquals("unknown_feature", feature.code());
        assertTrue(feature.raw().body().contains("did you mean income?"), feature.raw().body());
        HttpCalls.Response metric = http().put(door, "{\"performance\":{\"metric\":\"rmse\"}}");
        assertEquals("invalid_enum", metric.code());
        HttpCalls.Response known =
                http().put(
                                door,
                                "{\"drift\":{\"critical_features\":[\"income\"]},"
                                        + "\"performance\":{\"metric\":\"roc_auc\"}}");
        assertEquals(200, known.status(), known.raw().body());
    }

    private static HttpCalls.Response putIfMatch(String door, String body, String etag) {
        return http().send(
                        "PUT",
                        door,
                        body.getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        HttpCalls.JSON,
                        "If-Match",
                        etag);
    }

    @Test
    void reference_collectsThenFreezesThenTakesNoMore() {
        Stories.creditRisk(http(), "referenced");
        String version = "/v1/models/referenced/versions/7";
        String rows =
                Stories.predictions(
                        reference("r1").with("actual", "{\"label\":\"ok\"}").toString(),
                        reference("r2").without("event_time").toString());

        HttpCalls.Response empty = freeze(version);
        assertEquals(409, empty.status());
        assertEquals("reference_empty", empty.code());

        HttpCalls.Response posted = http().post(version + "/reference/rows", rows);
        assertEquals(2, posted.json().path("accepted").asInt(), posted.raw().body());
        assertEquals(
                2,
                http().post(version + "/reference/rows", rows).json().path("duplicates").asInt());

        HttpCalls.Response frozen = freeze(version);
        assertEquals(202, frozen.status(), frozen.raw().body());
        assertEquals("RUNNING", frozen.json().path("state").asText());
        assertEquals(2, frozen.json().at("/reference/rows").asInt());
        String operation = frozen.header("Location");
        assertEquals("FROZEN", http().get(operation).json().at("/reference/state").asText());
        assertEquals(operation, freeze(version).header("Location"));

        HttpCalls.Response more = http().post(version + "/reference/rows", rows);
        assertEquals(409, more.status());
        assertEquals("reference_frozen", more.code());
        assertEquals(2, COLLECTOR.number("select count(*) from reference_row"));

        COLLECTOR.execute(
                "insert into reference_span (reference_id, row_count)"
                        + " select max(reference_id), 2 from reference_row");
        assertEquals("SUCCEEDED", http().get(operation).json().path("state").asText());
        assertEquals(200, freeze(version).status());
    }

    private static ItemText reference(String id) {
        return ItemText.prediction(id).without("model").without("version");
    }

    private static HttpCalls.Response freeze(String version) {
        return http().put(version + "/reference", "{\"kind\":\"rows\"}");
    }

    @Test
    void unknownOperation_is404() {
        assertEquals(404, http().get("/v1/operations/reference-999").status());
        assertEquals(404, http().get("/v1/operations/x").status());
    }

    @Test
    void limits_areServedToAnybody() {
        JsonNode limits = http().get("/v1/limits").json();

        assertEquals(5 << 20, limits.path("body_bytes").asInt());
        assertEquals(8 << 20, limits.path("inflated_bytes").asInt());
        assertEquals(10_000, limits.path("items_per_request").asInt());
        assertEquals(262_144, limits.path("item_bytes").asInt());
    }

    @Test
    void controlPlane_takesOnlyJson() {
        HttpCalls.Response lines =
                http().send(
                                "POST",
                                "/v1/models",
                                "{}".getBytes(StandardCharsets.UTF_8),
                                "Content-Type",
                                HttpCalls.LINES);

        assertEquals(415, lines.status());
        assertEquals("duplicate_key", http().post("/v1/models", "{\"a\":1,\"a\":2}").code());
    }

    private static HttpCalls http() {
        return COLLECTOR.http();
    }
}
