// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.drift.FeaturePage.CategoryRow;
import io.halflife.dashboard.page.Figures;
import io.halflife.monitor.outline.HistogramPair;
import io.halflife.monitor.outline.HistogramPair.Bar;
import io.halflife.monitor.outline.HistogramPair.Kind;
import io.halflife.monitor.outline.Outline;
import java.util.ArrayList;
import java.util.List;

/** The shares of names, or of numbers of which there are few. */
final class CategoryRows {

    private static final int ROWS_MAX = 20;

    private CategoryRows() {}

    /** Empty for numbers of which there are many. */
    static List<CategoryRow> of(Outline reference, Outline window) {
        HistogramPair pair = HistogramPair.of(reference, window, ROWS_MAX);
        if (pair.kind() == Kind.BINS || pair.shareMax() == 0) {
            return List.of();
        }
        List<CategoryRow> rows = new ArrayList<>();
        pair.bars().forEach(bar -> rows.add(row(pair, bar)));
        if (!pair.above().isNone() && pair.kind() == Kind.CATEGORIES) {
            rows.add(
                    row(
                            pair,
                            new Bar(
                                    "all others",
                                    Double.NaN,
                                    Double.NaN,
                                    pair.above().reference(),
                                    pair.above().window())));
        }
        return rows;
    }

    private static CategoryRow row(HistogramPair pair, Bar bar) {
        double change = 100 * (bar.window() - bar.reference());
        return new CategoryRow(
                bar.label().isEmpty() ? "(empty text)" : bar.label(),
                ColumnCurves.percent(bar.reference()),
                ColumnCurves.percent(bar.window()),
                (change > 0 ? "+" : "") + Figures.number(change, 1),
                width(pair, bar.reference()),
                width(pair, bar.window()));
    }

    private static String width(HistogramPair pair, double share) {
        return Figures.number(100 * Math.min(1, share / pair.shareMax()), 1);
    }
}
