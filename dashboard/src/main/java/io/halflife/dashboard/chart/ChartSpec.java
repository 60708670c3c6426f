// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Builds what chart.js is told to draw. Charts of a page that are given the same stretch of time
 * stand under each other second for second, and their cursors move together.
 */
public final class ChartSpec {

    private final Instant from;
    private final Instant to;
    private final int decimals;
    private final String unit;
    private final List<Series> series = new ArrayList<>();
    private final ObjectNode json = Json.object();

    /**
     * A chart without anything in it.
     *
     * @param from where the time axis begins
     * @param decimals of figures in tips and tables
     * @param unit of the value axis; the empty string for none
     */
    public ChartSpec(Instant from, Instant to, int decimals, String unit) {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("no time from " + from + " to " + to);
        }
        this.from = from;
        this.to = to;
        this.decimals = decimals;
        this.unit = Objects.requireNonNull(unit, "unit");
        json.putArray("thresholds");
        json.putArray("zones");
        json.putArray("spans");
        json.putArray("marks");
    }

    public ChartSpec add(Series more) {
        series.add(more);
        return this;
    }

    /** Where what is known ends: bands fade from here on. */
    public ChartSpec asOf(Instant at) {
        json.put("asOf", seconds(at));
        return this;
    }

    /** The value axis begins at 0. */
    public ChartSpec fromZero() {
        json.put("zero", true);
        return this;
    }

    /** The value axis never shows more than this, for shares. */
    public ChartSpec atMost(double value) {
        json.put("max", value);
        return this;
    }

    /** The value axis reaches at least to here, so that next to nothing looks like it. */
    public ChartSpec reaching(double value) {
        json.put("reach", value);
        return this;
    }

    /** A dashed line across the chart, named at its left. */
    public ChartSpec threshold(double value, String label, Paint paint) {
        json.withArray("thresholds")
                .addObject()
                .put("value", value)
                .put("label", label)
                .put("color", paint.token());
        return this;
    }

    /** A tinted stretch of the value axis; an end that is not finite is the edge. */
    public ChartSpec zone(double low, double high, Paint paint) {
        ObjectNode zone = json.withArray("zones").addObject();
        put(zone, "from", low);
        put(zone, "to", high);
        zone.put("color", paint.token());
        return this;
    }

    /** A tinted stretch of time. */
    public ChartSpec span(Instant start, Instant end, Paint paint) {
        json.withArray("spans")
                .addObject()
                .put("from", seconds(start))
                .put("to", seconds(end))
                .put("color", paint.token());
        return this;
    }

    /** An upright line with words at its top. */
    public ChartSpec crossing(Instant at, String label) {
        json.putObject("crossing").put("at", seconds(at)).put("label", label);
        return this;
    }

    public ChartSpec marks(List<EventMark> marks) {
        ArrayNode array = json.withArray("marks");
        for (EventMark mark : marks) {
            array.addObject()
                    .put("at", seconds(mark.at()))
                    .put("kind", mark.kind().name().toLowerCase(Locale.ROOT))
                    .put("label", mark.label());
        }
        return this;
    }

    /** A map of cells instead of a value axis. */
    public ChartSpec heat(HeatSpec heat) {
        json.set("heat", heat.json());
        return this;
    }

    /** Charts of one name move their cursors together. */
    public ChartSpec sync(String name) {
        json.put("sync", name);
        return this;
    }

    /** Whether there is anything to draw. */
    public boolean hasFigures() {
        return series.stream().anyMatch(Series::hasFigures);
    }

    /** The JSON for a script element: it holds no character that could end the element. */
    public String json() {
        json.put("from", seconds(from)).put("to", seconds(to));
        json.put("decimals", decimals).put("unit", unit);
        ArrayNode array = json.putArray("series");
        series.forEach(one -> array.add(one.json()));
        return forScript(json);
    }

    static String forScript(ObjectNode json) {
        return json.toString()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    static long seconds(Instant at) {
        return at.getEpochSecond();
    }

    static void add(ArrayNode array, double value) {
        if (Double.isFinite(value)) {
            array.add(rounded(value));
        } else {
            array.addNull();
        }
    }

    private static void put(ObjectNode object, String name, double value) {
        if (Double.isFinite(value)) {
            object.put(name, value);
        } else {
            object.putNull(name);
        }
    }

    /** Six significant digits are more than a screen has; they halve what is sent. */
    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.6g", value));
    }
}
