// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.StateMark;
import io.halflife.dashboard.segment.SegmentTable;
import java.util.List;
import java.util.Objects;

/**
 * Every column of one window.
 *
 * @param picker null while no window was judged, and then there is nothing but the reason
 * @param family what was tested together and what makes a verdict
 * @param rows the worst first
 * @param historyLength how many windows the small pictures show
 * @param segments null where the policy names none
 * @param why why there is nothing to show; else the empty string
 */
public record DriftPage(
        Shell shell,
        WindowPicker picker,
        String family,
        List<Chart> charts,
        List<DriftRow> rows,
        int historyLength,
        SegmentTable segments,
        String why) {

    /** A button that leaves the rows of one state. */
    public record Filter(String state, String word, String shape, long count) {}

    public DriftPage {
        Objects.requireNonNull(shell, "shell");
        charts = List.copyOf(charts);
        rows = List.copyOf(rows);
    }

    /** CLEAR has no button: it is what is left. */
    public List<Filter> filters() {
        return List.of(
                new Filter("", "All", "", rows.size()),
                filter(StateMark.ALARM, "Alarm"),
                filter(StateMark.WATCH, "Watch"),
                filter(StateMark.INCONCLUSIVE, "Inconclusive"));
    }

    private Filter filter(StateMark mark, String word) {
        long count = rows.stream().filter(row -> row.mark() == mark).count();
        return new Filter(mark.name(), word, mark.shape(), count);
    }

    public String historyTitle() {
        return Figures.counted(historyLength, "window");
    }
}
