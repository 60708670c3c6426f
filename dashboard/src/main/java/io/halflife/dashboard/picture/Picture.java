// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.picture;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.dashboard.chart.Chart;
import io.halflife.storage.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A chart that is drawn.
 *
 * @param scale the labels of the value axis, an SVG of fixed width; the empty string where nothing
 *     is drawn, like field
 * @param field all the rest, an SVG as wide as its place
 * @param key what each colour is
 * @param why why nothing is drawn; the empty string where something is
 * @param figures what is drawn as a table; null where nothing is
 */
public record Picture(
        String title,
        String subtitle,
        String sentence,
        String scale,
        String field,
        List<Key> key,
        String why,
        FigureTable figures) {

    /** The key of a line, of points or of bars: the colour is {@code p-} and its name. */
    public record Key(String paint, String name) {}

    private static final List<Key> SHARES =
            List.of(new Key("reference", "reference"), new Key("accent", "window"));

    public Picture {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(subtitle, "subtitle");
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(scale, "scale");
        Objects.requireNonNull(field, "field");
        key = List.copyOf(key);
        Objects.requireNonNull(why, "why");
    }

    /** A chart over time, a map of cells, or shares over the values of a column. */
    public static Picture of(Chart chart) {
        if (chart.json().isEmpty()) {
            return new Picture(
                    chart.title(), chart.subtitle(), "", "", "", List.of(), chart.why(), null);
        }
        JsonNode spec = Json.read(chart.json());
        if (spec.has("x")) {
            SharePlot plot = new SharePlot(spec);
            return of(chart, plot.scale(), plot.field(), SHARES, FigureTable.ofShares(spec));
        }
        TimePlot plot = new TimePlot(spec);
        FigureTable figures =
                spec.has("heat") ? FigureTable.ofHeat(spec.get("heat")) : FigureTable.of(spec);
        return of(chart, plot.scale(), plot.field(), keyOf(spec), figures);
    }

    private static Picture of(
            Chart chart, String scale, String field, List<Key> key, FigureTable figures) {
        return new Picture(
                chart.title(), chart.subtitle(), chart.sentence(), scale, field, key, "", figures);
    }

    private static List<Key> keyOf(JsonNode spec) {
        List<Key> key = new ArrayList<>();
        for (JsonNode one : spec.get("series")) {
            if (!one.get("y").isEmpty()) {
                key.add(new Key(one.get("color").asText(), one.get("name").asText()));
            }
        }
        return key;
    }

    public boolean isDrawn() {
        return !field.isEmpty();
    }
}
