// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.dashboard.chart.Series.Point;
import io.halflife.dashboard.chart.Series.Style;
import io.halflife.storage.json.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartSpecTest {

    private static final Instant START = Instant.parse("2026-08-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-08-03T00:00:00Z");

    @Test
    void json_holdsWhatWasAdded() {
        JsonNode json =
                Json.read(
                        new ChartSpec(START, END, 3, "ms")
                                .fromZero()
                                .add(series("p99", 12.5))
                                .threshold(10, "objective 10 ms", Paint.BAD)
                                .zone(10, Double.POSITIVE_INFINITY, Paint.CAUTION)
                                .crossing(START, "crosses Aug 1")
                                .marks(List.of(new EventMark(EventMark.Kind.ALARM, END, "age")))
                                .json());

        assertEquals(START.getEpochSecond(), json.get("from").longValue());
        assertEquals(12.5, json.at("/series/0/y/0").doubleValue());
        assertTrue(json.at("/series/0/y/1").isNull(), "undefined is a hole");
        assertEquals(40, json.at("/series/0/n/0").longValue());
        assertEquals("bad", json.at("/thresholds/0/color").textValue());
        assertTrue(json.at("/zones/0/to").isNull(), "an infinite end is the edge");
        assertEquals("alarm", json.at("/marks/0/kind").textValue());
        assertEquals("crosses Aug 1", json.at("/crossing/label").textValue());
    }

    /** Names come from clients, and the JSON stands in a script element. */
    @Test
    void json_cannotEndItsElement() {
        String name = "</script><!-- & \u2028";
        String json = new ChartSpec(START, END, 3, "").add(series(name, 1)).json();

        assertFalse(json.contains("<"), json);
        assertFalse(json.contains("&"), json);
        assertFalse(json.contains("\u2028"), json);
        assertEquals(name, Json.read(json).at("/series/0/name").textValue());
    }

    @Test
    void figures_haveSixDigits() {
        String json = new ChartSpec(START, END, 3, "").add(series("x", 1.0 / 3)).json();

        assertTrue(json.contains("0.333333"), json);
        assertFalse(json.contains("0.3333333"), json);
    }

    @Test
    void time_mustPass() {
        assertThrows(IllegalArgumentException.class, () -> new ChartSpec(END, END, 3, ""));
    }

    @Test
    void hasFigures_asksForDefinedOnes() {
        assertFalse(new ChartSpec(START, END, 3, "").add(series("x", Double.NaN)).hasFigures());
        assertTrue(new ChartSpec(START, END, 3, "").add(series("x", 1)).hasFigures());
    }

    private static Series series(String name, double value) {
        return Series.of(
                name,
                Style.LINE,
                Paint.ACCENT,
                List.of(
                        Point.of(START, "2026-08-01", value, 40),
                        Point.of(END, "2026-08-02", Double.NaN, 0)));
    }
}
