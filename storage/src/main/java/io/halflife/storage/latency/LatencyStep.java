// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.latency;

import io.halflife.monitor.window.Window;
import java.util.Objects;

/**
 * How a version answered during one stretch of time. Read only.
 *
 * @see LatencyReader
 */
public final class LatencyStep {

    /** How finely latencies are known, worst of what was put together. */
    public enum Resolution {
        /** Log buckets of single predictions: percentiles within 1 %. */
        BUCKETS,
        /** At least one histogram with bounds of its own: percentiles within its bounds. */
        BOUNDS,
        /**
         * Some summaries had no histogram: percentiles are those of the rest, see {@link
         * #withoutHistogram}.
         */
        PARTIAL,
        /** No latency is known that can be put together. */
        NONE
    }

    private final Window window;
    private final LatencyTally tally;

    LatencyStep(Window window, LatencyTally tally) {
        this.window = Objects.requireNonNull(window, "window");
        this.tally = Objects.requireNonNull(tally, "tally");
    }

    /** The stretch of time. */
    public Window window() {
        return window;
    }

    /** Latencies that the percentiles stand on. */
    public long count() {
        return tally.histogram().count();
    }

    /** Latencies known only as percentiles or as a count, which cannot be merged. */
    public long withoutHistogram() {
        return tally.withoutHistogram();
    }

    /**
     * The q-quantile of the latency in seconds; NaN when {@link #count} is 0.
     *
     * @param q in [0, 1]
     */
    public double quantile(double q) {
        return tally.histogram().quantile(q).orElse(Double.NaN);
    }

    /**
     * The share of latencies within the limit, in [0, 1]; NaN when {@link #count} is 0. Exact where
     * the limit is a bound of every histogram that was sent, else read evenly within its bucket.
     */
    public double shareWithin(double limitSeconds) {
        return tally.shareWithin(limitSeconds);
    }

    public Responses responses() {
        return tally.responses();
    }

    public Resolution resolution() {
        if (count() == 0) {
            return Resolution.NONE;
        }
        if (withoutHistogram() > 0) {
            return Resolution.PARTIAL;
        }
        return tally.hasBounds() ? Resolution.BOUNDS : Resolution.BUCKETS;
    }

    /** Whether nothing at all was measured. */
    public boolean isEmpty() {
        return count() == 0 && withoutHistogram() == 0 && responses().total() == 0;
    }
}
