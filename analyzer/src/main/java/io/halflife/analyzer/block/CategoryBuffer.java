// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import java.util.HashMap;
import java.util.Map;

/** How often each value of a categorical column was read; null is a missing value. One thread. */
final class CategoryBuffer {

    private final Column column;
    private final Map<String, Count> counts = new HashMap<>();
    private long missing;

    CategoryBuffer(Column column) {
        this.column = column;
    }

    void add(String category) {
        if (category == null) {
            missing++;
        } else {
            counts.computeIfAbsent(category, c -> new Count()).rows++;
        }
    }

    /** Counts up without an object for each row. */
    private static final class Count {
        private long rows;
    }

    /** Gives the counts away and starts again. */
    FeatureProfile drain() {
        Map<String, Long> seen = new HashMap<>();
        counts.forEach((category, count) -> seen.put(category, count.rows));
        FeatureProfile profile = FeatureProfile.ofCategories(column, seen, missing);
        counts.clear();
        missing = 0;
        return profile;
    }
}
