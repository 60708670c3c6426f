// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Models and versions change, go and come back. */
class ModelLifecycleIT {

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();

    private static HttpCalls.Response patch(String path, String body) {
        return COLLECTOR
                .http()
                .send(
                        "PATCH",
                        path,
                        body.getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        HttpCalls.JSON);
    }

    private static HttpCalls.Response delete(String path) {
        return COLLECTOR.http().send("DELETE", path, new byte[0]);
    }

    private static HttpCalls.Response predict(String model, String id) {
        String item = Stories.prediction(model, id, Stories.now());
        return COLLECTOR.http().post("/v1/predictions", Stories.predictions(item));
    }

    @Test
    void patch_changesOnlyWhatIsSent() {
        Stories.creditRisk(COLLECTOR.http(), "changed");

        patch(
                "/v1/models/changed",
                "{\"tags\":{\"team\":\"risk\"},\"description\":\"of credits\"}");
        HttpCalls.Response response = patch("/v1/models/changed", "{\"strict\":true}");

        assertEquals(200, response.status(), response.raw().body());
        assertEquals("risk", response.json().at("/tags/team").asText());
        assertEquals("of credits", response.json().path("description").asText());
        assertTrue(response.json().path("strict").asBoolean());
        assertEquals("CONFIGURED", response.json().path("state").asText());
    }

    @Test
    void patch_ofWhatIsNotAllowedIsRefused() {
        Stories.creditRisk(COLLECTOR.http(), "refused");
        assertEquals("unknown_field", patch("/v1/models/refused", "{\"name\":\"x\"}").code());
        assertEquals("type_mismatch", patch("/v1/models/refused", "{\"strict\":1}").code());
        assertEquals("invalid_enum", patch("/v1/models/refused", "{\"archived\":true}").code());
        assertEquals("unknown_model", patch("/v1/models/nobody", "{}").code());
        assertEquals(404, patch("/v1/models/nobody", "{\"archived\":false}").status());
    }

    @Test
    void archivedModel_takesNothingAndKeepsItsName() {
        Stories.creditRisk(COLLECTOR.http(), "archived");
        predict("archived", "a1");
        assertEquals("model_has_data", delete("/v1/models/archived").code());
        assertEquals("model_has_data", delete("/v1/models/archived?confirm=other").code());

        assertEquals(204, delete("/v1/models/archived?confirm=archived").status());
        assertEquals(204, delete("/v1/models/archived?confirm=archived").status());

        assertEquals("unknown_model", predict("archived", "a2").onlyError());
        assertEquals(404, COLLECTOR.http().get("/v1/models/archived/policy").status());
        HttpCalls.Response again = COLLECTOR.http().post("/v1/models", "{\"name\":\"archived\"}");
        assertEquals("model_exists", again.code());
        assertEquals(1, COLLECTOR.number("select count(*) from prediction where id_text = 'a1'"));
        assertEquals(200, patch("/v1/models/archived", "{\"archived\":false}").status());
        assertEquals(1, predict("archived", "a3").json().path("accepted").asInt());
        assertEquals(
                2,
                COLLECTOR.number(
                        "select count(*) from model_event where model = 'archived'"
                                + " and writer = 'collector'"),
                "archived once and restored once, however often it was asked for");
    }

    /** Another collector knows the model for some seconds more; the database does not. */
    @Test
    void archivedModel_takesNothingThroughAnotherCollectorEither() {
        Stories.creditRisk(COLLECTOR.http(), "elsewhere");
        try (OpenCollector other = new OpenCollector(COLLECTOR.storage(), "key", false)) {
            String first = Stories.prediction("elsewhere", "e1", Stories.now());
            other.http().post("/v1/predictions", Stories.predictions(first));
            delete("/v1/models/elsewhere?confirm=elsewhere");

            String second = Stories.prediction("elsewhere", "e2", Stories.now());
            HttpCalls.Response response =
                    other.http().post("/v1/predictions", Stories.predictions(second));

            assertEquals("unknown_model", response.onlyError());
        }
    }

    @Test
    void modelWithoutData_isArchivedWithoutBeingNamedTwice() {
        COLLECTOR.http().post("/v1/models", "{\"name\":\"empty\"}");

        assertEquals(204, delete("/v1/models/empty").status());
        assertEquals(404, delete("/v1/models/never").status());
    }

    @Test
    void version_retiresAndComesBack() {
        Stories.creditRisk(COLLECTOR.http(), "retiring");

        HttpCalls.Response retired = patch("/v1/models/retiring/versions/7", "{\"retired\":true}");
        assertTrue(retired.json().path("retired").asBoolean(), retired.raw().body());
        assertEquals("version_retired", predict("retiring", "r1").onlyError());

        patch("/v1/models/retiring/versions/7", "{\"retired\":false}");
        assertEquals(1, predict("retiring", "r2").json().path("accepted").asInt());
    }

    @Test
    void version_takesWhatWasNotKnownWhenItWasRegistered() {
        Stories.creditRisk(COLLECTOR.http(), "later");
        String path = "/v1/models/later/versions/7";

        HttpCalls.Response changed =
                patch(
                        path,
                        "{\"artifact_digest\":\"sha256:a\",\"decision_threshold\":0.7,"
                                + "\"training_data\":{\"end\":\"2026-01-01\"}}");

        assertEquals(200, changed.status(), changed.raw().body());
        assertEquals("sha256:a", changed.json().path("artifact_digest").asText());
        assertEquals(0.7, changed.json().path("decision_threshold").asDouble());
        assertEquals(200, patch(path, "{\"artifact_digest\":\"sha256:a\"}").status());
        assertEquals(
                "artifact_digest_immutable",
                patch(path, "{\"artifact_digest\":\"sha256:b\"}").code());
    }

    @Test
    void signature_neverChanges() {
        Stories.creditRisk(COLLECTOR.http(), "signed");
        String path = "/v1/models/signed/versions/7";
        HttpCalls.Response other =
                patch(path, "{\"signature\":{\"inputs\":[{\"name\":\"a\",\"type\":\"double\"}]}}");

        assertEquals(409, other.status());
        assertEquals("signature_immutable", other.code());
        assertEquals("out_of_range", patch(path, "{\"decision_threshold\":2}").code());
        assertEquals("unknown_field", patch(path, "{\"task\":\"regression\"}").code());
        assertEquals("unknown_model", patch("/v1/models/signed/versions/9", "{}").code());
    }

    @Test
    void unconfigured_endsWhenSomebodyLooks() {
        try (OpenCollector open = new OpenCollector(COLLECTOR.storage(), "key", true)) {
            String item = Stories.prediction("looked-at", "l1", Stories.now());
            open.http().post("/v1/predictions", Stories.predictions(item));
        }
        assertEquals(
                "UNCONFIGURED", COLLECTOR.text("select state from model where name='looked-at'"));

        HttpCalls.Response policy = COLLECTOR.http().put("/v1/models/looked-at/policy", "{}");

        assertEquals(200, policy.status(), policy.raw().body());
        assertEquals(
                "CONFIGURED", COLLECTOR.text("select state from model where name='looked-at'"));
    }

    @Test
    void limits_areAllThere() {
        HttpCalls.Response limits = COLLECTOR.http().get("/v1/limits");

        assertEquals(50, limits.json().path("unknown_features_kept_per_model").asInt());
        assertEquals("zstd", limits.json().at("/encodings/1").asText());
        limits.json().forEach(limit -> assertFalse(limit.isNull()));
    }
}
