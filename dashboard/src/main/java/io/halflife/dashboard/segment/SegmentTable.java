// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.segment;

import java.util.List;
import java.util.Objects;

/**
 * The segments of a window.
 *
 * @param title what rows are divided by: "Segments by plan and region"
 * @param metric the policy's, in words; the head of a column
 * @param rows none where no segment has had rows yet
 */
public record SegmentTable(String title, String metric, List<SegmentRow> rows) {

    public SegmentTable {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(metric, "metric");
        rows = List.copyOf(rows);
    }
}
