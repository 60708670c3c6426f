// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.segment;

import io.halflife.dashboard.page.StateMark;
import java.util.List;
import java.util.Objects;

/**
 * One column in the segments of a window.
 *
 * @param title what rows are divided by: "Segments by plan, region"
 * @param href where all columns of these segments are
 * @param note why there are no rows, or how they came to be
 */
public record ColumnSegments(String title, String href, String note, List<Row> rows) {

    /**
     * A segment.
     *
     * @param key with its source: "tag region"
     * @param isNamed whether the value is one that rows have, not "other" or "no value"
     * @param figuresHref every test of the segment in this window, as the read API gives them
     * @param reason the words of the verdict
     */
    public record Row(
            String key,
            String value,
            boolean isNamed,
            String figuresHref,
            String test,
            String statistic,
            String pAdjusted,
            String effect,
            String nReference,
            String n,
            StateMark mark,
            String reason) {

        public Row {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(mark, "mark");
        }
    }

    public ColumnSegments {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(href, "href");
        Objects.requireNonNull(note, "note");
        rows = List.copyOf(rows);
    }
}
