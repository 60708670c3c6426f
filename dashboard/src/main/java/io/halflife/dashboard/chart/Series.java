// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Figures over time that belong together, each with its interval, its n and the words beside it.
 *
 * <p>Law: points are in the order of time; undefined figures are NaN and leave a hole.
 *
 * @param name as the tip under the cursor says it
 * @param dashed for lines that are expected rather than measured
 */
public record Series(String name, Style style, Paint paint, boolean dashed, List<Point> points) {

    /** How it is drawn. */
    public enum Style {
        LINE,
        POINTS,
        BARS,
        STEP
    }

    /**
     * One figure.
     *
     * @param label how the tip names its moment, for example a window's label; the empty string for
     *     the date
     * @param low lower end of its interval; NaN for none, like high
     * @param n of how many; negative where that means nothing
     * @param note what else the tip says; the empty string for nothing
     */
    public record Point(
            Instant at, String label, double value, double low, double high, long n, String note) {
        public Point {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(note, "note");
        }

        /** A figure without an interval. */
        public static Point of(Instant at, String label, double value, long n) {
            return new Point(at, label, value, Double.NaN, Double.NaN, n, "");
        }
    }

    public Series {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(style, "style");
        Objects.requireNonNull(paint, "paint");
        points = List.copyOf(points);
    }

    public static Series of(String name, Style style, Paint paint, List<Point> points) {
        return new Series(name, style, paint, false, points);
    }

    /** Whether any figure is defined. */
    public boolean hasFigures() {
        return points.stream().anyMatch(point -> Double.isFinite(point.value()));
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("name", name);
        json.put("style", style.name().toLowerCase(Locale.ROOT));
        json.put("color", paint.token());
        if (dashed) {
            json.put("dash", true);
        }
        ArrayNode x = json.putArray("x");
        ArrayNode y = json.putArray("y");
        for (Point point : points) {
            x.add(ChartSpec.seconds(point.at()));
            ChartSpec.add(y, point.value());
        }
        putBesides(json);
        return json;
    }

    private void putBesides(ObjectNode json) {
        if (points.stream().anyMatch(point -> Double.isFinite(point.low()))) {
            ArrayNode low = json.putArray("low");
            ArrayNode high = json.putArray("high");
            points.forEach(point -> ChartSpec.add(low, point.low()));
            points.forEach(point -> ChartSpec.add(high, point.high()));
        }
        if (points.stream().anyMatch(point -> point.n() >= 0)) {
            ArrayNode n = json.putArray("n");
            points.forEach(point -> n.add(point.n()));
        }
        putTexts(json, "labels", points.stream().map(Point::label).toList());
        putTexts(json, "notes", points.stream().map(Point::note).toList());
    }

    private static void putTexts(ObjectNode json, String name, List<String> texts) {
        if (texts.stream().anyMatch(text -> !text.isEmpty())) {
            ArrayNode array = json.putArray(name);
            texts.forEach(array::add);
        }
    }
}
