// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.chart;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The one axis of time of a page: every chart of it begins, ends and is marked alike.
 *
 * @param known where what is known ends and what is expected begins
 * @param end where the axis ends: with room for a forecast where there is one
 * @param marks what happened
 */
public record TimeAxis(Instant start, Instant known, Instant end, List<EventMark> marks) {

    private static final String CURSOR = "model";

    public TimeAxis {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(known, "known");
        Objects.requireNonNull(end, "end");
        marks = List.copyOf(marks);
    }

    /** A chart with nothing in it but what happened. */
    public ChartSpec spec(int decimals, String unit) {
        return new ChartSpec(start, end, decimals, unit).asOf(known).marks(marks).sync(CURSOR);
    }
}
