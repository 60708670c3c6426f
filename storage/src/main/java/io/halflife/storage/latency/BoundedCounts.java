// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.latency;

import io.halflife.statistics.distribution.LatencyHistogram;
import java.util.Arrays;

/** Latencies counted between bounds that the sender chose: exact at these bounds. */
final class BoundedCounts {

    private final double[] bounds;
    private final long[] counts;
    private final LatencyHistogram spread = new LatencyHistogram();

    /**
     * Counts of a histogram.
     *
     * @param counts one more than bounds
     * @param min the least latency, or NaN, like max
     */
    BoundedCounts(double[] bounds, long[] counts, double min, double max) {
        this.bounds = bounds.clone();
        this.counts = counts.clone();
        spread.addBounds(bounds, counts, min, max);
    }

    LatencyHistogram spread() {
        return spread;
    }

    /** How many lie within the limit: exact where it is a bound, else within its bucket's ends. */
    double within(double limit) {
        int bound = Arrays.binarySearch(bounds, limit);
        return bound >= 0
                ? Arrays.stream(counts, 0, bound + 1).sum()
                : spread.count() * spread.shareWithin(limit).orElse(0);
    }
}
