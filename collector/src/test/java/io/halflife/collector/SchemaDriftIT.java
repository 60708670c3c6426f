// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Features that no signature knows are kept, bounded and counted. */
class SchemaDriftIT {

    private static final LocalDate DAY = LocalDate.parse("2026-03-01");

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();

    private static Map<String, Long> counts(String model) {
        int version =
                (int)
                        COLLECTOR.number(
                                "select v.id from model_version v join model m on m.id = v.model_id"
                                        + " where m.name = '"
                                        + model
                                        + "' order by v.id limit 1");
        return COLLECTOR
                .storage()
                .schemaDrift()
                .counts(new VersionScope(version, "production"), DAY, DAY.plusDays(1));
    }

    private static ItemText item(String model, String id) {
        return ItemText.prediction(id).with("model", "\"" + model + "\"");
    }

    private static HttpCalls.Response post(ItemText... items) {
        String[] texts = new String[items.length];
        for (int i = 0; i < items.length; i++) {
            texts[i] = items[i].toString();
        }
        return COLLECTOR.http().post("/v1/predictions", Stories.predictions(texts));
    }

    @Test
    void unknownFeatures_ofStoredPredictionsAreCountedOnce() {
        Stories.creditRisk(COLLECTOR.http(), "counted");
        ItemText first = item("counted", "c1").feature("shoe", "43");
        ItemText bad = item("counted", "c3").feature("shoe", "44").without("event_time");
        post(first, item("counted", "c2").feature("shoe", "\"x\""), bad);
        post(first);

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(Map.of("shoe", 2L), counts("counted")));
        assertEquals(2, COLLECTOR.number("select count(*) from prediction where extra ? 'shoe'"));
    }

    /** The fifty are of the model: another version and another process find them taken. */
    @Test
    void fiftyNamesOfAModel_areKeptOverVersionsAndProcesses() {
        Stories.creditRisk(COLLECTOR.http(), "fifty");
        COLLECTOR
                .http()
                .post(
                        "/v1/models/fifty/versions",
                        Stories.CREDIT_RISK_VERSION.replace("\"7\"", "\"8\""));
        post(item("fifty", "f1").with("features", features(0, 49)));
        post(item("fifty", "f2").with("version", "\"8\"").feature("fiftieth", "1"));
        post(item("fifty", "f3").feature("late", "1").with("tags", "{\"a\":\"b\"}"));
        try (OpenCollector other = new OpenCollector(COLLECTOR.storage(), "key", false)) {
            String late = item("fifty", "f4").feature("later", "1").toString();
            other.http().post("/v1/predictions", Stories.predictions(late));
        }

        assertEquals(
                50,
                COLLECTOR.number(
                        "select count(*) from model_extra"
                                + " where model_id = (select id from model where name = 'fifty')"));
        assertEquals(
                "49,1,-,-",
                COLLECTOR
                        .text(
                                "select string_agg(coalesce((select count(*)::text from"
                                        + " jsonb_object_keys(extra)), '-'), ',' order by id_text)"
                                        + " from (select id_text, case when extra is null then null else"
                                        + " extra end as extra from prediction where id_text in"
                                        + " ('f1','f2','f3','f4')) p")
                        .replace("0", "-"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(2L, counts("fifty").get("")));
    }

    private static String features(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> ",\"extra-" + i + "\":1")
                .collect(Collectors.joining("", "{\"age\":1", "}"));
    }

    @Test
    void strictModel_refusesThem() {
        Stories.creditRisk(COLLECTOR.http(), "strict");
        HttpCalls.Response changed =
                COLLECTOR
                        .http()
                        .send(
                                "PATCH",
                                "/v1/models/strict",
                                "{\"strict\":true}"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                "Content-Type",
                                HttpCalls.JSON);
        assertEquals(200, changed.status(), changed.raw().body());

        HttpCalls.Response response =
                post(
                        item("strict", "s1"),
                        item("strict", "s2").feature("new", "1").feature("new", "1"),
                        item("strict", "s3"));

        assertEquals(2, response.json().path("accepted").asInt(), response.raw().body());
        assertEquals("unknown_feature", response.onlyError());
        assertEquals("/features/new", response.json().at("/errors/0/pointer").asText());
    }
}
