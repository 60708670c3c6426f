// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Draws what chart.js is told to draw, in the same order from back to front. */
final class TimePlot {

    private static final double ROOM = 0.08;
    private static final double HEAD = 10;
    private static final double MARKED_HEAD = 28;
    private static final int STEPS_MAX = 6;
    private static final int HEAT_LABELS_MAX = 10;
    private static final double COUNT_MIN = 4;

    private final JsonNode spec;
    private final Frame frame;

    TimePlot(JsonNode spec) {
        this.spec = spec;
        double[] extent = extent();
        double head = spec.get("marks").isEmpty() ? HEAD : MARKED_HEAD;
        this.frame =
                new Frame(
                        head,
                        spec.get("from").asDouble(),
                        spec.get("to").asDouble(),
                        extent[0],
                        extent[1]);
        draw(extent);
    }

    String scale() {
        return frame.scale();
    }

    String field() {
        return frame.field();
    }

    private void draw(double[] extent) {
        Notes notes = new Notes(spec, frame);
        notes.zones();
        if (spec.has("heat")) {
            HeatCells.draw(spec.get("heat"), frame);
            heatAxis(spec.get("heat"));
        } else {
            boolean whole = spec.get("decimals").asInt() == 0;
            String unit = spec.get("unit").asText();
            frame.valueAxis(
                    new Ticks(extent[0], extent[1], STEPS_MAX, whole),
                    unit.isEmpty() ? "" : " " + unit);
        }
        timeAxis();
        notes.future();
        spec.get("series").forEach(one -> new Line(one, frame).draw(spec.path("asOf").asDouble()));
        notes.thresholds();
        notes.crossing();
        notes.marks();
    }

    private void timeAxis() {
        List<Double> at = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<String> below = new ArrayList<>();
        for (TimeTicks.Tick tick :
                TimeTicks.between(spec.get("from").asLong(), spec.get("to").asLong())) {
            at.add((double) tick.second());
            labels.add(tick.label());
            below.add(tick.below());
        }
        frame.axis(at, labels, below);
    }

    private void heatAxis(JsonNode heat) {
        JsonNode limits = heat.get("limits");
        int every = (limits.size() + HEAT_LABELS_MAX - 1) / HEAT_LABELS_MAX;
        List<Double> at = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < limits.size(); i += every) {
            at.add(i + 1.0);
            labels.add(FigureTable.limit(limits.get(i).asDouble(), heat.get("unit").asText()));
        }
        frame.valueAxis(at, labels);
    }

    /** Everything that is drawn has a place: values, intervals, thresholds. */
    private double[] extent() {
        if (spec.has("heat")) {
            return new double[] {0, spec.get("heat").get("limits").size() + 1.0};
        }
        boolean zero = spec.path("zero").asBoolean();
        double low = zero ? 0 : Double.POSITIVE_INFINITY;
        double high = zero ? 0 : Double.NEGATIVE_INFINITY;
        for (double value : drawn(zero)) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        if (low > high) {
            return new double[] {0, 1};
        }
        if (zero && spec.get("decimals").asInt() == 0) {
            high = Math.max(high, COUNT_MIN);
        }
        double range = high > low ? high - low : high == 0 ? 1 : Math.abs(high);
        double top = high + ROOM * range;
        return new double[] {
            zero ? low : low - ROOM * range,
            spec.has("max") ? Math.min(top, spec.get("max").asDouble()) : top
        };
    }

    /** A band that widens into the future may leave the chart: what was measured may not. */
    private List<Double> drawn(boolean zero) {
        List<Double> values = new ArrayList<>();
        for (JsonNode one : spec.get("series")) {
            addFinite(values, one.get("y"));
            if (zero || !one.get("style").asText().equals("line")) {
                addFinite(values, one.path("low"));
                addFinite(values, one.path("high"));
            }
        }
        spec.get("thresholds").forEach(threshold -> values.add(threshold.get("value").asDouble()));
        if (spec.has("reach")) {
            values.add(spec.get("reach").asDouble());
        }
        return values;
    }

    private static void addFinite(List<Double> values, JsonNode array) {
        array.forEach(
                value -> {
                    if (value.isNumber()) {
                        values.add(value.asDouble());
                    }
                });
    }
}
