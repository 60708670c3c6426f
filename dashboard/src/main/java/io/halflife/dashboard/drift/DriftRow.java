// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.page.StateMark;
import java.util.List;

/**
 * A column in the table of a window.
 *
 * @param href its own page
 * @param type "numeric" or "categorical", with its role unless it is a feature
 * @param verdict that of this window, in lower case
 * @param reason the words of the verdict
 * @param flags short words for findings beside the verdict, for example "missing 3.1 %"
 * @param findings the same in sentences
 * @param drifted in how many of the windows of the history it drifted: "12 of 90"
 * @param history effects over the windows, with the floor
 */
public record DriftRow(
        String name,
        String href,
        String type,
        String test,
        Cell statistic,
        Cell pAdjusted,
        Cell effect,
        String nReference,
        String n,
        StateMark mark,
        String verdict,
        String reason,
        List<String> flags,
        List<String> findings,
        String drifted,
        EffectLine history,
        SmallHistogram histogram) {

    /**
     * A figure that rows are sorted by.
     *
     * @param text as it is read
     * @param value as it is sorted by; the empty string when undefined
     */
    public record Cell(String text, String value) {

        static Cell of(String text, double value) {
            return new Cell(text, Double.isFinite(value) ? "%.5g".formatted(value) : "");
        }
    }

    public DriftRow {
        flags = List.copyOf(flags);
        findings = List.copyOf(findings);
    }
}
