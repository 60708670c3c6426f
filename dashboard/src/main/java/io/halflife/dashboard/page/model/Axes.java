// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.model;

import io.halflife.dashboard.chart.ChartSpec;

/** The one axis of time of a page: every chart of it begins, ends and is marked alike. */
final class Axes {

    private static final String CURSOR = "model";

    private final ModelHistory history;

    Axes(ModelHistory history) {
        this.history = history;
    }

    /** A chart with nothing in it but what happened. */
    ChartSpec spec(int decimals, String unit) {
        return new ChartSpec(history.start(), history.end(), decimals, unit)
                .asOf(history.known())
                .marks(history.marks())
                .sync(CURSOR);
    }
}
