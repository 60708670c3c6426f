// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.util.Map;
import java.util.TreeMap;

/**
 * Latencies of any stretch of time and any number of machines, in seconds, put together from {@link
 * LogBuckets} and from histograms with bounds of their own.
 *
 * <p>Law: adding is commutative and associative, and no percentile is ever averaged. What was
 * counted in log buckets is read within 1 %. A count that is known only to lie between two bounds
 * is spread evenly between them, as Prometheus' {@code histogram_quantile} does, so what is read
 * there is off by at most the distance of those bounds.
 *
 * <p>Not thread-safe while counts are added.
 */
public final class LatencyHistogram {

    /** Absorbs the rounding of counts that were spread over several buckets. */
    private static final double RANK_TOLERANCE = 1e-9;

    private final TreeMap<Integer, Double> buckets = new TreeMap<>();
    private long count;

    /**
     * Adds the count of one log bucket.
     *
     * @param n not negative
     */
    public void addBucket(int bucket, long n) {
        requireCount(n);
        if (n > 0) {
            count = Math.addExact(count, n);
            buckets.merge(Math.max(bucket, LogBuckets.LOWEST), (double) n, Double::sum);
        }
    }

    /**
     * Adds a histogram with bounds of its own: {@code counts[i]} latencies lie in {@code
     * (bounds[i-1], bounds[i]]}, the last count above all bounds.
     *
     * @param bounds in seconds, strictly rising
     * @param counts one more than bounds
     * @param min the least latency, or NaN; narrows the first bucket
     * @param max the greatest, or NaN; without it, what lies above the last bound is read as that
     *     bound
     */
    public void addBounds(double[] bounds, long[] counts, double min, double max) {
        if (counts.length != bounds.length + 1) {
            throw new IllegalArgumentException(
                    counts.length + " counts for " + bounds.length + " bounds");
        }
        for (int i = 0; i < counts.length; i++) {
            double lower = i == 0 ? 0 : bounds[i - 1];
            double upper = i < bounds.length ? bounds[i] : Double.isNaN(max) ? lower : max;
            spread(
                    Double.isNaN(min) ? lower : Math.max(lower, Math.min(min, upper)),
                    Double.isNaN(max) ? upper : Math.max(lower, Math.min(upper, max)),
                    counts[i]);
        }
    }

    private void spread(double lower, double upper, long n) {
        requireCount(n);
        if (n == 0) {
            return;
        }
        count = Math.addExact(count, n);
        int last = LogBuckets.bucketOf(upper);
        double width = upper - lower;
        if (!(width > 0)) {
            buckets.merge(last, (double) n, Double::sum);
            return;
        }
        for (int bucket = LogBuckets.bucketOf(lower); bucket <= last; bucket++) {
            double from = Math.max(lower, LogBuckets.lower(bucket));
            double to = bucket == last ? upper : Math.min(upper, LogBuckets.upper(bucket));
            if (to > from) {
                buckets.merge(bucket, n * (to - from) / width, Double::sum);
            }
        }
    }

    private static void requireCount(long n) {
        if (n < 0) {
            throw new IllegalArgumentException("negative count: " + n);
        }
    }

    /** Adds all of the other. */
    public void add(LatencyHistogram other) {
        count = Math.addExact(count, other.count);
        other.buckets.forEach((bucket, n) -> buckets.merge(bucket, n, Double::sum));
    }

    /** How many latencies. */
    public long count() {
        return count;
    }

    /**
     * The nearest-rank q-quantile in seconds; undefined when nothing was counted.
     *
     * @param q in [0, 1]
     */
    public Figure quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("not in [0, 1]: " + q);
        }
        if (count == 0) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        double left = Ranks.nearest(q, count) - RANK_TOLERANCE * count;
        for (Map.Entry<Integer, Double> entry : buckets.entrySet()) {
            left -= entry.getValue();
            if (left <= 0) {
                return Figure.of(LogBuckets.middle(entry.getKey()));
            }
        }
        return Figure.of(LogBuckets.middle(buckets.lastKey()));
    }

    /**
     * The share of latencies within the limit, in [0, 1], reading the bucket that the limit falls
     * into evenly; undefined when nothing was counted.
     */
    public Figure shareWithin(double limitSeconds) {
        if (count == 0) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        double within = 0;
        for (Map.Entry<Integer, Double> entry : buckets.entrySet()) {
            within += entry.getValue() * shareOf(entry.getKey(), limitSeconds);
        }
        return Figure.of(Math.min(1, within / count));
    }

    private static double shareOf(int bucket, double limit) {
        double lower = LogBuckets.lower(bucket);
        double upper = LogBuckets.upper(bucket);
        return Math.max(0, Math.min(1, (limit - lower) / (upper - lower)));
    }
}
