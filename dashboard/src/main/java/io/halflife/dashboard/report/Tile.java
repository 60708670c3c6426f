// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.report;

import java.util.Objects;

/**
 * A figure that is read first.
 *
 * @param name what it is
 * @param figure in large
 * @param below of how many, of which window, or why there is none
 * @param style a class of the style sheet with a colour; the empty string for none
 */
public record Tile(String name, String figure, String below, String style) {

    public Tile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(figure, "figure");
        Objects.requireNonNull(below, "below");
        Objects.requireNonNull(style, "style");
    }
}
