// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.latency;

import io.halflife.statistics.distribution.LatencyHistogram;

/** What is counted while rows are read. Not thread-safe. */
final class LatencyTally {

    private final LatencyHistogram histogram = new LatencyHistogram();
    private Responses responses = Responses.NONE;
    private long withoutHistogram;
    private boolean hasBounds;

    void bucket(int bucket, long n) {
        histogram.addBucket(bucket, n);
    }

    void bounds(double[] bounds, long[] counts, double min, double max) {
        histogram.addBounds(bounds, counts, min, max);
        hasBounds = true;
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

    Responses responses() {
        return responses;
    }

    long withoutHistogram() {
        return withoutHistogram;
    }

    boolean hasBounds() {
        return hasBounds;
    }
}
