// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.monitor.profile.FeatureProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Many profiles of one column as one, merged pair by pair. */
final class MergedProfiles {

    /** As many points as a reference from rows keeps. */
    private static final int POINTS_MAX = 1_000_000;

    private MergedProfiles() {}

    /** In the order given; empty for none. */
    static Optional<FeatureProfile> of(List<FeatureProfile> profiles) {
        List<FeatureProfile> level = profiles;
        while (level.size() > 1) {
            List<FeatureProfile> next = new ArrayList<>((level.size() + 1) / 2);
            for (int i = 0; i < level.size(); i += 2) {
                next.add(
                        i + 1 == level.size()
                                ? level.get(i)
                                : level.get(i).merge(level.get(i + 1)).compact(POINTS_MAX));
            }
            level = next;
        }
        return level.stream().findFirst();
    }
}
