// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.collector.directory.AutoRegister;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Models that their first predictions make known, with a key that may do so. */
class AutoRegisterIT {

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();
    private static OpenCollector open;

    @BeforeAll
    static void open() {
        open = new OpenCollector(COLLECTOR.storage(), "key-1", true);
    }

    @AfterAll
    static void close() {
        open.close();
    }

    private static String item(
            String model, String version, String id, String features, String out) {
        return "{\"model\":\"%s\",\"version\":\"%s\",\"prediction_id\":\"%s\","
                        .formatted(model, version, id)
                + "\"event_time\":\"2026-03-01T10:00:00Z\",\"features\":"
                + features
                + ",\"prediction\":"
                + out
                + "}";
    }

    private static HttpCalls.Response post(String... items) {
        return open.http().post("/v1/predictions", Stories.predictions(items));
    }

    private static String signature(String model) {
        return COLLECTOR.text(
                "select task || ' ' || positive_label || ' ' || array_to_string(classes, ',') || ' '"
                        + " || (select string_agg(i->>'name' || ':' || (i->>'type'), ' ')"
                        + " from jsonb_array_elements(signature->'inputs') i)"
                        + " || ' ' || (signature->>'inferred') || ' ' || m.state"
                        + " from model_version v join model m on m.id = v.model_id"
                        + " where m.name = '"
                        + model
                        + "' order by v.id limit 1");
    }

    @Test
    void unknownModel_isMadeFromTheWholeRequest() {
        HttpCalls.Response response =
                post(
                        item(
                                "new",
                                "1",
                                "n1",
                                "{\"a\":1,\"b\":\"x\",\"c\":null,\"d\":3}",
                                "{\"label\":\"bad\",\"score\":0.9,"
                                        + "\"probabilities\":{\"bad\":0.9,\"ok\":0.1}}"),
                        item(
                                "new",
                                "1",
                                "n2",
                                "{\"a\":2.5,\"c\":true,\"d\":\"mixed\"}",
                                "{\"label\":\"ok\",\"score\":0.2,"
                                        + "\"probabilities\":{\"bad\":0.2,\"ok\":0.8}}"));

        assertEquals(2, response.json().path("accepted").asInt(), response.raw().body());
        assertEquals(
                "binary_classification bad ok,bad a:double b:string c:boolean true UNCONFIGURED",
                signature("new"));
        assertEquals(2, COLLECTOR.number("select count(*) from prediction where extra ? 'd'"));
    }

    @Test
    void tasks_areToldByTheOutputs() {
        post(item("regression", "1", "t1", "{\"a\":1}", "{\"value\":3}"));
        post(
                item("many", "1", "t2", "{\"a\":1}", "{\"label\":\"a\"}"),
                item("many", "1", "t3", "{\"a\":1}", "{\"label\":\"b\"}"),
                item("many", "1", "t4", "{\"a\":1}", "{\"label\":\"c\"}"));
        post(item("scored", "1", "t5", "{\"a\":1}", "{\"score\":0.5}"));

        assertEquals("regression   a:double true UNCONFIGURED", signature("regression"));
        assertEquals("multiclass_classification   a:double true UNCONFIGURED", signature("many"));
        assertEquals("binary_classification 1  a:double true UNCONFIGURED", signature("scored"));
    }

    @Test
    void signature_staysAndWhatDoesNotFitIsRefused() {
        post(item("stays", "1", "s1", "{\"a\":1}", "{\"value\":3}"));

        HttpCalls.Response response =
                post(item("stays", "1", "s2", "{\"a\":\"text\"}", "{\"value\":3}"));

        assertEquals("type_mismatch", response.onlyError());
        assertEquals("regression   a:double true UNCONFIGURED", signature("stays"));
    }

    @Test
    void unknownVersion_isMadeToo_andAModelThatSomebodyMadeStaysConfigured() {
        Stories.creditRisk(COLLECTOR.http(), "known");

        HttpCalls.Response response = post(item("known", "8", "v1", "{\"a\":1}", "{\"value\":3}"));

        assertEquals(1, response.json().path("accepted").asInt(), response.raw().body());
        assertEquals("CONFIGURED", COLLECTOR.text("select state from model where name = 'known'"));
    }

