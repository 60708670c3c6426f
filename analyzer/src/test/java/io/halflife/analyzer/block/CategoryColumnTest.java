// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.statistics.distribution.FrequencyTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CategoryColumnTest {

    private static final Column COLUMN = Column.feature("city");
    private static final int BLOCK_ROWS = 65_536;

    @Test
    void profile_blocksAddUp() {
        List<Block> blocks = List.of(block("a", "b", null), block("b", "c"), block());

        FeatureProfile profile = CategoryColumn.profile(COLUMN, blocks.iterator());

        assertEquals(Map.of("a", 1L, "b", 2L, "c", 1L), profile.asCategories().counts());
        assertEquals(1, profile.missing());
    }

    @Test
    void profile_nothingIsThere() {
        FeatureProfile profile =
                CategoryColumn.profile(COLUMN, List.of(block(null, null)).iterator());

        assertEquals(0, profile.n());
        assertEquals(2, profile.missing());
    }

    /**
     * An id that was taken for a category: nothing but different ones, and one that is frequent.
     */
    @Test
    void profile_moreCategoriesThanAreKept() {
        List<Block> blocks = new ArrayList<>();
        int different = CategoryColumn.EXACT_MAX + 6 * BLOCK_ROWS;
        for (int from = 0; from < different; from += BLOCK_ROWS) {
            CategoryBuffer buffer = new CategoryBuffer(COLUMN);
            for (int i = from; i < from + BLOCK_ROWS; i++) {
                buffer.add("id " + i);
                buffer.add("none");
            }
            blocks.add(new Block.Categories(buffer));
        }
        long rows = 2L * BLOCK_ROWS * blocks.size();

        FrequencyTable table = CategoryColumn.profile(COLUMN, blocks.iterator()).asCategories();

        assertEquals(rows, table.total());
        assertEquals(CategoryColumn.EXACT_MAX, table.distinct());
        assertEquals(rows / 2, table.count("none"));
        assertTrue(table.rest() > 0 && table.missedMax() <= 2, table.toString());
    }

    private static Block block(String... categories) {
        CategoryBuffer buffer = new CategoryBuffer(COLUMN);
        for (String category : categories) {
            buffer.add(category);
        }
        return new Block.Categories(buffer);
    }
}
