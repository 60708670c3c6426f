// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.declared;

import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.profile.FeatureProfile;
import java.util.List;

/**
 * A reference that its caller has profiled.
 *
 * @param rows that it was made from
 * @param profiles one per declared column, each with its rank error
 * @param performance empty when none was declared
 */
public record DeclaredReference(
        long rows, List<FeatureProfile> profiles, List<MetricValue> performance) {

    public DeclaredReference {
        profiles = List.copyOf(profiles);
        performance = List.copyOf(performance);
    }
}
