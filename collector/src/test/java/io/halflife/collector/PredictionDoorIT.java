// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PredictionDoorIT {

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();
    private static final String DOOR = "/v1/predictions";
    private static final Instant MARCH = Instant.parse("2026-03-01T10:00:00.123456Z");

    @BeforeAll
    static void register() {
        Stories.creditRisk(COLLECTOR.http(), "credit-risk");
    }

    @Test
    void prediction_isStoredByPositionAndAcknowledged() {
        String body = Stories.predictions(Stories.prediction("credit-risk", "loan 1", MARCH));

        HttpCalls.Response response = COLLECTOR.http().post(DOOR, body);

        assertEquals(200, response.status(), response.json().toString());
        assertEquals(1, response.json().path("accepted").asInt());
        assertEquals("1", response.header("Ingest-Accepted"));
        assertEquals(response.header("Request-Id"), response.json().path("request_id").asText());
        assertEquals(
                "2026-03-01 10:00:00.123456+00|{41,52300.5}|{north,true}|default|0.83|0.0124",
                COLLECTOR.text(
                        """
                        select concat_ws('|', event_time, numeric_features, categorical_features,
                                         predicted_class, score, latency_seconds)
                          from prediction where id_text = 'loan 1'
                        """));
    }

    /** In development rows count as known at their own time; the watermark rests on the other. */
    @Test
    void backfilledPrediction_isAvailableAtItsEventTimeAndReceivedNow() {
        post(Stories.prediction("credit-risk", "backfilled", MARCH));

        assertEquals(
                "t|t",
                COLLECTOR.text(
                        """
                        select concat_ws('|', available_at = event_time,
                                         received_at > now() - interval '1 minute')
                          from prediction where id_text = 'backfilled'
                        """));
    }

    @Test
    void missingAndUnknownFeatures_areNullsAndExtras() {
        post(
                ItemText.prediction("sparse")
                        .with(
                                "features",
                                """
                                {"income":NaN,"age":3,"zip":"10115","n":1.50,"flag":true,
                                 "none":null,"deep":{"a":1}}
                                """)
                        .with("tags", "{\"b\":\"2\",\"a\":\"1\"}")
                        .toString());

        assertEquals(
                "{3,NULL}|{NULL,NULL}|1|{\"a\": \"1\", \"b\": \"2\"}|"
                        + "{\"n\": 1.50, \"zip\": \"10115\", \"deep\": null, \"flag\": true,"
                        + " \"none\": null}",
                COLLECTOR.text(
                        """
                        select concat_ws('|', numeric_features, categorical_features, non_finite,
                                         tags, extra)
                          from prediction where id_text = 'sparse'
                        """));
    }

    @Test
    void fieldsInAnyOrder_giveTheSameRow() {
        String sorted =
                """
                {"event_time":"2026-03-02T00:00:00Z","features":{"region":"south","age":5},
                 "model":"credit-risk","prediction":{"score":0.25,"label":"ok"},
                 "prediction_id":"sorted","version":"7"}
                """;
        String natural =
                """
                {"model":"credit-risk","version":"7","prediction_id":"sorted",
                 "event_time":"2026-03-02T00:00:00.000Z","features":{"age":5.0,"region":"south"},
                 "prediction":{"label":"ok","score":0.250}}
                """;

        assertEquals(1, post(sorted).json().path("accepted").asInt());
        assertEquals(1, post(natural).json().path("duplicates").asInt());
    }

    @Test
    void scoreOfProbabilities_isThatOfThePositiveClass() {
        post(
                ItemText.prediction("probable")
                        .with("prediction", "{\"probabilities\":{\"default\":0.3,\"ok\":0.7}}")
                        .toString());

        assertEquals(
                "0.3|{0.7,0.3}|",
                COLLECTOR.text(
                        "select score || '|' || probabilities::text || '|' ||"
                                + " coalesce(predicted_class, '') from prediction"
                                + " where id_text = 'probable'"));
    }

    @Test
    void repeat_isADuplicateAndOtherContentAConflict() {
        String first = Stories.prediction("credit-risk", "again", MARCH);
        post(first);

        HttpCalls.Response repeat = post(first);
        HttpCalls.Response conflict =
                post(Stories.prediction("credit-risk", "again", MARCH, 1), first);

        assertEquals(200, repeat.status());
        assertEquals("1", repeat.header("Ingest-Duplicates"));
        assertEquals(0, repeat.json().path("accepted").asInt());
        assertEquals(List.of("duplicate_in_request", "prediction_id_conflict"), codes(conflict));
        assertEquals(
                52300.5,
                Double.parseDouble(
                        COLLECTOR.text(
                                "select numeric_features[2] from prediction"
                                        + " where id_text = 'again'")));
    }

    @Test
    void otherContentThanTheStoredRow_isAConflict() {
        post(Stories.prediction("credit-risk", "stored", MARCH));

        HttpCalls.Response conflict = post(Stories.prediction("credit-risk", "stored", MARCH, 1));

        assertEquals(422, conflict.status());
        assertEquals("prediction_id_conflict", conflict.onlyError());
        assertEquals("stored", conflict.json().at("/errors/0/prediction_id").asText());
    }

    @Test
    void idTwiceInARequest_isARepeatOrRefused() {
        String first = Stories.prediction("credit-risk", "twice", MARCH);
        String later = Stories.prediction("credit-risk", "twice", MARCH.plusSeconds(1));

        HttpCalls.Response response = post(first, first, later);

        assertEquals(1, response.json().path("accepted").asInt());
        assertEquals(1, response.json().path("duplicates").asInt());
        assertEquals("duplicate_in_request", response.onlyError());
        assertEquals(2, response.json().at("/errors/0/index").asInt());
    }

    @Test
    void sameItemsSentAtOnce_areStoredOnce() {
        Random random = new Random(42);
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Instant time = MARCH.plusSeconds(random.nextInt(86_400 * 40));
            items.add(Stories.prediction("credit-risk", "swarm " + i, time));
        }
        List<String> reversed = new ArrayList<>(items);
        Collections.reverse(reversed);
        List<String> shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, random);

        for (int round = 0; round < 5; round++) {
            List<CompletableFuture<HttpCalls.Response>> answers = new ArrayList<>();
            for (List<String> order : List.of(items, reversed, shuffled)) {
                answers.add(
                        CompletableFuture.supplyAsync(() -> post(order.toArray(String[]::new))));
            }
            for (CompletableFuture<HttpCalls.Response> answer : answers) {
                HttpCalls.Response response = answer.join();
                assertEquals(200, response.status(), () -> response.json() + databaseErrors());
                assertEquals(0, response.json().path("rejected").asInt());
            }
        }

        assertEquals(
                500,
                COLLECTOR.number("select count(*) from prediction where id_text like 'swarm %'"));
        assertEquals(
                500,
                COLLECTOR.number(
                        "select count(distinct id_text) from prediction"
                                + " where id_text like 'swarm %'"));
    }

    /** What the database has refused until now, by class of SQLSTATE: answers do not tell it. */
    private static String databaseErrors() {
        HttpCalls management = new HttpCalls(COLLECTOR.service().managementPort());
        return management
                .get("/metrics")
                .raw()
                .body()
                .lines()
                .filter(line -> line.startsWith("halflife_db_errors"))
                .collect(Collectors.joining("; ", "; ", ""));
    }

    /** The counts are of the rows that are stored, however often they were sent. */
    @Test
    void latencies_areCountedOncePerStoredRow() {
        Stories.creditRisk(COLLECTOR.http(), "latencies");
        String[] items =
                IntStream.range(0, 300)
                        .mapToObj(
                                i ->
                                        Stories.prediction("latencies", "l" + i, at(i))
                                                .replace("12.4", Double.toString(i / 10.0)))
                        .toArray(String[]::new);
        post(items);
        post(items);
        post(ItemText.prediction("slow").with("model", "\"latencies\"").toString());

        String ofModel =
                " where version_id = (select v.id from model_version v join model m"
                        + " on m.id = v.model_id where m.name = 'latencies')";
        assertEquals(300, COLLECTOR.number("select sum(total) from latency_delta" + ofModel));
        assertEquals(
                300,
                COLLECTOR.number("select sum(x) from latency_delta, unnest(n) as x" + ofModel));
        assertEquals(
                "4.485|0|0.0299",
                COLLECTOR.text(
                        "select concat_ws('|', round(sum(sum_seconds)::numeric, 9)::float8,"
                                + " min(min_seconds), max(max_seconds)) from latency_delta"
                                + ofModel));
        assertEquals(
                5, COLLECTOR.number("select count(distinct minute) from latency_delta" + ofModel));
    }

    private static Instant at(int second) {
        return Instant.parse("2026-03-01T10:00:00Z").plusSeconds(second);
    }

    @Test
    void versionInThePath_isThatOfEveryItem() {
        String door = "/v1/models/credit-risk/versions/7/predictions";
        String bare = ItemText.prediction("bare").without("model").without("version").toString();
        String other = ItemText.prediction("other").with("version", "\"8\"").toString();

        HttpCalls.Response response = COLLECTOR.http().post(door, Stories.predictions(bare, other));

        assertEquals(1, response.json().path("accepted").asInt());
        assertEquals("invalid_enum", response.onlyError());
        HttpCalls.Response unknown =
                COLLECTOR.http().post("/v1/models/credit-risk/versions/8/predictions", "{}");
        assertEquals(404, unknown.status());
        assertEquals("unknown_model", unknown.code());
    }

    @Test
    void lines_areTakenLikeAnArray() {
        String lines =
                IntStream.range(0, 50)
                        .mapToObj(i -> ItemText.prediction("line " + i) + "\n")
                        .reduce("", String::concat);

        HttpCalls.Response response = send(lines.getBytes(StandardCharsets.UTF_8), HttpCalls.LINES);

        assertEquals(50, response.json().path("accepted").asInt(), response.raw().body());
        assertEquals(0, send(new byte[0], HttpCalls.LINES).json().path("received").asInt());
    }

    @Test
    void gzip_isTaken() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            String body = Stories.predictions(Stories.prediction("credit-risk", "zipped", MARCH));
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        }

        HttpCalls.Response response =
                COLLECTOR
                        .http()
                        .send(
                                "POST",
                                DOOR,
                                out.toByteArray(),
                                "Content-Type",
                                HttpCalls.JSON,
                                "Content-Encoding",
                                "gzip");

        assertEquals(1, response.json().path("accepted").asInt(), response.raw().body());
    }

    @Test
    void clockThatIsOff_isAWarning() {
        HttpCalls.Response response = sendAt("Sun, 22 Nov 2020 08:15:30 GMT");

        assertEquals("clock_skew", response.json().at("/warnings/0/code").asText());
        assertTrue(response.json().at("/warnings/0/seconds").asLong() > 86_400);
    }

    private static HttpCalls.Response sendAt(String date) {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "date");
        return COLLECTOR
                .http()
                .send(
                        "POST",
                        DOOR,
                        "{\"predictions\":[]}".getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        HttpCalls.JSON,
                        "Date",
                        date);
    }

    /** Midnight, the last and the 29th of February, the end of the year. */
    @Test
    void everyDay_findsItsPartition() {
        String[] times = {
            "2024-02-29T00:00:00Z",
            "2024-02-29T23:59:59.999999Z",
            "2024-03-01T00:00:00Z",
            "2023-12-31T23:59:59.999999Z",
            "2024-01-01T00:00:00Z",
            "1900-01-01T00:00:00Z",
            "1999-12-31T23:59:59.999999Z"
        };
        String[] items = new String[times.length];
        for (int i = 0; i < times.length; i++) {
            items[i] = Stories.prediction("credit-risk", "day " + i, Instant.parse(times[i]));
        }

        HttpCalls.Response response = post(items);

        assertEquals(times.length, response.json().path("accepted").asInt());
        assertEquals(
                "1900-01-01 00:00:00+00",
                COLLECTOR.text("select event_time from prediction where id_text = 'day 5'"));
    }

    @Test
    void environments_areNotedOnce() {
        post(
                ItemText.prediction("staged").with("environment", "\"staging\"").toString(),
                ItemText.prediction("staged 2").with("environment", "\"staging\"").toString());

        assertEquals(
                1,
                COLLECTOR.number(
                        "select count(*) from version_environment where environment = 'staging'"));
    }

    @Test
    void itemsAndCommits_areCounted() {
        HttpCalls management = new HttpCalls(COLLECTOR.service().managementPort());
        post(ItemText.prediction("counted").with("junk", "1").toString());

        String metrics = management.get("/metrics").raw().body();

        assertTrue(
                metrics.contains("halflife_ingest_items_accepted_total{kind=\"prediction\"}"),
                metrics);
        assertTrue(metrics.contains("halflife_ingest_commit_duration_seconds_count"));
        assertTrue(metrics.contains("halflife_ingest_unknown_fields_total"));
        assertTrue(metrics.contains("halflife_ingest_inflight_bytes 0.0"));
        assertEquals("UP", management.get("/ready").json().at("/checks/database").asText());
    }

    private static List<String> codes(HttpCalls.Response response) {
        List<String> codes = new ArrayList<>();
        response.json().path("errors").forEach(e -> codes.add(e.path("code").asText()));
        Collections.sort(codes);
        return codes;
    }

    private static HttpCalls.Response post(String... items) {
        return COLLECTOR.http().post(DOOR, Stories.predictions(items));
    }

    private static HttpCalls.Response send(byte[] body, String mediaType) {
        return COLLECTOR.http().send("POST", DOOR, body, "Content-Type", mediaType);
    }
}
