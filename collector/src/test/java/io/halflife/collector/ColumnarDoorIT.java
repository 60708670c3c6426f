// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Bodies of MLflow's scoring protocol become the same rows as items do. */
class ColumnarDoorIT {

    private static final String PATH = "/v1/models/credit-risk/versions/7/predictions";

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();
    private static final AtomicInteger CASES = new AtomicInteger();

    @BeforeAll
    static void register() {
        Stories.creditRisk(COLLECTOR.http(), "credit-risk");
        COLLECTOR.http().post("/v1/models", "{\"name\":\"price\"}");
        COLLECTOR
                .http()
                .post(
                        "/v1/models/price/versions",
                        "{\"version\":\"1\",\"task\":\"regression\",\"signature\":"
                                + "{\"inputs\":[{\"name\":\"x\",\"type\":\"double\"}]}}");
    }

    /** The same two rows in every shape that MLflow's scoring protocol has. */
    static Stream<String> shapes() {
        return Stream.of(
                "\"dataframe_split\":{\"index\":[0,1],\"columns\":[\"income\",\"age\",\"region\"],"
                        + "\"data\":[[1.5,41,\"north\"],[null,42,\"south\"]]}",
                "\"dataframe_records\":[{\"age\":41,\"region\":\"north\",\"income\":1.5},"
                        + "{\"age\":42,\"region\":\"south\"}]",
                "\"instances\":[{\"age\":41,\"region\":\"north\",\"income\":1.5},"
                        + "{\"age\":42,\"region\":\"south\"}]",
                "\"instances\":[[41,\"north\",1.5,null],[42,\"south\",null,null]]",
                "\"inputs\":[[41,\"north\",1.5,null],[42,\"south\",null,null]]",
                "\"inputs\":[{\"age\":41,\"region\":\"north\",\"income\":1.5},"
                        + "{\"age\":42,\"region\":\"south\"}]",
                "\"inputs\":{\"age\":[41,42],\"region\":[\"north\",\"south\"],\"income\":[1.5,NaN]}");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyShape_givesTheSameRows(String shape) {
        int n = CASES.incrementAndGet();

        HttpCalls.Response response = COLLECTOR.http().post(PATH, body(shape, n));

        assertEquals(200, response.status(), response.raw().body());
        assertEquals(2, response.json().path("accepted").asInt());
        assertEquals(
                "{41,1.5} {north,NULL} ok {42,NULL} {south,NULL} default",
                COLLECTOR.text(
                        "select string_agg(concat_ws(' ', numeric_features, categorical_features,"
                                + " predicted_class), ' ' order by id_text) from prediction"
                                + " where id_text like '"
                                + n
                                + "-%'"));
    }

    private static String body(String shape, int n) {
        return "{\"prediction_ids\":[\"%d-a\",\"%d-b\"],\"event_time\":\"2026-03-01T10:00:00Z\","
                        .formatted(n, n)
                + "\"params\":{\"t\":1},"
                + shape
                + ",\"predictions\":[\"ok\",\"default\"]}";
    }

    @Test
    void aRetry_isADuplicateAlsoInAnotherShape() {
        int n = CASES.incrementAndGet();
        for (String shape : shapes().toList().subList(0, 6)) {
            COLLECTOR.http().post(PATH, body(shape, n));
        }

        assertEquals(
                2,
                COLLECTOR.number(
                        "select count(*) from prediction where id_text like '" + n + "-%'"));
    }

    @Test
    void whatStandsBeside_isByRowOrForAllRows() {
        String body =
                """
                {"dataframe_records":[{"age":1},{"age":2}],"prediction_ids":["s1","s2"],
                 "event_times":["2026-03-01T10:00:00Z",1772359200001],"latency_ms":[10,20],
                 "environment":"staging","tags":{"segment":"web"},"trace_id":["a","b"],
                 "predictions":[{"score":0.25},0.75]}
                """;

        HttpCalls.Response response = COLLECTOR.http().post(PATH, body);

        assertEquals(2, response.json().path("accepted").asInt(), response.raw().body());
        assertEquals(
                "0.25 0.01 staging a 0 / 0.75 0.02 staging b 1000",
                COLLECTOR.text(
                        "select string_agg(concat_ws(' ', score, latency_seconds, environment,"
                                + " trace_id, extract(microseconds from event_time)::int), ' / '"
                                + " order by id_text) from prediction where id_text in ('s1','s2')"
                                + " and tags @> '{\"segment\":\"web\"}'"));
    }

    @Test
    void answers_areTakenAsScoringServersGiveThem() {
        String rows =
                IntStream.range(0, 4)
                        .mapToObj(i -> "[1]")
                        .collect(Collectors.joining(",", "[", "]"));
        String body =
                "{\"dataframe_split\":{\"columns\":[\"age\"],\"data\":"
                        + rows
                        + "},\"prediction_ids\":[\"w1\",\"w2\",\"w3\",\"w4\"],"
                        + "\"event_time\":1772359200000,"
                        + "\"predictions\":[[0.25,0.75],0.5,{\"label\":\"ok\"},1]}";

        HttpCalls.Response response = COLLECTOR.http().post(PATH, body);
        HttpCalls.Response price =
                COLLECTOR
                        .http()
                        .post(
                                "/v1/models/price/versions/1/predictions",
                                "{\"inputs\":[1,2.5],\"prediction_ids\":[\"p1\",\"p2\"],"
                                        + "\"event_time\":1772359200000,\"predictions\":[7,8.5]}");

        assertEquals(4, response.json().path("accepted").asInt(), response.raw().body());
        assertEquals(
                "0.75 0.5 ok 1",
                COLLECTOR.text(
                        "select string_agg(coalesce(predicted_class, score::text), ' ' order by"
                                + " id_text) from prediction where id_text like 'w_'"));
        assertEquals(2, price.json().path("accepted").asInt(), price.raw().body());
        assertEquals(
                "{1}7 {2.5}8.5",
                COLLECTOR.text(
                        "select string_agg(numeric_features::text || value, ' ' order by id_text)"
                                + " from prediction where id_text like 'p_'"));
    }

    /** Row 1 of three is broken in one place. */
    static Stream<Arguments> badRows() {
        String split = "\"dataframe_split\":{\"columns\":[\"age\",\"new\"],\"data\":";
        return Stream.of(
                arguments(
                        "type_mismatch",
                        "/dataframe_split/data/1/0",
                        split + "[[1,2],[\"x\",2],[3,4]]}"),
                arguments(
                        "out_of_range",
                        "/dataframe_split/data/1/1",
                        split + "[[1,2],[1,1e400],[3,4]]}"),
                arguments(
                        "shape_mismatch", "/dataframe_split/data/1", split + "[[1,2],[1],[3,4]]}"),
                arguments(
                        "shape_mismatch",
                        "/dataframe_split/data/1",
                        split + "[[1,2],[1,2,3],[3,4]]}"),
                arguments(
                        "type_mismatch", "/dataframe_split/data/1", split + "[[1,2],\"x\",[3,4]]}"),
                arguments(
                        "required",
                        "/dataframe_records/1/age",
                        "\"dataframe_records\":[{\"age\":1},{},{\"age\":2}]"),
                arguments(
                        "type_mismatch",
                        "/dataframe_records/1",
                        "\"dataframe_records\":[{\"age\":1},[2],{\"age\":2}]"),
                arguments(
                        "type_mismatch",
                        "/instances/1/0",
                        "\"instances\":[[1,\"n\",1,true],[[1],\"n\",1,true],[1,\"n\",1,true]]"),
                arguments("type_mismatch", "/inputs/age/1", "\"inputs\":{\"age\":[1,\"x\",2]}"),
                arguments(
                        "invalid_string",
                        "/inputs/region/1",
                        "\"inputs\":{\"age\":[1,2,3],\"region\":[\"a\",\"\\u0000\",\"b\"]}"));
    }

    @ParameterizedTest
    @MethodSource("badRows")
    void badRow_isToldByItsPlaceInTheBody(String code, String pointer, String shape) {
        int n = CASES.incrementAndGet();
        String body =
                "{\"prediction_ids\":[\"%d-a\",\"%d-b\",\"%d-c\"],".formatted(n, n, n)
                        + "\"event_time\":\"2026-03-01T10:00:00Z\",\"predictions\":[0.1,0.2,0.3],"
                        + shape
                        + "}";

        HttpCalls.Response response = COLLECTOR.http().post(PATH, body);

        assertEquals(200, response.status(), response.raw().body());
        assertEquals(2, response.json().path("accepted").asInt(), response.raw().body());
        JsonNode error = response.json().path("errors").get(0);
        assertEquals(code, error.path("code").asText(), error.toString());
        assertEquals(pointer, error.path("pointer").asText());
        assertEquals(1, error.path("index").asInt());
        assertEquals(n + "-b", error.path("prediction_id").asText());
    }

    @Test
    void badSiblings_areToldByTheirPlace() {
        String body =
                """
                {"inputs":{"age":[1,2,3]},"prediction_ids":["b1",2,"b3"],
                 "event_times":["2026-03-01T10:00:00Z","2026-03-01T10:00:00Z","yesterday"],
                 "predictions":[2.5,0.5,0.5],"latency_ms":-1}
                """;

        HttpCalls.Response response = COLLECTOR.http().post(PATH, body);

        assertEquals(422, response.status());
        String told =
                response.json().path("errors").findValuesAsText("pointer").stream()
                        .sorted()
                        .distinct()
                        .collect(Collectors.joining(" "));
        assertEquals("/event_times/2 /latency_ms /prediction_ids/1 /predictions/0/score", told);
    }

    static Stream<Arguments> badBodies() {
        String rest = ",\"prediction_ids\":[\"x\",\"y\"],\"event_time\":1,\"predictions\":[1,1]";
        return Stream.of(
                arguments(400, "shape_mismatch", "{\"instances\":[[1]]" + rest + "}"),
                arguments(
                        400,
                        "shape_mismatch",
                        "{\"inputs\":{\"age\":[1,2],\"b\":[1]}" + rest + "}"),
                arguments(
                        400, "shape_mismatch", "{\"inputs\":{\"age\":[1,2],\"b\":1}" + rest + "}"),
                arguments(400, "shape_mismatch", "{\"inputs\":{}" + rest + "}"),
                arguments(
                        400,
                        "shape_mismatch",
                        "{\"inputs\":[1,2],\"instances\":[1,2]" + rest + "}"),
                arguments(422, "type_mismatch", "{\"inputs\":3" + rest + "}"),
                arguments(422, "type_mismatch", "{\"dataframe_records\":{}" + rest + "}"),
                arguments(422, "type_mismatch", "{\"inputs\":[1],\"prediction_ids\":\"x\"}"),
                arguments(
                        422, "type_mismatch", "{\"dataframe_split\":{\"columns\":3,\"data\":[]}}"),
                arguments(422, "required", "{\"dataframe_split\":{\"columns\":[]}}"),
                arguments(422, "required", "{\"dataframe_split\":{\"data\":[]}}"),
                arguments(
                        400,
                        "duplicate_key",
                        "{\"dataframe_split\":{\"columns\":[\"a\",\"a\"],\"data\":[]}}"),
                arguments(400, "duplicate_key", "{\"inputs\":{\"a\":[1],\"a\":[1]}}"),
                arguments(400, "duplicate_key", "{\"instances\":[{\"a\":1,\"a\":1}]}"),
                arguments(400, "malformed_json", "{\"instances\":[[1],[2]" + rest),
                arguments(400, "malformed_json", "{\"instances\":[]} x"),
                arguments(400, "too_deep", "{\"instances\":" + "[".repeat(9) + "]".repeat(9) + "}"),
                arguments(413, "too_many_items", rows(10_001)));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void badBody_isRefusedAsAWhole(int status, String code, String body) {
        HttpCalls.Response response = COLLECTOR.http().post(PATH, body);

        assertEquals(status, response.status(), response.raw().body());
        assertEquals(code, response.code(), response.raw().body());
    }

    @Test
    void shapeMismatch_namesTheArrays() {
        HttpCalls.Response response =
                COLLECTOR
                        .http()
                        .post(
                                PATH,
                                "{\"instances\":[[1],[2],[3]],\"prediction_ids\":[\"a\",\"b\"]}");

        assertEquals(
                "instances has 3 rows, prediction_ids has 2 rows",
                response.json().path("detail").asText());
    }

    @Test
    void rowsAtTheLimit_areTaken() {
        HttpCalls.Response response = COLLECTOR.http().post(PATH, rows(10_000));

        assertEquals(200, response.status(), response.raw().body());
        assertEquals(10_000, response.json().path("accepted").asInt());
    }

    @Test
    void noRows_areNoItems() {
        HttpCalls.Response response =
                COLLECTOR.http().post(PATH, "{\"instances\":[],\"prediction_ids\":[]}");

        assertEquals(200, response.status());
        assertEquals(0, response.json().path("received").asInt());
    }

    /** A feature may be called like a shape: only the top of the body counts. */
    @Test
    void itemsWithAFeatureCalledInputs_areItems() {
        String item =
                ItemText.prediction("called inputs").feature("inputs", "\"instances\"").toString();

        HttpCalls.Response response =
                COLLECTOR.http().post(PATH, "{\"predictions\":[" + item + "]}");

        assertEquals(1, response.json().path("accepted").asInt(), response.raw().body());
        assertTrue(
                COLLECTOR.number(
                                "select count(*) from prediction where extra ? 'inputs'"
                                        + " and id_text = 'called inputs'")
                        == 1);
    }

    private static String rows(int n) {
        return IntStream.range(0, n)
                        .mapToObj(i -> "[1]")
                        .collect(
                                Collectors.joining(
                                        ",",
                                        "{\"dataframe_split\":{\"columns\":[\"age\"],\"data\":[",
                                        "]},"))
                + IntStream.range(0, n)
                        .mapToObj(i -> "\"r" + i + "\"")
                        .collect(Collectors.joining(",", "\"prediction_ids\":[", "],"))
                + IntStream.range(0, n)
                        .mapToObj(i -> "0.5")
                        .collect(Collectors.joining(",", "\"predictions\":[", "],"))
                + "\"event_time\":\"2026-03-01T10:00:00Z\"}";
    }
}
