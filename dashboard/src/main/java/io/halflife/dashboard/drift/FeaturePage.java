// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.StateMark;
import io.halflife.dashboard.segment.ColumnSegments;
import java.util.List;
import java.util.Objects;

/**
 * One column: how it is distributed in one window and in the reference, and how it has changed.
 *
 * @param picker null while no window was judged
 * @param name of the column
 * @param type "numeric" or "categorical", with its role unless it is a feature
 * @param mark null when the column was not judged in the window
 * @param reason the verdict in words, or why there is none
 * @param facts the column in figures
 * @param curves cumulative shares and histogram; empty for names
 * @param categories the shares of names, or of numbers of which there are few
 * @param histories over the windows
 * @param tests of the window
 * @param newValues a sentence about values that the reference does not have; may be empty
 * @param segments the column in each segment; null where the policy names none
 */
public record FeaturePage(
        Shell shell,
        WindowPicker picker,
        String name,
        String type,
        StateMark mark,
        String reason,
        List<Fact> facts,
        List<Chart> curves,
        List<CategoryRow> categories,
        List<Chart> histories,
        List<TestRow> tests,
        String newValues,
        ColumnSegments segments) {

    /**
     * A name with its shares.
     *
     * @param referenceWidth of its bar, in percent of the largest share; so windowWidth
     */
    public record CategoryRow(
            String name,
            String reference,
            String window,
            String change,
            String referenceWidth,
            String windowWidth) {}

    /**
     * A test with its figures.
     *
     * @param level from which it speaks of drift
     * @param says whether it does: "drift", "no drift", or an en dash
     * @param meaning what it compares
     */
    public record TestRow(
            String name,
            boolean primary,
            String statistic,
            String p,
            String pAdjusted,
            String effect,
            String n,
            String level,
            String says,
            String meaning,
            String reason) {}

    public FeaturePage {
        Objects.requireNonNull(shell, "shell");
        facts = List.copyOf(facts);
        curves = List.copyOf(curves);
        categories = List.copyOf(categories);
        histories = List.copyOf(histories);
        tests = List.copyOf(tests);
    }
}
