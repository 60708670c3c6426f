// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.json.Json;

/**
 * Builds what curves.js is told to draw: shares over the values of a column. Every series has a
 * share at every x, which holds up to the next x.
 */
public final class CurveSpec {

    private final ObjectNode json = Json.object();
    private final ArrayNode x = json.putArray("x");
    private final ArrayNode reference;
    private final ArrayNode window;

    /**
     * Curves without points.
     *
     * @param low where the axis of values begins
     * @param high and ends
     * @param decimals of values in tips and tables
     * @param filled whether the reference is an area
     */
    public CurveSpec(double low, double high, int decimals, boolean filled) {
        json.put("from", low).put("to", high).put("decimals", decimals).put("filled", filled);
        reference = json.putArray("reference");
        window = json.putArray("window");
    }

    /** The next step, in shares. */
    public CurveSpec add(double at, double referenceShare, double windowShare) {
        ChartSpec.add(x, at);
        ChartSpec.add(reference, 100 * referenceShare);
        ChartSpec.add(window, 100 * windowShare);
        return this;
    }

    /** The share axis ends here; without it, above the largest share. */
    public CurveSpec atMost(double share) {
        json.put("max", 100 * share);
        return this;
    }

    /** A distance between the curves, drawn where it is. */
    public CurveSpec gap(double at, double low, double high, String label) {
        json.putObject("gap")
                .put("at", at)
                .put("low", 100 * low)
                .put("high", 100 * high)
                .put("label", label);
        return this;
    }

    public String json() {
        return ChartSpec.forScript(json);
    }
}
