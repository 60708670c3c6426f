// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** One series: a line with its band, points with their intervals, bars or steps. */
final class Line {

    private static final double BAR_SHARE = 0.8;
    private static final double BAR_MIN = 1;
    private static final double BAR_MAX = 60;

    /** Fewer than these would be no line to see. */
    private static final int LINE_MIN = 3;

    private final JsonNode one;
    private final Frame frame;
    private final String paint;

    Line(JsonNode one, Frame frame) {
        this.one = one;
        this.frame = frame;
        this.paint = " p-" + one.get("color").asText();
    }

    /**
     * Draws it.
     *
     * @param asOf from here on a band is expected rather than known; 0 for never
     */
    void draw(double asOf) {
        Svg svg = frame.inside();
        switch (one.get("style").asText()) {
            case "points" -> {
                svg.path("range" + paint, intervals());
                svg.path("dots" + paint, dots());
            }
            case "bars" -> svg.path("bars" + paint, bars());
            case "step" -> svg.path("line" + paint, steps());
            default -> drawLine(svg, asOf);
        }
    }

    private void drawLine(Svg svg, double asOf) {
        if (one.has("low")) {
            boolean isSplit = asOf > 0;
            svg.path("band" + paint, band(at -> !isSplit || at <= asOf));
            svg.path("band coming" + paint, band(at -> isSplit && at > asOf));
        }
        svg.path("line" + (one.path("dash").asBoolean() ? " dashed" : "") + paint, line());
        if (one.get("y").size() < LINE_MIN) {
            svg.path("dots" + paint, dots());
        }
    }

    private double at(int i) {
        return one.get("x").get(i).asDouble();
    }

    private boolean has(String name, int i) {
        return one.path(name).path(i).isNumber();
    }

    private String point(String name, int i) {
        return Svg.place(frame.x(at(i)))
                + " "
                + Svg.place(frame.y(one.get(name).get(i).asDouble()));
    }

    /** With a gap where a figure is undefined; one alone between two gaps is a dot. */
    private CharSequence line() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < one.get("y").size(); i++) {
            if (has("y", i)) {
                boolean begins = i == 0 || !has("y", i - 1);
                path.append(begins ? 'M' : 'L').append(point("y", i));
                path.append(begins && !has("y", i + 1) ? "h0" : "");
            }
        }
        return path;
    }

    private CharSequence steps() {
        StringBuilder path = new StringBuilder();
        boolean begins = true;
        for (int i = 0; i < one.get("y").size(); i++) {
            if (has("y", i)) {
                path.append(begins ? "M" + point("y", i) : stepTo(i));
            }
            begins = !has("y", i);
        }
        return path;
    }

    private String stepTo(int i) {
        return "H"
                + Svg.place(frame.x(at(i)))
                + "V"
                + Svg.place(frame.y(one.get("y").get(i).asDouble()));
    }

    /** A line of no length with round ends is a dot, however the picture is stretched. */
    private CharSequence dots() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < one.get("y").size(); i++) {
            if (has("y", i)) {
                path.append('M').append(point("y", i)).append("h0");
            }
        }
        return path;
    }

    private CharSequence intervals() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < one.get("y").size(); i++) {
            if (has("y", i) && has("low", i) && has("high", i)) {
                path.append('M').append(point("low", i)).append('V');
                path.append(Svg.place(frame.y(one.get("high").get(i).asDouble())));
            }
        }
        return path;
    }

    /** Which moments a part of a band covers. */
    private interface Part {
        boolean holds(double at);
    }

    /** There and back again; the part that comes begins where the other one ends. */
    private CharSequence band(Part part) {
        List<Integer> known = new ArrayList<>();
        for (int i = 0; i < one.get("x").size(); i++) {
            if (has("low", i) && has("high", i)) {
                boolean isNeighbour =
                        !part.holds(at(i)) && i + 1 < one.get("x").size() && part.holds(at(i + 1));
                if (part.holds(at(i)) || isNeighbour) {
                    known.add(i);
                }
            }
        }
        StringBuilder path = new StringBuilder();
        if (known.size() < 2) {
            return path;
        }
        for (int i : known) {
            path.append(path.length() == 0 ? 'M' : 'L').append(point("high", i));
        }
        for (int k = known.size() - 1; k >= 0; k--) {
            path.append('L').append(point("low", known.get(k)));
        }
        return path.append('z');
    }

    private CharSequence bars() {
        double width = barWidth();
        double foot = frame.y(0);
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < one.get("y").size(); i++) {
            if (has("y", i)) {
                double y = frame.y(one.get("y").get(i).asDouble());
                path.append('M').append(Svg.place(frame.x(at(i)) - width / 2)).append(' ');
                path.append(Svg.place(foot)).append('V').append(Svg.place(y)).append('h');
                path.append(Svg.place(width)).append('V').append(Svg.place(foot)).append('z');
            }
        }
        return path;
    }

    private double barWidth() {
        double least = Frame.WIDTH;
        for (int i = 1; i < one.get("x").size(); i++) {
            least = Math.min(least, frame.x(at(i)) - frame.x(at(i - 1)));
        }
        return Math.max(BAR_MIN, Math.min(BAR_MAX, BAR_SHARE * least));
    }
}
