// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.picture;

import io.halflife.dashboard.page.Figures;
import java.util.List;

/**
 * The plotting area with its axes. Its width is not known: what is drawn in it is stretched from
 * {@link #WIDTH} units, while words, which must not be, stand at percentages of it.
 */
final class Frame {

    static final double WIDTH = 1000;

    private static final double HEIGHT = 250;
    private static final double FOOT = 34;
    private static final double SCALE_WIDTH = 58;
    private static final double LABEL_GAP = 6;
    private static final double MIDDLE = 3.5;
    private static final double LINE = 13;

    private final double top;
    private final Scale x;
    private final Scale y;
    private final Svg scale = new Svg();
    private final Svg inside = new Svg();
    private final Svg above = new Svg();

    /**
     * An empty frame.
     *
     * @param head room above the plotting area
     * @param low the value at its lower edge
     */
    Frame(double head, double from, double to, double low, double high) {
        this.top = head;
        this.x = new Scale(from, to, 0, WIDTH);
        this.y = new Scale(low, high, HEIGHT - FOOT - head, 0);
    }

    /** What is stretched, and cut off at the edges. */
    Svg inside() {
        return inside;
    }

    /** What is not: words and glyphs. */
    Svg above() {
        return above;
    }

    double height() {
        return HEIGHT - FOOT - top;
    }

    double x(double value) {
        return x.at(value);
    }

    double y(double value) {
        return y.at(value);
    }

    boolean holdsX(double value) {
        return x.holds(value);
    }

    /** "37.5%". */
    String percent(double value) {
        return Svg.place(100 * x.at(value) / WIDTH) + "%";
    }

    /** A place in the plotting area as one of what stands above it. */
    double aboveY(double place) {
        return top + place;
    }

    /** Lines across the area, their values at the left. */
    void valueAxis(Ticks ticks, String unit) {
        valueAxis(
                ticks.values(),
                ticks.values().stream()
                        .map(value -> Figures.number(value, ticks.decimals()) + unit)
                        .toList());
    }

    void valueAxis(List<Double> values, List<String> labels) {
        StringBuilder grid = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            double at = y(values.get(i));
            grid.append("M0 ").append(Svg.place(at)).append('h').append(Svg.place(WIDTH));
            scale.words(
                    "tick",
                    Svg.place(SCALE_WIDTH - LABEL_GAP),
                    top + at + MIDDLE,
                    " text-anchor=\"end\"",
                    labels.get(i));
        }
        inside.path("grid-line", grid);
    }

    /** Upright lines; every other label is left out where there is little room. */
    void axis(List<Double> values, List<String> labels, List<String> below) {
        StringBuilder grid = new StringBuilder();
        double foot = HEIGHT - FOOT + LABEL_GAP + LINE - 2;
        for (int i = 0; i < values.size(); i++) {
            grid.append('M').append(Svg.place(x(values.get(i)))).append(" 0v");
            grid.append(Svg.place(height()));
            String classes = i % 2 == 0 ? "tick" : "tick odd";
            String at = percent(values.get(i));
            above.words(classes, at, foot, " text-anchor=\"middle\"", labels.get(i));
            if (!below.get(i).isEmpty()) {
                above.words(classes, at, foot + LINE, " text-anchor=\"middle\"", below.get(i));
            }
        }
        inside.path("grid-line", grid);
    }

    String scale() {
        return "<svg class=\"scale\" width=\""
                + Svg.place(SCALE_WIDTH)
                + "\" height=\""
                + Svg.place(HEIGHT)
                + "\" aria-hidden=\"true\" focusable=\"false\">"
                + scale
                + "</svg>";
    }

    String field() {
        return "<svg class=\"field\" width=\"100%\" height=\""
                + Svg.place(HEIGHT)
                + "\" aria-hidden=\"true\" focusable=\"false\"><svg y=\""
                + Svg.place(top)
                + "\" width=\"100%\" height=\""
                + Svg.place(height())
                + "\" viewBox=\"0 0 "
                + Svg.place(WIDTH)
                + " "
                + Svg.place(height())
                + "\" preserveAspectRatio=\"none\">"
                + inside
                + "</svg>"
                + above
                + "</svg>";
    }
}
