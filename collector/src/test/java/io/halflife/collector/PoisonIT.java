// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad input has its exact code, and a bad item never spoils its neighbours. */
class PoisonIT {

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();
    private static final AtomicInteger CASES = new AtomicInteger();

    @BeforeAll
    static void register() {
        Stories.creditRisk(COLLECTOR.http(), "credit-risk");
        Stories.creditRisk(COLLECTOR.http(), "retired");
        COLLECTOR.execute(
                "update model_version set retired_at = now() where model_id ="
                        + " (select id from model where name = 'retired')");
    }

    static Stream<Arguments> badItems() {
        return Stream.of(
                bad("required", "/model", p().without("model")),
                bad("required", "/model", p().with("model", "null")),
                bad("required", "/version", p().without("version")),
                bad("required", "/prediction_id", p().without("prediction_id")),
                bad("required", "/event_time", p().without("event_time")),
                bad("required", "/event_time", p().with("event_time", "null")),
                bad("required", "/features", p().without("features")),
                bad("required", "/prediction", p().without("prediction")),
                bad("required", "/prediction", p().with("prediction", "{}")),
                bad("required", "/features/age", p().with("features", "{\"income\":1}")),
                bad("required", "/features/age", p().feature("age", "null")),
                bad("required", "/features/age", p().feature("age", "NaN")),
                bad("type_mismatch", "/features/age", p().feature("age", "\"41\"")),
                bad("type_mismatch", "/features/age", p().feature("age", "41.5")),
                bad("type_mismatch", "/features/age", p().feature("age", "true")),
                bad("type_mismatch", "/features/income", p().feature("income", "[1]")),
                bad("type_mismatch", "/features/region", p().feature("region", "3")),
                bad("type_mismatch", "/features/employed", p().feature("employed", "1")),
                bad("type_mismatch", "/features", p().with("features", "[]")),
                bad("type_mismatch", "/prediction_id", p().with("prediction_id", "17")),
                bad("type_mismatch", "/model", p().with("model", "17")),
                bad("type_mismatch", "/prediction", p().with("prediction", "0.5")),
                bad("type_mismatch", "/prediction/score", output("\"score\":\"0.5\"")),
                bad("type_mismatch", "/tags", p().with("tags", "[]")),
                bad("type_mismatch", "/tags/segment", p().with("tags", "{\"segment\":1}")),
                bad("type_mismatch", "/latency_ms", p().with("latency_ms", "\"1\"")),
                bad("invalid_enum", "/prediction/label", output("\"label\":\"maybe\"")),
                bad("invalid_string", "/prediction_id", id("a\\u0000b")),
                bad("invalid_string", "/prediction_id", id("a\\nb")),
                bad("invalid_string", "/prediction_id", id("")),
                bad("invalid_string", "/features/region", region("\\u0000")),
                bad("invalid_string", "/features/region", region("\\ud800")),
                bad("invalid_string", "/features/region", region("\\udc00x")),
                bad("invalid_string", "/model", p().with("model", "\"a\\u0001\"")),
                bad("invalid_string", "/tags", p().with("tags", "{\"a\\u0000\":\"b\"}")),
                bad("invalid_string", "/tags/a", p().with("tags", "{\"a\":\"\\u0000\"}")),
                bad("invalid_string", "/trace_id", p().with("trace_id", "\"\\u0000\"")),
                bad("not_finite", "/prediction/score", output("\"score\":NaN")),
                bad("not_finite", "/prediction/score", output("\"score\":-Infinity")),
                bad("not_finite", "/latency_ms", p().with("latency_ms", "NaN")),
                bad("out_of_range", "/prediction/score", output("\"score\":1.0001")),
                bad("out_of_range", "/prediction/score", output("\"score\":-0.1")),
                bad("out_of_range", "/features/income", p().feature("income", "1e400")),
                bad("out_of_range", "/features/income", p().feature("income", "9".repeat(1001))),
                bad("out_of_range", "/features/age", p().feature("age", "9223372036854775808")),
                bad("out_of_range", "/latency_ms", p().with("latency_ms", "-1")),
                bad("out_of_range", "/features/x", p().feature("x", "1e400")),
                bad("probabilities_sum", "/prediction/probabilities", probabilities(0.5, 0.48)),
                bad("out_of_range", "/prediction/probabilities/ok", probabilities(1.5, 0)),
                bad("timestamp_invalid", "/event_time", time("\"yesterday\"")),
                bad("timestamp_invalid", "/event_time", time("\"2026-03-01T10:00:00\"")),
                bad("timestamp_invalid", "/event_time", time("1795335330")),
                bad("timestamp_invalid", "/event_time", time("1795335330123.5")),
                bad("timestamp_invalid", "/event_time", time("true")),
                bad("timestamp_out_of_range", "/event_time", time("\"1899-12-31T23:59:59Z\"")),
                bad("timestamp_out_of_range", "/event_time", time("\"2126-03-01T10:00:00Z\"")),
                bad("unknown_model", "/model", p().with("model", "\"nobody\"")),
                bad("unknown_model", "/version", p().with("version", "\"8\"")),
                bad("version_retired", "/version", p().with("model", "\"retired\"")),
                bad("string_too_long", "/prediction_id", id("x".repeat(129))),
                bad("string_too_long", "/features/region", region("x".repeat(4097))),
                bad("string_too_long", "/environment", environment("x".repeat(257))),
                bad("too_many_features", "/features", p().with("features", features(2001))),
                bad("too_many_tags", "/tags", p().with("tags", tags(33))),
                bad("item_too_large", "", p().with("junk", junk(256 << 10))),
                arguments("type_mismatch", "", "17"),
                arguments("type_mismatch", "", "[]"),
                arguments("type_mismatch", "", "null"));
    }

