// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.api;

import static io.halflife.storage.json.Json.number;
import static io.halflife.storage.json.Json.object;
import static io.halflife.storage.json.Json.time;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.window.Window;
import io.halflife.storage.segment.SegmentStanding;

/** A segment and how it stands after a window: one object of {@code /segments}. */
public final class SegmentJson {

    private SegmentJson() {}

    /**
     * One segment.
     *
     * @param rows predictions in the window, of all segments
     */
    public static ObjectNode standing(SegmentStanding standing, Window window, long rows) {
        Segment segment = standing.segment();
        ObjectNode json = object();
        json.put("segment", segment.text());
        json.put("key", segment.key().text());
        json.put("kind", segment.kind().jsonName());
        json.put("value", segment.kind() == Segment.Kind.VALUE ? segment.value() : null);
        json.set("from", time(window.start()));
        json.set("to", time(window.end()));
        json.put("rows", standing.rows());
        json.set("share", number(rows == 0 ? Double.NaN : (double) standing.rows() / rows));
        json.put("columns", standing.judged());
        json.put("drifted", standing.drifted());
        standing.driftedNames().forEach(json.putArray("drifted_most")::add);
        json.put("inconclusive", standing.inconclusive());
        json.put("alarms", standing.alarms());
        json.put("watches", standing.watches());
        json.put("state", standing.state());
        json.set("last_seen", time(standing.lastSeen()));
        ArrayNode performance = json.putArray("performance");
        standing.performance().forEach(v -> performance.add(PerformanceJson.window(v)));
        return json;
    }
}
