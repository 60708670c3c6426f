// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.window;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of event time, {@code [start, end)}, in UTC.
 *
 * <p>Half-open so that neighbouring windows neither overlap nor leave a gap: an instant belongs to
 * exactly one window of a given kind.
 */
public record Window(Instant start, Instant end) implements Comparable<Window>, Serializable {

    public Window {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("window is empty: [" + start + ", " + end + ")");
        }
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }

    /** Half way between its ends. */
    public Instant middle() {
        return start.plus(Duration.between(start, end).dividedBy(2));
    }

    /** Whether no more data is expected: the end and the grace have passed. */
    public boolean isClosed(Instant asOf, Duration grace) {
        return !end.plus(grace).isAfter(asOf);
    }

    @Override
    public int compareTo(Window other) {
        int byStart = start.compareTo(other.start);
        return byStart != 0 ? byStart : end.compareTo(other.end);
    }
}