    @ParameterizedTest
    @MethodSource("badItems")
    void badItem_isToldAndItsNeighboursAreStored(String code, String pointer, String item) {
        int n = CASES.incrementAndGet();
        String body =
                Stories.predictions(
                        ItemText.prediction("before " + n).toString(),
                        item,
                        ItemText.prediction("after " + n).toString());

        HttpCalls.Response response = COLLECTOR.http().post("/v1/predictions", body);

        assertEquals(200, response.status(), response.json().toString());
        assertEquals(2, response.json().path("accepted").asInt());
        assertEquals(1, response.json().path("rejected").asInt());
        assertEquals("1", response.header("Ingest-Rejected"));
        JsonNode error = response.json().path("errors").get(0);
        assertEquals(1, error.path("index").asInt());
        assertEquals(code, error.path("code").asText(), error.toString());
        assertEquals(pointer, error.path("pointer").asText());
        assertEquals(1, response.json().path("errors").size(), response.json().toString());
        assertEquals(
                2,
                COLLECTOR.number(
                        "select count(*) from prediction where id_text in ('before "
                                + n
                                + "', 'after "
                                + n
                                + "')"));
    }

    /** What stands one step on the good side of each limit above. */
    static Stream<String> goodItems() {
        return Stream.of(
                        id("x".repeat(128)),
                        id("größe \uD83D\uDE00"),
                        region("x".repeat(4096)),
                        region("\uD83D\uDE00"),
                        environment("x".repeat(256)),
                        p().with("features", features(2000)),
                        p().with("tags", tags(32)),
                        p().with("junk", junk((256 << 10) - 1000)),
                        p().feature("age", "9223372036854775807"),
                        p().feature("age", "\"9007199254740993\""),
                        p().feature("age", "41.0"),
                        p().feature("income", "NaN"),
                        p().feature("income", "-Infinity"),
                        p().feature("income", "null"),
                        p().feature("income", "1e308"),
                        p().feature("income", "1" + "0".repeat(299)),
                        p().feature("somebody else's", "\"x\""),
                        p().feature("nested", "{\"a\":[1,{\"b\":2}]}"),
                        output("\"score\":0"),
                        output("\"score\":1"),
                        output("\"label\":\"ok\",\"surprise\":1"),
                        probabilities(0.5, 0.51),
                        probabilities(0.5, 0.49),
                        time("1772359200000"),
                        time("\"1900-01-01T00:00:00Z\""),
                        p().with("latency_ms", "0"),
                        p().with("latency_ms", "86400000"),
                        p().with("entity_key", "\"cust-123\""),
                        p().with("trace_id", "\"4bf92f3577b34da6a3ce929d0e0e4736\""))
                .map(Object::toString);
    }

    @ParameterizedTest
    @MethodSource("goodItems")
    void itemAtALimit_isTaken(String item) {
        HttpCalls.Response response =
                COLLECTOR.http().post("/v1/predictions", Stories.predictions(item));

        assertEquals(200, response.status(), response.json().toString());
        assertEquals(
                1,
                response.json().path("accepted").asInt()
                        + response.json().path("duplicates").asInt());
        assertEquals(0, response.json().path("errors").size());
    }

