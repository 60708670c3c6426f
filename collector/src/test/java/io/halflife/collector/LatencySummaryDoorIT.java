// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LatencySummaryDoorIT {

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();

    /** The example of the API document, in milliseconds. */
    private static final String SUMMARY =
            """
            {"model":"credit-risk","version":"7","instance":"pod-3","interval_id":"ID",
             "start_time":"2026-11-22T08:15:00Z","end_time":"2026-11-22T08:16:00Z","unit":"ms",
             "count":1200,"sum":14200,"min":2,"max":910,
             "responses":{"2xx":1190,"4xx":4,"429":3,"5xx":2,"timeout":1},
             "quantiles":[{"quantile":0.99,"value":210},{"quantile":0.5,"value":9}],
             "histogram":{"explicit_bounds":[5,10,50,100,500],
                          "bucket_counts":[300,500,350,40,9,1]}}
            """;

    @BeforeAll
    static void register() {
        Stories.creditRisk(COLLECTOR.http(), "credit-risk");
    }

    @Test
    void summary_isStoredInSeconds() {
        HttpCalls.Response response = post(SUMMARY.replace("ID", "a"));

        assertEquals(200, response.status(), response.raw().body());
        assertEquals(
                "1200|14.2|0.002|0.91|bounds|{0.005,0.01,0.05,0.1,0.5}|{300,500,350,40,9,1}|"
                        + "[[0.5, 0.009], [0.99, 0.21]]|3|production",
                COLLECTOR.text(
                        """
                        select concat_ws('|', total, sum_seconds, min_seconds, max_seconds,
                                         resolution, explicit_bounds, bounds_n, quantiles,
                                         responses->>'429', environment)
                          from latency_summary where interval_id = 'a'
                        """));
    }

    @Test
    void repeat_isADuplicateAndOtherContentAConflict() {
        String summary = SUMMARY.replace("ID", "b");
        post(summary);

        assertEquals(1, post(summary).json().path("duplicates").asInt());
        assertEquals(
                "interval_id_conflict",
                post(summary.replace("\"sum\":14200", "\"sum\":14201")).onlyError());
    }

    @Test
    void summaryWithoutBuckets_saysSo() {
        post(
                """
                {"model":"credit-risk","version":"7","instance":"pod-3","interval_id":"c",
                 "start_time":"2026-11-22T08:15:00Z","end_time":"2026-11-22T08:16:00Z","count":3}
                """);

        assertEquals(
                "count|3|",
                COLLECTOR.text(
                        "select resolution || '|' || total || '|' || coalesce(sum_seconds::text,"
                                + " '') from latency_summary where interval_id = 'c'"));
    }

    static Stream<Arguments> inconsistent() {
        return Stream.of(
                Arguments.of("\"count\":1200", "\"count\":1201", "inconsistent_summary"),
                Arguments.of("\"2xx\":1190", "\"2xx\":1000", "inconsistent_summary"),
                Arguments.of("\"value\":210", "\"value\":8", "inconsistent_summary"),
                Arguments.of("\"value\":210", "\"value\":911", "inconsistent_summary"),
                Arguments.of("\"value\":9}", "\"value\":1}", "inconsistent_summary"),
                Arguments.of("\"quantile\":0.5", "\"quantile\":1.5", "out_of_range"),
                Arguments.of("\"min\":2", "\"min\":911", "inconsistent_summary"),
                Arguments.of("\"min\":2", "\"min\":-2", "inconsistent_summary"),
                Arguments.of("[5,10,50", "[5,5,50", "inconsistent_summary"),
                Arguments.of("9,1]", "10]", "inconsistent_summary"),
                Arguments.of("300,500", "-300,1100", "inconsistent_summary"),
                Arguments.of("08:16:00Z", "08:15:00Z", "inconsistent_summary"),
                Arguments.of("08:16:00Z", "09:15:00.000001Z", "inconsistent_summary"),
                Arguments.of("\"unit\":\"ms\"", "\"unit\":\"m\"", "invalid_enum"),
                Arguments.of("\"credit-risk\"", "\"nobody\"", "unknown_model"),
                Arguments.of("\"instance\":\"pod-3\",", "", "required"),
                Arguments.of("\"count\":1200", "\"count\":1.5", "type_mismatch"));
    }

    @ParameterizedTest
    @MethodSource("inconsistent")
    void inconsistentSummary_isRefused(String right, String wrong, String code) {
        String summary = SUMMARY.replace("ID", "bad").replace(right, wrong);

        HttpCalls.Response response = post(summary);

        assertEquals(422, response.status(), response.raw().body());
        assertEquals(code, response.json().at("/errors/0/code").asText(), response.raw().body());
    }

    private static HttpCalls.Response post(String summary) {
        return COLLECTOR
                .http()
                .post("/v1/latency-summaries", "{\"latency_summaries\":[" + summary + "]}");
    }
}
