// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.picture;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.dashboard.chart.Chart;
import io.halflife.storage.json.Json;
import java.util.Objects;

/**
 * A chart that is drawn.
 *
 * @param scale the labels of the value axis, an SVG of fixed width; the empty string where nothing
 *     is drawn, like field
 * @param field all the rest, an SVG as wide as its place
 * @param why why nothing is drawn; the empty string where something is
 * @param figures what is drawn as a table; null where nothing is
 */
public record Picture(
        String title,
        String subtitle,
        String sentence,
        String scale,
        String field,
        String why,
        FigureTable figures) {

    public Picture {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(subtitle, "subtitle");
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(scale, "scale");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(why, "why");
    }

    /** A chart over time, a map of cells, or shares over the values of a column. */
    public static Picture of(Chart chart) {
        if (chart.json().isEmpty()) {
            return new Picture(chart.title(), chart.subtitle(), "", "", "", chart.why(), null);
        }
        JsonNode spec = Json.read(chart.json());
        if (spec.has("x")) {
            SharePlot plot = new SharePlot(spec);
            return of(chart, plot.scale(), plot.field(), FigureTable.ofShares(spec));
        }
        TimePlot plot = new TimePlot(spec);
        FigureTable figures =
                spec.has("heat") ? FigureTable.ofHeat(spec.get("heat")) : FigureTable.of(spec);
        return of(chart, plot.scale(), plot.field(), figures);
    }

    private static Picture of(Chart chart, String scale, String field, FigureTable figures) {
        return new Picture(
                chart.title(), chart.subtitle(), chart.sentence(), scale, field, "", figures);
    }

    public boolean isDrawn() {
        return !field.isEmpty();
    }
}
