// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Models that tests tell stories about. */
final class Stories {

    /** Two numbers, one required; two texts; a credit that is repaid or not. */
    static final String CREDIT_RISK_VERSION =
            """
            {"version":"7","task":"binary_classification","positive_label":"default",
             "classes":["ok","default"],
             "signature":{"inputs":[
               {"name":"age","type":"long","required":true},
               {"name":"region","type":"string"},
               {"name":"income","type":"double"},
               {"name":"employed","type":"boolean"}]}}
            """;

    private Stories() {}

    /** Registers a model with the version above. */
    static void creditRisk(HttpCalls http, String model) {
        must(http.post("/v1/models", "{\"name\":\"" + model + "\"}"), 201);
        must(http.post("/v1/models/" + model + "/versions", CREDIT_RISK_VERSION), 201);
    }

    /** As {@link #creditRisk}, unless it is there. */
    static void creditRiskOnce(HttpCalls http, String model) {
        if (http.get("/v1/models/" + model + "/policy").status() == 404) {
            creditRisk(http, model);
        }
    }

    private static void must(HttpCalls.Response response, int status) {
        if (response.status() != status) {
            throw new AssertionError(response.status() + " " + response.json());
        }
    }

    /** A time of today, in whole microseconds. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** One valid item. */
    static String prediction(String model, String id, Instant eventTime) {
        return prediction(model, id, eventTime, 52300.5);
    }

    static String prediction(String model, String id, Instant eventTime, double income) {
        return """
        {"model":"%s","version":"7","prediction_id":"%s","event_time":"%s",
         "features":{"age":41,"region":"north","income":%s,"employed":true},
         "prediction":{"label":"default","score":0.83},"latency_ms":12.4}
        """
                .formatted(model, id, eventTime, income);
    }

    static String predictions(String... items) {
        return "{\"predictions\":[" + String.join(",", items) + "]}";
    }

    static String label(String model, String id, Instant eventTime, String actual) {
        return """
        {"model":"%s","prediction_id":"%s","event_time":"%s","actual":{"label":"%s"},
         "observed_at":"%s"}
        """
                .formatted(model, id, eventTime, actual, eventTime.plusSeconds(1));
    }

    static String labels(String... items) {
        return "{\"ground_truth\":[" + String.join(",", items) + "]}";
    }
}
