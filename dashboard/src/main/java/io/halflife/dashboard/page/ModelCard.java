// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import java.util.List;

/**
 * What the fleet page says about one model version in one environment.
 *
 * @param version the empty string when none is registered
 * @param badge "replayed" or "demo"; the empty string for a live model
 * @param mark the worst state among the columns
 * @param sentence what the mark rests on
 * @param rule what makes a verdict, with the levels of the policy in force
 * @param rows the columns with the largest effects, at most {@link #ROWS_MAX}
 * @param hiddenRows how many more columns there are
 */
public record ModelCard(
        String model,
        String version,
        String environment,
        String badge,
        StateMark mark,
        String sentence,
        String rule,
        List<VerdictRow> rows,
        int hiddenRows,
        List<Fact> facts) {

    public static final int ROWS_MAX = 8;

    public ModelCard {
        rows = List.copyOf(rows);
        facts = List.copyOf(facts);
    }
}
