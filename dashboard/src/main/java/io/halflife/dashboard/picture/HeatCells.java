// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.picture;

import com.fasterxml.jackson.databind.JsonNode;

/** A map of cells: the more lies in one, the stronger it is. */
final class HeatCells {

    /** More shades than an eye tells apart; each is one path, which is what makes a map small. */
    private static final int SHADES = 10;

    private HeatCells() {}

    /** Cell k of a column lies between k and k + 1; the root makes small shares visible. */
    static void draw(JsonNode heat, Frame frame) {
        StringBuilder[] shades = new StringBuilder[SHADES + 1];
        for (int shade = 1; shade <= SHADES; shade++) {
            shades[shade] = new StringBuilder();
        }
        for (JsonNode column : heat.get("columns")) {
            double left = frame.x(column.get("from").asDouble());
            double width = Math.max(1, frame.x(column.get("to").asDouble()) - left);
            JsonNode shares = column.get("shares");
            for (int cell = 0; cell < shares.size(); cell++) {
                double share = shares.get(cell).asDouble();
                if (share > 0) {
                    int shade = Math.max(1, (int) Math.round(SHADES * Math.sqrt(share)));
                    double bottom = frame.y(cell);
                    shades[Math.min(SHADES, shade)]
                            .append('M')
                            .append(Svg.place(left))
                            .append(' ')
                            .append(Svg.place(bottom))
                            .append('h')
                            .append(Svg.place(width))
                            .append('V')
                            .append(Svg.place(frame.y(cell + 1.0)))
                            .append('h')
                            .append(Svg.place(-width))
                            .append('z');
                }
            }
        }
        for (int shade = 1; shade <= SHADES; shade++) {
            frame.inside().path("cell s" + shade, shades[shade]);
        }
    }
}
