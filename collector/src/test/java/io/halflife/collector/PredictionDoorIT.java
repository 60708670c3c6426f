// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PredictionDoorIT {

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();

    @BeforeAll
    static void register() {
        Stories.creditRisk(COLLECTOR.http(), "credit-risk");
    }

    @Test
    void prediction_isStoredByPositionAndAcknowledged() {
        Instant time = Instant.parse("2026-03-01T10:00:00.123456Z");
        String body = Stories.predictions(Stories.prediction("credit-risk", "loan 1", time));

        HttpCalls.Response response = COLLECTOR.http().post("/v1/predictions", body);

        assertEquals(200, response.status(), response.json().toString());
        assertEquals(1, response.json().path("accepted").asInt());
        assertEquals("1", response.header("Ingest-Accepted"));
        assertEquals(
                "2026-03-01 10:00:00.123456+00|{41,52300.5}|{north,true}|default|0.83|0.0124",
                COLLECTOR.text(
                        """
                        select concat_ws('|', event_time, numeric_features, categorical_features,
                                         predicted_class, score, latency_seconds)
                          from prediction where id_text = 'loan 1'
                        """));
        assertTrue(
                COLLECTOR.number(
                                "select count(*) from prediction where id_text = 'loan 1' and"
                                        + " available_at = event_time and received_at > now() -"
                                        + " interval '1 minute'")
                        == 1);
    }
}
