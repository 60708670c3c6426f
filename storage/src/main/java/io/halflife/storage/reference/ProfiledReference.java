// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.reference;

import io.halflife.monitor.estimation.Estimator;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.profile.FeatureProfile;
import java.time.Instant;
import java.util.List;

/**
 * A frozen reference in figures.
 *
 * @param rows rows that were read
 * @param firstEvent event time of the first row; null, like lastEvent, when rows carry none
 * @param profiles one per column, exact
 * @param performance empty when rows carry no ground truth
 * @param estimatorOrNull what their labelled scores taught; null where they were too few
 */
public record ProfiledReference(
        long referenceId,
        long rows,
        Instant firstEvent,
        Instant lastEvent,
        List<FeatureProfile> profiles,
        List<MetricValue> performance,
        Estimator estimatorOrNull) {

    public ProfiledReference {
        profiles = List.copyOf(profiles);
        performance = List.copyOf(performance);
        if ((firstEvent == null) != (lastEvent == null)) {
            throw new IllegalArgumentException(
                    "one end of the span is missing: " + firstEvent + ", " + lastEvent);
        }
    }

    /** One that teaches nothing about scores. */
    public ProfiledReference(
            long referenceId,
            long rows,
            Instant firstEvent,
            Instant lastEvent,
            List<FeatureProfile> profiles,
            List<MetricValue> performance) {
        this(referenceId, rows, firstEvent, lastEvent, profiles, performance, null);
    }
}
