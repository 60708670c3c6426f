// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.quality;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.drift.WindowPicker;
import io.halflife.dashboard.page.Shell;
import java.util.List;
import java.util.Objects;

/**
 * The quality of what a model is sent.
 *
 * @param why why there are no findings; the empty string when there are
 * @param picker null while no window was judged
 * @param checked how many columns by how many checks
 * @param findings what was found in the window, the flagged first
 * @param refusedTitle over which stretch of arrivals items were refused
 * @param refused by code
 * @param newest the newest refused items
 * @param unknown features that the signature does not know
 */
public record QualityPage(
        Shell shell,
        String why,
        WindowPicker picker,
        List<String> sentences,
        List<Chart> charts,
        String checked,
        List<Finding> findings,
        String refusedTitle,
        List<Count> refused,
        List<Refused> newest,
        String unknownTitle,
        List<Count> unknown) {

    /**
     * A check of a column that found something, or whose p is known.
     *
     * @param rule the check's name, and what it means
     * @param level when it is flagged
     */
    public record Finding(
            String column,
            String href,
            String rule,
            String meaning,
            String statistic,
            String p,
            String n,
            String level,
            boolean isFlagged,
            String reason) {}

    /** How many of something. */
    public record Count(String name, String n) {}

    /**
     * An item that was refused.
     *
     * @param excerpt the item without its texts; the empty string where none was kept
     */
    public record Refused(
            String at, String door, String code, String pointer, String detail, String excerpt) {}

    public QualityPage {
        Objects.requireNonNull(shell, "shell");
        Objects.requireNonNull(why, "why");
        sentences = List.copyOf(sentences);
        charts = List.copyOf(charts);
        Objects.requireNonNull(checked, "checked");
        findings = List.copyOf(findings);
        Objects.requireNonNull(refusedTitle, "refusedTitle");
        refused = List.copyOf(refused);
        newest = List.copyOf(newest);
        Objects.requireNonNull(unknownTitle, "unknownTitle");
        unknown = List.copyOf(unknown);
    }
}
