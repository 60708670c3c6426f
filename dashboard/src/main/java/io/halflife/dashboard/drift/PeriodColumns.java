// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.drift.FeaturePage.CategoryRow;
import java.util.List;
import java.util.Objects;

/**
 * The columns of the last window of a period.
 *
 * @param page of that window
 * @param movedCount how many drifted in it, are in alarm or on watch
 * @param moved those of them that changed most, the worst first
 */
public record PeriodColumns(DriftPage page, int movedCount, List<Moved> moved) {

    /**
     * A column that moved.
     *
     * @param histogram null where single values say it better, or where nothing was kept of a side
     * @param categories shares of names, or of numbers of which there are few
     */
    public record Moved(DriftRow row, Chart histogram, List<CategoryRow> categories) {
        public Moved {
            Objects.requireNonNull(row, "row");
            categories = List.copyOf(categories);
        }
    }

    public PeriodColumns {
        Objects.requireNonNull(page, "page");
        moved = List.copyOf(moved);
    }
}
