// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.halflife.monitor.window.Window;
import io.halflife.storage.intake.MetricValues;
import io.halflife.storage.intake.ReportedMetric;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics that the caller computed. */
class MetricValueDoorIT {

    private static final String WINDOW =
            "\"window\":{\"from\":\"2026-03-01T00:00:00Z\",\"to\":\"2026-03-02T00:00:00Z\"}";
    private static final Window ALL =
            new Window(
                    Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();

    @BeforeAll
    static void register() {
        Stories.creditRisk(COLLECTOR.http(), "credit-risk");
    }

    private static String item(String name, String more) {
        return "{\"model\":\"credit-risk\",\"version\":\"7\",\"name\":\""
                + name
                + "\","
                + WINDOW
                + ","
                + more
                + "}";
    }

    private static HttpCalls.Response post(String... items) {
        return COLLECTOR
                .http()
                .post("/v1/metric-values", "{\"metric_values\":[" + String.join(",", items) + "]}");
    }

    private static List<ReportedMetric> stored(String name) {
        int version = (int) COLLECTOR.number("select id from model_version");
        MetricValues reader = COLLECTOR.storage().metricValues();
        return reader.current(
                new VersionScope(version, "production"), name, ALL, Instant.now(), 10);
    }

    @Test
    void value_isStoredWithAllThatWasSaid() {
        HttpCalls.Response response =
                post(
                        item(
                                "auc",
                                "\"value\":0.91,\"n\":1200,\"standard_error\":0.01,\"source\":\"ci\""));

        assertEquals(1, response.json().path("accepted").asInt(), response.raw().body());
        ReportedMetric found = stored("auc").get(0);
        assertEquals(0.91, found.value());
        assertEquals(OptionalLong.of(1200), found.n());
        assertEquals(OptionalDouble.of(0.01), found.standardError());
        assertEquals("ci", found.source().orElseThrow());
        assertEquals(Instant.parse("2026-03-01T00:00:00Z"), found.window().start());
    }

    @Test
    void higherRevision_winsAndRepeatsAreHarmless() {
        post(item("f1", "\"value\":0.5"));
        assertEquals(1, post(item("f1", "\"value\":0.5")).json().path("duplicates").asInt());
        HttpCalls.Response conflict = post(item("f1", "\"value\":0.6"));
        assertEquals("metric_value_conflict", conflict.onlyError());
        HttpCalls.Response twice =
                post(
                        item("f1", "\"value\":0.7,\"revision\":2"),
                        item("f1", "\"value\":0.8,\"revision\":2"));
        assertEquals("duplicate_in_request", twice.onlyError());

        assertEquals(List.of(0.7), stored("f1").stream().map(ReportedMetric::value).toList());
    }

    static Stream<Arguments> badItems() {
        String good = item("bad", "\"value\":1");
        return Stream.of(
                arguments("required", "/value", item("bad", "\"n\":1")),
                arguments("required", "/name", good.replace("\"name\":\"bad\",", "")),
                arguments("required", "/window/from", good.replace("\"from\"", "\"f\"")),
                arguments(
                        "required",
                        "/window/to",
                        good.replace(WINDOW, "\"window\":{\"from\":1772359200000}")),
                arguments("type_mismatch", "/window", good.replace(WINDOW, "\"window\":3")),
                arguments("out_of_range", "/window/to", good.replace("03-02", "03-01")),
                arguments("timestamp_invalid", "/window/to", good.replace("03-02", "13-02")),
                arguments(
                        "timestamp_out_of_range",
                        "/window/to",
                        good.replace("2026-03-02", "2126-03-02")),
                arguments("not_finite", "/value", item("bad", "\"value\":NaN")),
                arguments("out_of_range", "/value", item("bad", "\"value\":1e400")),
                arguments("out_of_range", "/n", item("bad", "\"value\":1,\"n\":-1")),
                arguments("type_mismatch", "/n", item("bad", "\"value\":1,\"n\":1.5")),
                arguments(
                        "out_of_range",
                        "/standard_error",
                        item("bad", "\"value\":1,\"standard_error\":-1")),
                arguments("out_of_range", "/revision", item("bad", "\"value\":1,\"revision\":0")),
                arguments("invalid_string", "/name", item("b d", "\"value\":1")),
                arguments("invalid_string", "/name", item("b\\u0000d", "\"value\":1")),
                arguments(
                        "invalid_string",
                        "/source",
                        item("bad", "\"value\":1,\"source\":\"\\ud800\"")),
                arguments("unknown_model", "/version", good.replace("\"7\"", "\"9\"")),
                arguments("unknown_model", "/model", good.replace("credit-risk", "nobody")));
    }

    @ParameterizedTest
    @MethodSource("badItems")
    void badItem_isToldAndItsNeighboursAreStored(String code, String pointer, String bad) {
        long before = COLLECTOR.number("select count(*) from metric_value");
        String name = "n" + before;

        HttpCalls.Response response =
                post(item(name, "\"value\":1"), bad, item(name + "b", "\"value\":1"));

        assertEquals(200, response.status(), response.raw().body());
        assertEquals(code, response.onlyError(), response.raw().body());
        assertEquals(pointer, response.json().at("/errors/0/pointer").asText());
        assertEquals(before + 2, COLLECTOR.number("select count(*) from metric_value"));
    }
}
