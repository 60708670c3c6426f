// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.drift.FeaturePage.CategoryRow;
import io.halflife.dashboard.drift.PeriodColumns.Moved;
import io.halflife.dashboard.page.StateMark;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.storage.outline.StoredOutline;
import java.util.List;
import java.util.Optional;

/** The columns of a window that moved, each with both distributions. */
final class MovedColumns {

    private final DriftRows rows;
    private final DriftFindings found;
    private final List<DriftResult> worstFirst;

    MovedColumns(DriftRows rows, DriftFindings found) {
        this.rows = rows;
        this.found = found;
        this.worstFirst = rows.worstFirst().stream().filter(MovedColumns::isMoved).toList();
    }

    /** In this window, or in those before it as far as an alarm state says so. */
    private static boolean isMoved(DriftResult primary) {
        StateMark mark = Columns.mark(primary);
        return primary.verdict() == Verdict.DRIFTED
                || mark == StateMark.ALARM
                || mark == StateMark.WATCH;
    }

    int count() {
        return worstFirst.size();
    }

    List<Moved> worst(int max) {
        return worstFirst.stream().limit(max).map(this::moved).toList();
    }

    private Moved moved(DriftResult primary) {
        StoredOutline before = found.reference().get(primary.column());
        StoredOutline now = found.window().get(primary.column());
        if (before == null || now == null) {
            return new Moved(rows.row(primary), null, List.of());
        }
        List<CategoryRow> categories = CategoryRows.of(before.outline(), now.outline());
        Optional<Chart> histogram =
                before.outline().isNumeric() && categories.isEmpty()
                        ? new ColumnCurves(before.outline(), now.outline(), Optional.of(primary))
                                .histogram()
                        : Optional.empty();
        return new Moved(rows.row(primary), histogram.orElse(null), categories);
    }
}
