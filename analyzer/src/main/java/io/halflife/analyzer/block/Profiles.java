// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.monitor.profile.FeatureProfile;
import java.util.Iterator;

/** Puts the blocks of one column together, in the order in which they come. */
public final class Profiles {

    /** Of more values the order in which they come shows in what is kept of them. */
    public static final int EXACT_VALUES_MAX = NumberColumn.EXACT_MAX;

    private Profiles() {}

    public static FeatureProfile of(Columns columns, int column, Iterator<Block> blocks) {
        return columns.isNumeric(column)
                ? NumberColumn.profile(columns.column(column), blocks)
                : CategoryColumn.profile(columns.column(column), blocks);
    }

    public static Outcome outcome(Iterator<Block> blocks) {
        Outcome outcome = ((Block.Outcomes) blocks.next()).outcome();
        while (blocks.hasNext()) {
            outcome = outcome.merge(((Block.Outcomes) blocks.next()).outcome());
        }
        return outcome;
    }
}
