// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GroundTruthDoorIT {

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

    @BeforeAll
    static void register() {
        Stories.creditRisk(COLLECTOR.http(), "credit-risk");
    }

    @Test
    void labelWithEventTime_isMatchedByKey() {
        predict("known");

        HttpCalls.Response response = post(Stories.label("credit-risk", "known", TIME, "ok"));

        assertEquals(200, response.status(), response.json().toString());
        assertEquals(1, response.json().path("accepted").asInt());
        assertEquals(0, response.json().path("pending").asInt());
        assertEquals(
                "ok|1|2026-03-01 10:00:01+00|2026-03-01 10:00:01+00",
                COLLECTOR.text(
                        """
                        select concat_ws('|', actual_class, revision, observed_at, g.available_at)
                          from ground_truth g join prediction p
                         using (model_id, event_time, prediction_id) where p.id_text = 'known'
                        """));
    }

    @Test
    void labelWithoutPrediction_isPendingUntilItComes() {
        String label = Stories.label("credit-risk", "later", TIME, "ok");

        assertEquals(1, post(label).json().path("pending").asInt());
        predict("later");
        HttpCalls.Response repeat = post(label);

        assertEquals(0, repeat.json().path("pending").asInt());
        assertEquals(1, repeat.json().path("duplicates").asInt());
    }

    @Test
    void labelWithoutEventTime_waitsForTheAnalyzer() {
        predict("timeless");
        String label =
                """
                {"model":"credit-risk","prediction_id":"timeless","actual":{"label":"default"},
                 "observed_at":"2026-03-02T00:00:00Z","source":"collections"}
                """;

        HttpCalls.Response response = post(label);

        assertEquals(1, response.json().path("pending").asInt());
        assertEquals(
                "default|collections|2026-03-02 00:00:00+00",
                COLLECTOR.text(
                        "select concat_ws('|', actual_class, source, available_at)"
                                + " from ground_truth_pending"));
    }

    @Test
    void revisions_standBesideEachOtherAndEachIsFixed() {
        predict("revised");
        String first = Stories.label("credit-risk", "revised", TIME, "ok");
        String second = first.strip().replaceFirst("\\}$", ",\"revision\":2}");
        String other = Stories.label("credit-risk", "revised", TIME, "default");

        assertEquals(2, post(first, second).json().path("accepted").asInt());
        HttpCalls.Response conflict = post(other);

        assertEquals(422, conflict.status());
        assertEquals("ground_truth_conflict", conflict.onlyError());
        assertEquals(1, post(first).json().path("duplicates").asInt());
    }

    /** The moment of receipt is no content, so that a retry stays a retry. */
    @Test
    void labelWithoutObservation_isARepeatWhenSentAgain() {
        predict("unobserved");
        String label =
                """
                {"model":"credit-risk","prediction_id":"unobserved",
                 "event_time":"2026-03-01T10:00:00Z","actual":{"label":"ok"}}
                """;

        assertEquals(1, post(label).json().path("accepted").asInt());
        assertEquals(1, post(label).json().path("duplicates").asInt());
    }

    @Test
    void badLabels_areTold() {
        assertEquals("unknown_model", error(Stories.label("nobody", "a", TIME, "ok")));
        assertEquals("required", error("{\"model\":\"credit-risk\",\"prediction_id\":\"a\"}"));
        assertEquals(
                "out_of_range", error(labelWith("\"revision\":0", "\"actual\":{\"value\":1}")));
        assertEquals(
                "type_mismatch",
                error(labelWith("\"revision\":\"1\"", "\"actual\":{\"value\":1}")));
        assertEquals("not_finite", error(labelWith("\"actual\":{\"value\":NaN}")));
        assertEquals("type_mismatch", error(labelWith("\"actual\":{\"label\":1}")));
        assertEquals(
                "timestamp_out_of_range",
                error(
                        labelWith(
                                "\"actual\":{\"value\":1}",
                                "\"observed_at\":\"2126-01-01T00:00:00Z\"")));
    }

    @Test
    void sameLabelTwiceInARequest_isARepeat() {
        predict("repeated");
        String label = Stories.label("credit-risk", "repeated", TIME, "ok");

        HttpCalls.Response response = post(label, label);

        assertEquals(1, response.json().path("accepted").asInt());
        assertEquals(1, response.json().path("duplicates").asInt());
    }

    private static String labelWith(String... members) {
        return "{\"model\":\"credit-risk\",\"prediction_id\":\"bad\","
                + String.join(",", members)
                + "}";
    }

    private static String error(String label) {
        HttpCalls.Response response = post(label);
        assertEquals(422, response.status(), response.raw().body());
        return response.onlyError();
    }

    private static void predict(String id) {
        COLLECTOR
                .http()
                .post(
                        "/v1/predictions",
                        Stories.predictions(Stories.prediction("credit-risk", id, TIME)));
    }

    private static HttpCalls.Response post(String... labels) {
        return COLLECTOR.http().post("/v1/ground-truth", Stories.labels(labels));
    }
}
