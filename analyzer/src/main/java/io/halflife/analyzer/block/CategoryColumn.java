// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.statistics.distribution.FrequencyTable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The categories of one column, counted. Exact up to {@link #EXACT_MAX} different ones; of more
 * than that the rarest count together, and the table says how many rows they are. One thread.
 */
final class CategoryColumn {

    static final int EXACT_MAX = 1_000_000;

    /** Making few out of many is dear, so it is not done for each new category. */
    private static final int HELD_MAX = EXACT_MAX + EXACT_MAX / 4;

    private final Map<String, Long> counts = new HashMap<>();
    private FrequencyTable before = FrequencyTable.EMPTY;
    private long missing;

    /** The profile of all blocks. */
    static FeatureProfile profile(Column column, Iterator<Block> blocks) {
        CategoryColumn categories = new CategoryColumn();
        while (blocks.hasNext()) {
            categories.add(((Block.Categories) blocks.next()).profile());
        }
        FrequencyTable all = categories.table();
        return FeatureProfile.of(
                column,
                all.distinct() > EXACT_MAX ? all.limit(EXACT_MAX) : all,
                categories.missing);
    }

    private void add(FeatureProfile block) {
        missing += block.missing();
        block.asCategories()
                .counts()
                .forEach((category, count) -> counts.merge(category, count, Math::addExact));
        if (before.distinct() + counts.size() > HELD_MAX) {
            before = table().limit(EXACT_MAX);
        }
    }

    /** Everything so far; what was held apart is given up. */
    private FrequencyTable table() {
        FrequencyTable held = FrequencyTable.of(counts);
        counts.clear();
        return before.isEmpty() ? held : before.merge(held);
    }
}