    static Stream<Arguments> badBodies() {
        String item = p().toString();
        return Stream.of(
                arguments(400, "malformed_json", ""),
                arguments(400, "malformed_json", "{"),
                arguments(400, "malformed_json", "not json"),
                arguments(400, "malformed_json", "{\"predictions\":[" + item + "]"),
                arguments(400, "malformed_json", "{\"predictions\":[" + item + ",]}"),
                arguments(400, "malformed_json", "{\"predictions\":[]}{}"),
                arguments(400, "malformed_json", "\uFEFF{\"predictions\":[]}"),
                arguments(400, "duplicate_key", "{\"predictions\":[],\"predictions\":[]}"),
                arguments(400, "duplicate_key", "{\"a\":{\"b\":1,\"b\":1},\"predictions\":[]}"),
                arguments(400, "duplicate_key", twice("model", "\"credit-risk\"")),
                arguments(400, "duplicate_key", twice("surprise", "1")),
                arguments(400, "duplicate_key", twice("features", "{}")),
                arguments(400, "duplicate_key", inner("features", "\"age\":1,\"age\":1")),
                arguments(400, "duplicate_key", inner("features", "\"new\":1,\"new\":1")),
                arguments(400, "duplicate_key", inner("prediction", "\"score\":1,\"score\":1")),
                arguments(400, "duplicate_key", inner("tags", "\"a\":\"b\",\"a\":\"b\"")),
                arguments(400, "duplicate_key", inner("junk", "\"a\":1,\"a\":1")),
                arguments(400, "too_deep", nested(6)),
                arguments(400, "too_deep", nested(100_000)),
                arguments(422, "type_mismatch", "[" + item + "]"),
                arguments(422, "type_mismatch", "{\"predictions\":{}}"),
                arguments(422, "required", "{}"),
                arguments(422, "required", "{\"prediction\":[]}"),
                arguments(413, "too_many_items", many(10_001)),
                arguments(413, "body_too_large", " ".repeat((5 << 20) + 1)));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void badBody_isRefusedAsAWhole(int status, String code, String body) {
        long before = COLLECTOR.number("select count(*) from prediction");

        HttpCalls.Response response = COLLECTOR.http().post("/v1/predictions", body);

        assertEquals(status, response.status(), response.raw().body());
        assertEquals("application/problem+json", response.header("Content-Type"));
        assertEquals(code, response.code());
        assertFalse(response.json().path("retryable").asBoolean());
        assertFalse(response.raw().body().contains("credit-risk"), "echoes content");
        assertEquals(before, COLLECTOR.number("select count(*) from prediction"));
    }

    @ParameterizedTest
    @MethodSource("badUtf8")
    void badUtf8_isMalformed(byte[] body) {
        HttpCalls.Response response =
                COLLECTOR
                        .http()
                        .send("POST", "/v1/predictions", body, "Content-Type", HttpCalls.JSON);

        assertEquals(400, response.status());
        assertEquals("malformed_json", response.code());
    }

    static Stream<byte[]> badUtf8() {
        String text = Stories.predictions(region("@").toString());
        int at = text.indexOf('@');
        byte[] cut = text.getBytes(StandardCharsets.ISO_8859_1);
        cut[at] = (byte) 0xC3;
        byte[] loose = cut.clone();
        loose[at] = (byte) 0x80;
        return Stream.of(
                cut,
                loose,
                text.getBytes(StandardCharsets.UTF_16),
                text.getBytes(StandardCharsets.UTF_16LE));
    }

    @ParameterizedTest
    @MethodSource("goodBodies")
    void bodyAtALimit_isTaken(String body, int received) {
        HttpCalls.Response response = COLLECTOR.http().post("/v1/predictions", body);

        assertEquals(200, response.status(), response.raw().body());
        assertEquals(received, response.json().path("received").asInt());
    }

    static Stream<Arguments> goodBodies() {
        return Stream.of(
                arguments("{\"predictions\":[]}", 0),
                arguments("{\"surprise\":[{\"a\":1}],\"predictions\":[]}", 0),
                arguments(nested(5), 1),
                arguments(many(10_000), 10_000),
                arguments("{\"predictions\":[]" + " ".repeat((5 << 20) - 18) + "}", 0));
    }

    @ParameterizedTest
    @MethodSource("badLines")
    void badLine_spoilsOnlyItself(String code, String line) {
        int n = CASES.incrementAndGet();
        String body =
                ItemText.prediction("before " + n)
                        + "\n\n"
                        + line
                        + "\r\n"
                        + ItemText.prediction("after " + n);

        HttpCalls.Response response =
                COLLECTOR
                        .http()
                        .send(
                                "POST",
                                "/v1/predictions",
                                body.getBytes(StandardCharsets.UTF_8),
                                "Content-Type",
                                HttpCalls.LINES);

        assertEquals(200, response.status(), response.raw().body());
        assertEquals(3, response.json().path("received").asInt());
        assertEquals(2, response.json().path("accepted").asInt());
        assertEquals(code, response.onlyError(), response.raw().body());
        assertEquals(1, response.json().path("errors").get(0).path("index").asInt());
    }

    static Stream<Arguments> badLines() {
        return Stream.of(
                arguments("malformed_json", "{"),
                arguments("malformed_json", "not json"),
                arguments("malformed_json", p() + " " + p()),
                arguments("malformed_json", "\uFEFF" + p()),
                arguments("duplicate_key", line("features", "\"age\":1,\"age\":1")),
                arguments("too_deep", "{\"junk\":" + "[".repeat(8) + "]".repeat(8) + "}"),
                arguments("type_mismatch", "3"),
                arguments("required", p().without("event_time").toString()));
    }

    /** 1e400 and NUL would reach the database as 22003 and 22P05. */
    @Test
    void allItemsBad_is422WithTheFigures() {
        String body =
                Stories.predictions(
                        p().feature("income", "1e400").toString(), region("\\u0000").toString());

        HttpCalls.Response response = COLLECTOR.http().post("/v1/predictions", body);

        assertEquals(422, response.status());
        assertEquals("application/problem+json", response.header("Content-Type"));
        assertEquals("0", response.header("Ingest-Accepted"));
        assertEquals(2, response.json().path("rejected").asInt());
        assertEquals("out_of_range", response.json().at("/errors/0/code").asText());
        assertEquals("invalid_string", response.json().at("/errors/1/code").asText());
        assertEquals(422, response.json().path("status").asInt());
    }

    @Test
    void errors_areListedToAHundred() {
        String[] items =
                IntStream.range(0, 101)
                        .mapToObj(i -> p().without("event_time").toString())
                        .toArray(String[]::new);

        HttpCalls.Response response =
                COLLECTOR.http().post("/v1/predictions", Stories.predictions(items));

        assertEquals(101, response.json().path("rejected").asInt());
        assertEquals(100, response.json().path("errors").size());
        assertTrue(response.json().path("errors_truncated").asBoolean());
    }

    @Test
    void everyBrokenRule_ofAnItemIsTold() {
        String body =
                Stories.predictions(p().without("event_time").feature("age", "true").toString());

        HttpCalls.Response response = COLLECTOR.http().post("/v1/predictions", body);

        List<String> codes = new ArrayList<>();
        response.json().path("errors").forEach(e -> codes.add(e.path("code").asText()));
        assertEquals(List.of("type_mismatch", "required"), codes);
        assertEquals(1, response.json().path("rejected").asInt());
    }

    @Test
    void refusedItems_areQuarantinedWithoutContent() {
        String body = Stories.predictions(region("secret\\u0000").toString());

        COLLECTOR.http().post("/v1/predictions", body);

        assertTrue(
                COLLECTOR.number(
                                "select count(*) from ingest_reject where code = 'invalid_string'"
                                        + " and door = 'predictions' and model = 'credit-risk' and"
                                        + " pointer = '/features/region' and length(item_sha) = 32")
                        > 0);
        assertEquals(
                0, COLLECTOR.number("select count(*) from ingest_reject where detail ~ 'secret'"));
    }

    private static Arguments bad(String code, String pointer, ItemText item) {
        return arguments(code, pointer, item.toString());
    }

    private static ItemText p() {
        return ItemText.prediction("case " + CASES.incrementAndGet());
    }

    private static ItemText id(String id) {
        return p().with("prediction_id", "\"" + id + "\"");
    }

    private static ItemText region(String region) {
        return p().feature("region", "\"" + region + "\"");
    }

    private static ItemText environment(String name) {
        return p().with("environment", "\"" + name + "\"");
    }

    private static ItemText time(String raw) {
        return p().with("event_time", raw);
    }

    private static ItemText output(String members) {
        return p().with("prediction", "{" + members + "}");
    }

    private static ItemText probabilities(double ok, double bad) {
        return output("\"probabilities\":{\"ok\":" + ok + ",\"default\":" + bad + "}");
    }

    private static String features(int n) {
        return IntStream.range(0, n - 1)
                .mapToObj(i -> "\"f" + i + "\":" + i)
                .collect(Collectors.joining(",", "{\"age\":41,", "}"));
    }

    private static String tags(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> "\"t" + i + "\":\"v\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String junk(int bytes) {
        return "\"" + "x".repeat(bytes) + "\"";
    }

    private static String twice(String field, String raw) {
        String item = p().with(field, raw).toString();
        return Stories.predictions("{\"" + field + "\":" + raw + "," + item.substring(1));
    }

    private static String inner(String field, String members) {
        return Stories.predictions(line(field, members));
    }

    private static String line(String field, String members) {
        return p().with(field, "{" + members + "}").toString();
    }

    /** An unknown field with arrays inside each other; three levels are around it. */
    private static String nested(int levels) {
        return Stories.predictions(
                p().with("junk", "[".repeat(levels) + "]".repeat(levels)).toString());
    }

    private static String many(int n) {
        String item = "{\"model\":\"credit-risk\"}";
        return "{\"predictions\":[" + (item + ",").repeat(n - 2) + item + "," + p() + "]}";
    }
}
