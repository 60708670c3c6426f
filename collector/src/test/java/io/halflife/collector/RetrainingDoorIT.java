// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training pipeline reports how far it is. */
class RetrainingDoorIT {

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();

    @BeforeAll
    static void register() {
        Stories.creditRisk(COLLECTOR.http(), "credit-risk");
    }

    @Test
    void report_goesForwardAndTwiceIsOnce() {
        request("rtr_forward");

        assertEquals("ACKNOWLEDGED", reported("rtr_forward", "ACKNOWLEDGED"));
        assertEquals("RUNNING", reported("rtr_forward", "RUNNING"));
        // A repeat that comes late changes nothing.
        assertEquals("RUNNING", reported("rtr_forward", "ACKNOWLEDGED"));
        assertEquals("SUCCEEDED", reported("rtr_forward", "SUCCEEDED"));
        assertEquals("SUCCEEDED", reported("rtr_forward", "SUCCEEDED"));
        assertEquals(4, events("rtr_forward"));
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCEEDED, FAILED",
        "FAILED, RUNNING",
        "RUNNING, ACKNOWLEDGED",
        "EXPIRED, SUCCEEDED",
        "CANCELLED, RUNNING"
    })
    void report_whatCannotFollowIsAConflict(String before, String report) {
        String id = "rtr_" + before + "_" + report;
        request(id);
        event(id, before);

        HttpCalls.Response refused = report(id, "{\"state\":\"" + report + "\"}");

        assertEquals(409, refused.status());
        assertEquals("illegal_transition", refused.code());
        assertEquals(
                "the request is " + before + " already", refused.json().path("detail").asText());
        assertEquals(2, events(id));
    }

    /** A pipeline that only says how it ended is understood. */
    @Test
    void report_mayLeaveStepsOut() {
        request("rtr_short");

        HttpCalls.Response made =
                report("rtr_short", "{\"state\":\"FAILED\",\"message\":\"out of disk\"}");

        assertEquals(200, made.status(), made.raw().body());
        assertEquals(
                "out of disk",
                COLLECTOR.text(
                        "select summary from retraining_event"
                                + " where request_id = 'rtr_short' and state = 'FAILED'"));
    }

    /** Its time ran out before anybody looked: the report comes too late. */
    @Test
    void report_onARequestWhoseTimeIsOver() {
        request("rtr_late");
        COLLECTOR.execute(
                "update retraining_event set expires_at = now() - interval '1 second'"
                        + " where request_id = 'rtr_late'");

        HttpCalls.Response refused = report("rtr_late", "{\"state\":\"RUNNING\"}");

        assertEquals(409, refused.status());
        assertEquals("the request is EXPIRED already", refused.json().path("detail").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | required",
                "{\"state\":\"SENT\"} | invalid_enum",
                "{\"state\":\"RUNNING\",\"progress\":1} | unknown_field",
                "{\"state\":1} | type_mismatch"
            })
    void report_badBodies(String body, String code) {
        HttpCalls.Response refused = report("rtr_none", body);

        assertEquals(422, refused.status());
        assertEquals(code, refused.code());
    }

    @Test
    void report_unknownRequestOrModel() {
        assertEquals("unknown_request", report("rtr_none", "{\"state\":\"RUNNING\"}").code());
        assertEquals(
                "unknown_model",
                COLLECTOR
                        .http()
                        .post(
                                "/v1/models/none/retraining-requests/rtr_1/status",
                                "{\"state\":\"RUNNING\"}")
                        .code());
    }

    private static String reported(String id, String state) {
        HttpCalls.Response response = report(id, "{\"state\":\"" + state + "\"}");
        assertEquals(200, response.status(), response.raw().body());
        return response.json().path("state").asText();
    }

    private static HttpCalls.Response report(String id, String body) {
        return COLLECTOR
                .http()
                .post("/v1/models/credit-risk/retraining-requests/" + id + "/status", body);
    }

    private static void request(String id) {
        event(id, "REQUESTED");
    }

    /** Each request is of an environment of its own: one may be open in each. */
    private static void event(String id, String state) {
        COLLECTOR.execute(
                """
                insert into retraining_event (request_id, model_id, version_id, environment, state,
                  reason, as_of, expires_at, summary, writer)
                select '%1$s', v.model_id, v.id, '%1$s', '%2$s', 'decay', now(),
                       now() + interval '1 day', '', 'test' from model_version v
                """
                        .formatted(id, state));
    }

    private static long events(String id) {
        return COLLECTOR.number(
                "select count(*) from retraining_event where request_id = '" + id + "'");
    }
}
