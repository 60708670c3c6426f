// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.outline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutlineTest {

    @Test
    void of_smallProfile_isTheProfileItself() {
        FeatureProfile profile = Samples.numbers(1, 2, 2, 3);

        Outline outline = Outline.of(profile);

        assertSame(profile, outline.profile());
        assertTrue(outline.isExact());
    }

    /** The law of the outline: no share is farther off than it says, and it stays small. */
    @Test
    void of_manyValues_keepsItsRankError() {
        double[] values = new Random(7).doubles(100_000, 0, 50).toArray();
        FeatureProfile profile = Samples.numbers(values);

        Outline outline = Outline.of(profile);

        assertTrue(outline.profile().values().distinct() <= Outline.POINTS_MAX);
        assertTrue(outline.rankErrorMax() > 0 && outline.rankErrorMax() < 0.006);
        assertFalse(outline.isExact());
        for (double x = 0; x < 50; x += 0.37) {
            double exact = profile.values().countAtMost(x) / 1e5;
            double drawn = outline.values().countAtMost(x) / 1e5;
            assertEquals(exact, drawn, outline.rankErrorMax() + 1e-12, "at " + x);
        }
        assertTrue(outline.profile().toBytes().length < 3_200);
    }

    @Test
    void of_manyCategories_keepsTheMostFrequentAndTheTotal() {
        Map<String, Long> counts = new HashMap<>();
        for (int i = 1; i <= 300; i++) {
            counts.put("c" + i, (long) i);
        }

        Outline outline = Outline.of(FeatureProfile.ofCategories(Column.feature("x"), counts, 5));

        assertEquals(Outline.CATEGORIES_MAX, outline.profile().asCategories().distinct());
        assertEquals(0, outline.profile().asCategories().count("c44"));
        assertEquals(45, outline.profile().asCategories().count("c45"));
        assertEquals(300 * 301 / 2, outline.n());
        assertEquals(5, outline.profile().missing());
        assertFalse(outline.isExact());
    }

    @Test
    void outline_ofFewerValuesThanItKeeps_isRefused() {
        FeatureProfile profile = Samples.numbers(1, 2, 3);

        assertThrows(IllegalArgumentException.class, () -> new Outline(profile, 2));
    }
}
