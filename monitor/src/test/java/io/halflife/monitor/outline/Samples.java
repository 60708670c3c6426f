// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.outline;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import java.util.Map;
import java.util.TreeMap;

/** Small profiles. */
final class Samples {

    private Samples() {}

    static FeatureProfile numbers(double... values) {
        return FeatureProfile.ofNumeric(Column.feature("x"), values, 0, values.length, 0);
    }

    static FeatureProfile names(String... names) {
        Map<String, Long> counts = new TreeMap<>();
        for (String name : names) {
            counts.merge(name, 1L, Long::sum);
        }
        return FeatureProfile.ofCategories(Column.feature("x"), counts, 0);
    }
}
