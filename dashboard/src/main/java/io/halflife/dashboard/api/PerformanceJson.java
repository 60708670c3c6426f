// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.api;

import static io.halflife.storage.json.Json.number;
import static io.halflife.storage.json.Json.object;
import static io.halflife.storage.json.Json.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.performance.PerformanceValue;

/** One object of {@code performance[]} and of {@code reference_performance[]}. */
public final class PerformanceJson {

    private PerformanceJson() {}

    /** One metric of one window. */
    public static ObjectNode window(PerformanceValue value) {
        ObjectNode json = object();
        json.put("window", value.label());
        json.set("from", time(value.window().start()));
        json.set("to", time(value.window().end()));
        putFigures(json, value);
        double coverage = value.n() == 0 ? Double.NaN : (double) value.labelled() / value.n();
        json.set("label_coverage", number(coverage));
        json.put("estimated", value.estimated());
        json.put("mature", value.mature());
        return json;
    }

    /** One metric of the reference. */
    public static ObjectNode reference(PerformanceValue value) {
        ObjectNode json = object();
        putFigures(json, value);
        return json;
    }

    private static void putFigures(ObjectNode json, PerformanceValue value) {
        json.put("metric", value.metric());
        json.put("n", value.n());
        json.put("labelled", value.labelled());
        json.set("value", number(value.value()));
        json.set("low", number(value.low()));
        json.set("high", number(value.high()));
    }
}