    @Test
    void pathForm_makesItFromItemsAndFromColumns() {
        HttpCalls.Response items =
                open.http()
                        .post(
                                "/v1/models/path/versions/1/predictions",
                                Stories.predictions(
                                        item("path", "1", "p1", "{\"a\":1}", "{\"value\":3}")));
        HttpCalls.Response columns =
                open.http()
                        .post(
                                "/v1/models/columns/versions/1/predictions",
                                "{\"dataframe_split\":{\"columns\":[\"a\",\"b\"],"
                                        + "\"data\":[[1,\"x\"]]},\"prediction_ids\":[\"c1\"],"
                                        + "\"event_time\":\"2026-03-01T10:00:00Z\","
                                        + "\"predictions\":[2.5]}");

        assertEquals(1, items.json().path("accepted").asInt(), items.raw().body());
        assertEquals(1, columns.json().path("accepted").asInt(), columns.raw().body());
        assertEquals("regression   a:double b:string true UNCONFIGURED", signature("columns"));
    }

    @Test
    void requestsAtOnce_giveOneModel() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<HttpCalls.Response>> running = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String one = item("at-once", "1", "o" + i, "{\"a\":1}", "{\"value\":3}");
            running.add(threads.submit(() -> post(one)));
        }
        for (Future<HttpCalls.Response> one : running) {
            assertEquals(1, one.get().json().path("accepted").asInt(), one.get().raw().body());
        }
        threads.shutdown();

        assertEquals(1, COLLECTOR.number("select count(*) from model where name = 'at-once'"));
    }

    @Test
    void nothingToLearnFrom_makesNothing() {
        HttpCalls.Response none = post(item("none", "1", "x1", "{}", "{\"value\":3}"));
        HttpCalls.Response unfit = post(item("un fit", "1", "x2", "{\"a\":1}", "{\"value\":3}"));
        HttpCalls.Response dots = post(item("..", "1", "x4", "{\"a\":1}", "{\"value\":3}"));
        HttpCalls.Response dotted = post(item("dots", "a/.", "x5", "{\"a\":1}", "{\"value\":3}"));
        HttpCalls.Response broken =
                open.http()
                        .post(
                                "/v1/predictions",
                                "{\"predictions\":["
                                        + item("broken", "1", "x3", "{\"a\":1}", "{\"value\":3}"));

        assertEquals("unknown_model", none.onlyError());
        assertEquals("unknown_model", unfit.onlyError());
        assertEquals("unknown_model", dots.onlyError());
        assertEquals("unknown_model", dotted.onlyError());
        assertEquals("malformed_json", broken.code());
        assertEquals(
                0,
                COLLECTOR.number(
                        "select count(*) from model where name in ('none', 'un fit', 'broken')"));
    }

    @Test
    void aKey_makesSoManyModelsAnHour() {
        try (OpenCollector other = new OpenCollector(COLLECTOR.storage(), "key-2", true)) {
            int made = 0;
            for (int i = 0; i <= AutoRegister.MODELS_PER_HOUR; i++) {
                String one = item("bound-" + i, "1", "b" + i, "{\"a\":1}", "{\"value\":3}");
                made +=
                        other.http()
                                .post("/v1/predictions", Stories.predictions(one))
                                .json()
                                .path("accepted")
                                .asInt();
            }
            assertEquals(AutoRegister.MODELS_PER_HOUR, made);
        }
    }

    @Test
    void otherKeys_makeNothing() {
        try (OpenCollector closed = new OpenCollector(COLLECTOR.storage(), "key-3", false)) {
            String one = item("refused", "1", "r1", "{\"a\":1}", "{\"value\":3}");

            HttpCalls.Response mixed =
                    closed.http().post("/v1/predictions", Stories.predictions(one));
            HttpCalls.Response path =
                    closed.http()
                            .post(
                                    "/v1/models/refused/versions/1/predictions",
                                    Stories.predictions(one));

            assertEquals("unknown_model", mixed.onlyError());
            assertEquals(404, path.status());
        }
    }
}
