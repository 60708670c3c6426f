// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code PUT …/reference} of every kind, and how a version gets another. */
class ReferenceKindsIT {

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();

    private static final String PROFILE =
            """
            {"kind":"profile","rows":1000,"columns":{
              "age":{"quantiles":[18,30,41,52,95],"missing":0},
              "region":{"top":{"north":600,"south":300},"other":100}},
             "performance":{"accuracy":{"value":0.9,"n":1000}}}
            """;

    private static HttpCalls http() {
        return COLLECTOR.http();
    }

    private static String door(String model) {
        Stories.creditRisk(http(), model);
        return "/v1/models/" + model + "/versions/7/reference";
    }

    @Test
    void profile_isTakenAndWaitsForTheAnalyzer() {
        String door = door("profiled-by-us");

        HttpCalls.Response put = http().put(door, PROFILE);

        assertEquals(202, put.status(), put.raw().body());
        assertEquals("profile", put.json().at("/reference/kind").asText());
        assertEquals(1000, put.json().at("/reference/rows").asInt());
        assertEquals("RUNNING", put.json().path("state").asText());
        String operation = put.header("Location");
        assertEquals("FROZEN", http().get(operation).json().at("/reference/state").asText());
        assertEquals(operation, http().put(door, PROFILE).header("Location"), "put twice");
        String other = http().put(door, PROFILE.replace("95]", "96]")).header("Location");
        assertNotEquals(operation, other);
        assertNotEquals(operation, http().put(door, PROFILE).header("Location"), "back again");
    }

    @Test
    void profile_everyViolationIsAnswered() {
        HttpCalls.Response refused =
                http().put(
                                door("profiled-badly"),
                                "{\"kind\":\"profile\",\"rows\":10,\"columns\":{\"nope\":{},"
                                        + "\"age\":{\"quantiles\":[3,2]}}}");

        assertEquals(422, refused.status());
        assertEquals("/columns/nope", refused.json().at("/errors/0/pointer").asText());
        assertEquals("unknown_feature", refused.json().at("/errors/0/code").asText());
        assertEquals("/columns/age/quantiles/1", refused.json().at("/errors/1/pointer").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/kind|required",
                "{'kind':'hearsay'}|/kind|invalid_enum",
                "{'kind':'rows','x':1}|/x|unknown_field",
                "{'kind':'previous','length':'P1D'}|/length|unknown_field",
                "{'kind':'trailing'}|/length|required",
                "{'kind':'trailing','length':'a while'}|/length|type_mismatch",
                "{'kind':'trailing','length':'PT0S'}|/length|out_of_range",
                "{'kind':'trailing','length':'P9999D'}|/length|out_of_range",
                "{'kind':'window'}|/from|required",
                "{'kind':'window','from':'2024-01-01T00:00:00Z'}|/to|required",
                "{'kind':'window','from':'yesterday','to':'2024-01-01T00:00:00Z'}|/from|timestamp_invalid",
                "{'kind':'window','from':'2024-01-02T00:00:00Z','to':'2024-01-01T00:00:00Z'}|/to|out_of_range",
                "{'kind':'window','from':'2024-01-01T00:00:00Z','to':'2999-01-01T00:00:00Z'}|/to|timestamp_out_of_range",
                "{'kind':'window','from':'2024-01-01T00:00:00Z','to':'2024-02-01T00:00:00Z'}|/from|reference_empty",
                "{'kind':'window','from':'2024-01-01T00:00:00Z','to':'2024-02-01T00:00:00Z','from_version':'99'}|/from_version|unknown_model",
            })
    void badBody_isNamed(String body, String pointer, String code) {
        Stories.creditRiskOnce(http(), "badly-referenced");

        HttpCalls.Response refused =
                http().put(
                                "/v1/models/badly-referenced/versions/7/reference",
                                body.replace('\'', '"'));

        assertEquals(422, refused.status(), refused.raw().body());
        assertEquals(pointer, refused.json().at("/errors/0/pointer").asText());
        assertEquals(code, refused.json().at("/errors/0/code").asText());
    }

    @Test
    void upload_saysWhichDoorTakesFiles() {
        HttpCalls.Response refused =
                http().put(door("uploaded"), "{\"kind\":\"upload\",\"format\":\"parquet\"}");

        assertEquals(422, refused.status());
        assertEquals("unsupported_kind", refused.code());
        assertTrue(refused.json().path("detail").asText().contains("halflife import"));
    }

