// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The objects keep the field names and the null rules that scripts rely on. */
class ResultJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Window JANUARY =
            new Window(
                    Instant.parse("1997-01-01T00:00:00Z"), Instant.parse("1997-02-01T00:00:00Z"));

    @Test
    void verdict_ofAPrimaryTest() throws JsonProcessingException {
        assertEquals(
                JSON.readTree(
                        """
                        {"window":"1997-01","from":"1997-01-01T00:00:00Z",
                         "to":"1997-02-01T00:00:00Z","feature":"day","role":"FEATURE",
                         "test":"chi_square","primary":true,"reference_id":7,"n_reference":2928,
                         "n":1488,"missing":3,"statistic":12.5,"p":0.001,"p_asymptotic":null,
                         "log10_p":-3.0,"p_adjusted":0.002,"effect":0.31,"drift_detected":true,
                         "verdict":"DRIFTED","alarm_state":"WATCH","reason":"moved",
                         "chi_square_unpooled":{"p":0.0015,"statistic":12.75},
                         "detail":{"cramers_v":0.25},"new_categories":["x"]}
                        """),
                reread(DriftJson.verdict(CHI_SQUARE)));
    }

    @Test
    void verdict_ofATestThatDecidesNothing_isNull() {
        ObjectNode json = DriftJson.verdict(WASSERSTEIN);

        for (String field :
                List.of("p", "p_adjusted", "effect", "drift_detected", "verdict", "alarm_state")) {
            assertTrue(json.get(field).isNull(), field);
        }
        assertFalse(json.get("primary").booleanValue());
    }

    @Test
    void performance_withoutInterval_isNull() throws JsonProcessingException {
        double undefined = Double.NaN;
        PerformanceValue mae =
                new PerformanceValue(
                        JANUARY,
                        "1997-01",
                        "mae",
                        10,
                        8,
                        1.5,
                        undefined,
                        undefined,
                        undefined,
                        -1,
                        -1,
                        false,
                        true,
                        JANUARY.start(),
                        JANUARY.start());

        assertEquals(
                JSON.readTree(
                        """
                        {"window":"1997-01","from":"1997-01-01T00:00:00Z",
                         "to":"1997-02-01T00:00:00Z","metric":"mae","n":10,"labelled":8,
                         "value":1.5,"low":null,"high":null,"label_coverage":0.8,
                         "estimated":false,"mature":true}
                        """),
                reread(PerformanceJson.window(mae)));
    }

    private static final DriftResult CHI_SQUARE =
            new DriftResult(
                    JANUARY,
                    "1997-01",
                    Column.feature("day"),
                    "chi_square",
                    true,
                    7,
                    2928,
                    1488,
                    3,
                    12.5,
                    0.001,
                    Double.NaN,
                    -3,
                    0.002,
                    0.31,
                    true,
                    Verdict.DRIFTED,
                    AlarmState.WATCH,
                    "moved",
                    Map.of(
                            "chi_square_unpooled.statistic",
                            12.75,
                            "chi_square_unpooled.p",
                            0.0015,
                            "cramers_v",
                            0.25),
                    List.of("x"));

    private static final DriftResult WASSERSTEIN =
            new DriftResult(
                    JANUARY,
                    "1997-01",
                    Column.feature("nswprice"),
                    "wasserstein",
                    false,
                    7,
                    2928,
                    1488,
                    0,
                    0.125,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    null,
                    null,
                    null,
                    "",
                    Map.of(),
                    List.of());

    /** As a client sees it: numbers of one JSON value are equal whatever their Java type was. */
    private static JsonNode reread(ObjectNode json) throws JsonProcessingException {
        return JSON.readTree(JSON.writeValueAsString(json));
    }
}
