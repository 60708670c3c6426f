// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.latency;

import io.halflife.statistics.distribution.LatencyHistogram;
import java.util.ArrayList;
import java.util.List;

/** What is counted while rows are read. Not thread-safe. */
final class LatencyTally {

    private final LatencyHistogram histogram = new LatencyHistogram();

    /** Of single predictions. */
    private final LatencyHistogram singles = new LatencyHistogram();

    private final List<BoundedCounts> bounded = new ArrayList<>();
    private Responses responses = Responses.NONE;
    private long withoutHistogram;

    void bucket(int bucket, long n) {
        histogram.addBucket(bucket, n);
        singles.addBucket(bucket, n);
    }

    void bounds(double[] bounds, long[] counts, double min, double max) {
        BoundedCounts more = new BoundedCounts(bounds, counts, min, max);
        histogram.add(more.spread());
        bounded.add(more);
    }

    void withoutHistogram(long n) {
        withoutHistogram += n;
    }

    void responses(Responses more) {
        responses = responses.plus(more);
    }

    LatencyHistogram histogram() {
        return histogram;
    }

    /** The share within the limit; NaN without latencies. */
    double shareWithin(double limitSeconds) {
        if (histogram.count() == 0) {
            return Double.NaN;
        }
        double within = singles.count() * singles.shareWithin(limitSeconds).orElse(0);
        for (BoundedCounts counts : bounded) {
            within += counts.within(limitSeconds);
        }
        return Math.min(1, within / histogram.count());
    }

    Responses responses() {
        return responses;
    }

    long withoutHistogram() {
        return withoutHistogram;
    }

    boolean hasBounds() {
        return !bounded.isEmpty();
    }
}