    @Test
    void window_ofThePastIsFrozenAtOnce() {
        String door = door("looks-back");
        Instant now = Stories.now();
        http().post(
                        "/v1/predictions",
                        Stories.predictions(
                                Stories.prediction(
                                        "looks-back", "p1", now.minus(Duration.ofHours(1)))));
        String body =
                "{\"kind\":\"window\",\"from\":\"%s\",\"to\":\"%s\"%s}"
                        .formatted(now.minus(Duration.ofHours(2)), now, "%s");

        HttpCalls.Response put = http().put(door, body.formatted(""));

        assertEquals(202, put.status(), put.raw().body());
        assertEquals("window", put.json().at("/reference/kind").asText());
        // Said and meant alike.
        assertEquals(
                put.header("Location"),
                http().put(door, body.formatted(",\"environment\":\"production\""))
                        .header("Location"));
        assertEquals(
                "reference_empty",
                http().put(door, body.formatted(",\"environment\":\"staging\"")).code());
    }

    @Test
    void window_ofAnotherVersionNeedsTheSameInputs() {
        String door = door("has-versions");
        String other =
                Stories.CREDIT_RISK_VERSION
                        .replace("\"7\"", "\"6\"")
                        .replace("\"income\"", "\"salary\"");
        assertEquals(201, http().post("/v1/models/has-versions/versions", other).status());

        HttpCalls.Response refused =
                http().put(
                                door,
                                "{\"kind\":\"window\",\"from_version\":\"6\","
                                        + "\"from\":\"2024-01-01T00:00:00Z\",\"to\":\"2024-02-01T00:00:00Z\"}");

        assertEquals("/from_version", refused.json().at("/errors/0/pointer").asText());
        assertEquals("signature_mismatch", refused.json().at("/errors/0/code").asText());
    }

    @Test
    void moving_isPut() {
        String door = door("moves");

        HttpCalls.Response previous = http().put(door, "{\"kind\":\"previous\"}");
        HttpCalls.Response trailing =
                http().put(door, "{\"kind\":\"trailing\",\"length\":\"P28D\"}");

        assertEquals(202, previous.status(), previous.raw().body());
        assertEquals(202, trailing.status(), trailing.raw().body());
        // Four weeks are twenty-eight days.
        assertEquals(
                trailing.header("Location"),
                http().put(door, "{\"kind\":\"trailing\",\"length\":\"P4W\"}").header("Location"));
    }

    @Test
    void rows_areCollectedAnewOnlyWhenThatIsAskedFor() {
        String door = door("re-baselined");
        String rows = Stories.predictions(reference("r1"));
        http().post(door + "/rows", rows);
        String first = http().put(door, "{\"kind\":\"rows\"}").header("Location");
        assertEquals("reference_frozen", http().post(door + "/rows", rows).code());

        HttpCalls.Response begun = http().post(door, "{\"kind\":\"rows\"}");

        assertEquals(201, begun.status(), begun.raw().body());
        assertEquals("COLLECTING", begun.json().at("/reference/state").asText());
        assertEquals(200, http().post(door, "{\"kind\":\"rows\"}").status());
        assertEquals("reference_empty", http().put(door, "{\"kind\":\"rows\"}").code());
        assertEquals(1, http().post(door + "/rows", rows).json().path("accepted").asInt());
        String second = http().put(door, "{\"kind\":\"rows\"}").header("Location");
        assertNotEquals(first, second);
        assertEquals("FROZEN", http().get(first).json().at("/reference/state").asText());
        assertFalse(http().get(second).json().at("/reference/in_force").asBoolean());
        assertEquals("invalid_enum", http().post(door, "{\"kind\":\"previous\"}").code());
    }

    @Test
    void failed_operationSaysWhy() {
        String operation =
                http().put(door("given-up"), "{\"kind\":\"previous\"}").header("Location");
        COLLECTOR.execute(
                "insert into reference_failure (reference_id, reason) values ("
                        + operation.substring(operation.lastIndexOf('-') + 1)
                        + ", 'nothing there')");

        HttpCalls.Response failed = http().get(operation);

        assertEquals("FAILED", failed.json().path("state").asText());
        assertEquals("nothing there", failed.json().at("/reference/reason").asText());
    }

    private static String reference(String id) {
        return ItemText.prediction(id).without("model").without("version").toString();
    }
}
