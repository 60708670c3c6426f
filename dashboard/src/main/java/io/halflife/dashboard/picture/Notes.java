// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.picture;

import com.fasterxml.jackson.databind.JsonNode;

/** What stands around the series: zones, thresholds, the crossing, and what happened. */
final class Notes {

    private static final double LABEL_ROOM = 18;
    private static final double LABEL_DROP = 14;
    private static final double LABEL_RISE = 5;
    private static final double CROSSING_LABEL = 30;
    private static final double LANE_PEOPLE = 7;
    private static final double LANE_ALARMS = 20;

    private static final String FLAG = "<path d=\"M0-4h8v5.6H1.6V6H0z\"/>";
    private static final String RING =
            "<path class=\"hollow\" d=\"M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z\"/>"
                    + "<path d=\"M-1.4 0a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0-2.8 0z\"/>";
    private static final String TRIANGLE = "<path d=\"M0-4l4 8h-8z\"/>";
    private static final String DISC =
            "<path d=\"M-3.2 0a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0z\"/>";

    private final JsonNode spec;
    private final Frame frame;

    Notes(JsonNode spec, Frame frame) {
        this.spec = spec;
        this.frame = frame;
    }

    /** Tinted stretches of the axes. */
    void zones() {
        for (JsonNode zone : spec.get("zones")) {
            double top = edge(zone.get("to"), 0);
            double bottom = edge(zone.get("from"), frame.height());
            if (top < bottom) {
                frame.inside().rect("zone" + paint(zone), 0, top, Frame.WIDTH, bottom - top);
            }
        }
        for (JsonNode span : spec.get("spans")) {
            double left = frame.x(span.get("from").asDouble());
            double width = Math.max(1, frame.x(span.get("to").asDouble()) - left);
            frame.inside().rect("zone" + paint(span), left, 0, width, frame.height());
        }
    }

    /** Within the area; null is its own edge. */
    private double edge(JsonNode value, double own) {
        return value.isNull()
                ? own
                : Math.max(0, Math.min(frame.height(), frame.y(value.asDouble())));
    }

    private static String paint(JsonNode coloured) {
        return " p-" + coloured.get("color").asText();
    }

    /** Where what is known ends and what is expected begins. */
    void future() {
        double asOf = spec.path("asOf").asDouble();
        if (asOf > spec.get("from").asDouble() && asOf < spec.get("to").asDouble()) {
            frame.inside().path("now", upright(asOf));
        }
    }

    private String upright(double at) {
        return "M" + Svg.place(frame.x(at)) + " 0v" + Svg.place(frame.height());
    }

    /** Dashed across the chart, named at the left. */
    void thresholds() {
        for (JsonNode threshold : spec.get("thresholds")) {
            double at = frame.y(threshold.get("value").asDouble());
            frame.inside()
                    .path(
                            "threshold" + paint(threshold),
                            "M0 " + Svg.place(at) + "h" + Svg.place(Frame.WIDTH));
            double label = at > LABEL_ROOM ? at - LABEL_RISE : at + LABEL_DROP;
            frame.above()
                    .words(
                            "name" + paint(threshold),
                            "6",
                            frame.aboveY(label),
                            "",
                            threshold.get("label").asText());
        }
    }

    /** The day on which the fit meets its threshold. */
    void crossing() {
        JsonNode crossing = spec.path("crossing");
        if (crossing.isMissingNode()) {
            return;
        }
        double at = crossing.get("at").asDouble();
        frame.inside().path("crossing p-caution", upright(at));
        boolean isLeft = frame.x(at) > Frame.WIDTH / 2;
        frame.above()
                .words(
                        "name p-caution",
                        frame.percent(at),
                        frame.aboveY(CROSSING_LABEL),
                        isLeft ? " dx=\"-6\" text-anchor=\"end\"" : " dx=\"6\"",
                        crossing.get("label").asText());
    }

    /** Above the plotting area: a lane for what people did, one for alarms. */
    void marks() {
        StringBuilder lines = new StringBuilder();
        for (JsonNode mark : spec.get("marks")) {
            if (frame.holdsX(mark.get("at").asDouble())) {
                boolean isAlarm = !glyph(mark).equals(FLAG) && !glyph(mark).equals(RING);
                if (!isAlarm) {
                    lines.append(upright(mark.get("at").asDouble()));
                }
                mark(mark, isAlarm ? LANE_ALARMS : LANE_PEOPLE);
            }
        }
        frame.inside().path("happened", lines);
    }

    private void mark(JsonNode mark, double lane) {
        frame.above()
                .raw("<svg class=\"glyph k-" + Svg.escaped(mark.get("kind").asText()) + "\" x=\"")
                .raw(frame.percent(mark.get("at").asDouble()))
                .raw("\" y=\"" + Svg.place(lane) + "\">")
                .raw("<title>" + Svg.escaped(mark.get("label").asText()) + "</title>")
                .raw(glyph(mark))
                .raw("</svg>");
    }

    private static String glyph(JsonNode mark) {
        return switch (mark.get("kind").asText()) {
            case "deployment" -> FLAG;
            case "request" -> RING;
            case "alarm" -> TRIANGLE;
            default -> DISC;
        };
    }
}
