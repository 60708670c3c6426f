// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.segment;

import io.halflife.dashboard.page.StateMark;
import java.util.Objects;

/**
 * A segment in the table of a window.
 *
 * @param key "plan"
 * @param source "feature" or "tag"
 * @param value as people read it
 * @param isNamed whether the value is one that rows have, not "other" or "no value"
 * @param rows "1,240", or "none since 2026-03-31"
 * @param share of all rows; the empty string without rows
 * @param drifted "2 of 14"; the empty string without rows
 * @param names the drifted columns with the largest effects; the empty string for none
 * @param performance value, interval and number of labels
 */
public record SegmentRow(
        String key,
        String source,
        String value,
        boolean isNamed,
        String rows,
        String share,
        String drifted,
        String names,
        StateMark mark,
        String performance) {

    public SegmentRow {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(mark, "mark");
    }
}
