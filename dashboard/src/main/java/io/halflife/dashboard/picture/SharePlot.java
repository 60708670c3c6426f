// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.picture;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.dashboard.page.Figures;
import java.util.Collections;
import java.util.List;

/** Draws what curves.js is told to draw: shares over the values of a column, as steps. */
final class SharePlot {

    private static final double ROOM = 1.08;
    private static final double HEAD = 10;
    private static final int STEPS_MAX = 6;
    private static final double GAP_LABEL = 8;

    private final JsonNode spec;
    private final Frame frame;

    SharePlot(JsonNode spec) {
        this.spec = spec;
        double low = spec.get("from").asDouble();
        double high = spec.get("to").asDouble();
        double top = top();
        this.frame = new Frame(HEAD, low, high, 0, top);
        frame.valueAxis(new Ticks(0, top, STEPS_MAX, false), " %");
        axis(new Ticks(low, high, STEPS_MAX, false));
        boolean filled = spec.get("filled").asBoolean();
        frame.inside()
                .path((filled ? "bars" : "line") + " p-reference", steps("reference", filled))
                .path("line p-accent", steps("window", false));
        gap();
    }

    String scale() {
        return frame.scale();
    }

    String field() {
        return frame.field();
    }

    private double top() {
        if (spec.has("max")) {
            return spec.get("max").asDouble();
        }
        double largest = 0;
        for (String side : List.of("reference", "window")) {
            for (JsonNode share : spec.get(side)) {
                largest = Math.max(largest, share.asDouble());
            }
        }
        return largest > 0 ? ROOM * largest : 1;
    }

    private void axis(Ticks ticks) {
        List<Double> values = ticks.values();
        frame.axis(
                values,
                values.stream().map(v -> Figures.number(v, ticks.decimals())).toList(),
                Collections.nCopies(values.size(), ""));
    }

    /** A share holds up to the next value. */
    private CharSequence steps(String side, boolean closed) {
        JsonNode x = spec.get("x");
        StringBuilder path = new StringBuilder();
        String foot = Svg.place(frame.y(0));
        for (int i = 0; i < x.size(); i++) {
            String at = Svg.place(frame.x(x.get(i).asDouble()));
            String share = Svg.place(frame.y(spec.get(side).get(i).asDouble()));
            if (i == 0) {
                path.append('M').append(at).append(' ').append(closed ? foot : share);
            } else {
                path.append('H').append(at);
            }
            path.append('V').append(share);
        }
        return closed ? path.append('V').append(foot).append('z') : path;
    }

    private void gap() {
        JsonNode gap = spec.path("gap");
        if (gap.isMissingNode()) {
            return;
        }
        double at = gap.get("at").asDouble();
        double low = frame.y(gap.get("low").asDouble());
        double high = frame.y(gap.get("high").asDouble());
        frame.inside()
                .path(
                        "gap p-bad",
                        "M"
                                + Svg.place(frame.x(at))
                                + " "
                                + Svg.place(low)
                                + "V"
                                + Svg.place(high));
        boolean isLeft = frame.x(at) > 0.7 * Frame.WIDTH;
        frame.above()
                .words(
                        "name p-bad",
                        frame.percent(at),
                        frame.aboveY((low + high) / 2),
                        isLeft
                                ? " dx=\"-" + Svg.place(GAP_LABEL) + "\" text-anchor=\"end\""
                                : " dx=\"" + Svg.place(GAP_LABEL) + "\"",
                        gap.get("label").asText());
    }
}
