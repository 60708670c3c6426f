// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import java.util.Objects;

/**
 * A cell of a table.
 *
 * @param text what stands in it
 * @param below what stands under that, smaller; the empty string for nothing
 * @param value what the column is sorted by; the empty string sorts last
 */
public record Cell(String text, String below, String value) {

    public Cell {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(below, "below");
        Objects.requireNonNull(value, "value");
    }

    /** Nothing to show, and why. */
    public static Cell none(String why) {
        return new Cell(Figures.NONE, why, "");
    }

    /** A figure; an undefined one is none. */
    public static Cell of(String text, String below, double value) {
        return new Cell(text, below, Double.isFinite(value) ? Double.toString(value) : "");
    }

    /** A count. */
    public static Cell of(String text, String below, long value) {
        return new Cell(text, below, Long.toString(value));
    }
}
