// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import java.time.Instant;
import java.util.Map;

/**
 * The reference that the windows were compared with.
 *
 * @param id -1 when the version has none
 * @param rows rows in it
 * @param lastEvent event time of its last row; null when its rows carry none
 * @param performance value by metric; empty when its rows carry no ground truth
 */
public record ReferenceFacts(
        long id, long rows, Instant lastEvent, Map<String, Double> performance) {

    public static final ReferenceFacts NONE = new ReferenceFacts(-1, 0, null, Map.of());

    public ReferenceFacts {
        performance = Map.copyOf(performance);
    }

    /** The reference's own value; NaN when it is not known. */
    public double performanceOf(String metric) {
        return performance.getOrDefault(metric, Double.NaN);
    }
}
