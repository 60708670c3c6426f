// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.segment;

import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.segment.Segment;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a segment stands after a window.
 *
 * @param rows predictions in the window; 0 when the segment has none in it
 * @param judged columns with a verdict in the window
 * @param drifted those of them that drifted
 * @param driftedNames the 5 of them whose effect is largest, at most
 * @param inconclusive those that could not be judged
 * @param alarms columns in alarm after the window
 * @param watches columns on watch after it
 * @param lastSeen the end of the newest window with rows, up to this one
 * @param performance every metric of the window; empty without rows
 */
public record SegmentStanding(
        Segment segment,
        long rows,
        int judged,
        int drifted,
        List<String> driftedNames,
        int inconclusive,
        int alarms,
        int watches,
        Instant lastSeen,
        List<PerformanceValue> performance) {

    /** Names of drifted columns that are told. */
    static final int NAMES_MAX = 5;

    public SegmentStanding {
        Objects.requireNonNull(segment, "segment");
        driftedNames = List.copyOf(driftedNames);
        performance = List.copyOf(performance);
    }

    /** One metric of the window, measured from labels. */
    public Optional<PerformanceValue> performance(String metric) {
        return performance.stream()
                .filter(value -> !value.estimated() && value.metric().equals(metric))
                .findFirst();
    }

    /**
     * ALARM, WATCH, CLEAR or INCONCLUSIVE: the worst of the columns; INCONCLUSIVE when the segment
     * has no rows in the window or when none of its columns could be judged and none is in alarm.
     */
    public String state() {
        if (rows == 0) {
            return "INCONCLUSIVE";
        }
        if (alarms > 0) {
            return "ALARM";
        }
        if (watches > 0) {
            return "WATCH";
        }
        return inconclusive == judged ? "INCONCLUSIVE" : "CLEAR";
    }
}
