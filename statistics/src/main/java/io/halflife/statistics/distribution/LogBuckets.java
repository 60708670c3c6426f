// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;

/**
 * Latencies in buckets whose bounds grow by 2 %: bucket i holds (γ^(i−1), γ^i] seconds, γ = 1.0202.
 *
 * <p>Law: counts of the same bucket add up over minutes and machines, and a quantile read from the
 * sum is within (γ − 1)/(γ + 1) &lt; 1 % of the true nearest-rank value. Latencies up to a
 * nanosecond share bucket {@link #LOWEST} and are read as 0. A latency that is negative, NaN or
 * infinite is refused. No counts: {@link Status#INSUFFICIENT_DATA}.
 *
 * <p>Source: Masson, Rim &amp; Lee 2019, doi:10.14778/3352063.3352135.
 */
public final class LogBuckets {

    /** Ratio of neighbouring bounds. */
    public static final double GAMMA = 1.0202;

    private static final double LOG_GAMMA = Math.log(GAMMA);
    private static final double SMALLEST_SECONDS = 1e-9;

    /** The bucket of everything up to a nanosecond, zero included. */
    public static final int LOWEST = rawBucket(SMALLEST_SECONDS);

    /** The bucket of the largest double. */
    static final int HIGHEST = rawBucket(Double.MAX_VALUE);

    private LogBuckets() {}

    /**
     * The bucket that holds this latency.
     *
     * @param seconds finite and not negative
     */
    public static int bucketOf(double seconds) {
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("seconds must be finite, 0 or more: " + seconds);
        }
        return seconds <= SMALLEST_SECONDS ? LOWEST : Math.max(LOWEST, rawBucket(seconds));
    }

    /** ⌈log_γ seconds⌉, corrected where the logarithm rounds across a bound. */
    private static int rawBucket(double seconds) {
        int bucket = (int) Math.ceil(Math.log(seconds) / LOG_GAMMA);
        if (seconds > bound(bucket)) {
            return bucket + 1;
        }
        return seconds <= bound(bucket - 1) ? bucket - 1 : bucket;
    }

    private static double bound(int bucket) {
        return Math.pow(GAMMA, bucket);
    }

    /** Latencies in this bucket are above this many seconds. */
    public static double lower(int bucket) {
        return bucket <= LOWEST ? 0 : bound(bucket - 1);
    }

    /** Latencies in this bucket are at most this many seconds. */
    public static double upper(int bucket) {
        return Math.min(Double.MAX_VALUE, bound(bucket));
    }

    /**
     * The value read for this bucket: relatively equally far from both bounds, and finite also for
     * the bucket of the largest double.
     */
    public static double middle(int bucket) {
        return bucket <= LOWEST
                ? 0
                : Math.min(Double.MAX_VALUE, bound(bucket - 1) / (GAMMA + 1) * 2 * GAMMA);
    }

    /**
     * The nearest-rank q-quantile in seconds; undefined when all counts are 0.
     *
     * @param buckets strictly ascending
     * @param counts of the bucket at the same index, not negative
     * @param q in [0, 1]
     */
    public static Figure quantile(int[] buckets, long[] counts, double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("q must be in [0, 1]: " + q);
        }
        long total = total(buckets, counts);
        return total == 0
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Figure.of(middle(bucketAtRank(buckets, counts, q, total)));
    }

    private static long total(int[] buckets, long[] counts) {
        if (buckets.length != counts.length) {
            throw new IllegalArgumentException(
                    buckets.length + " buckets but " + counts.length + " counts");
        }
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0 || (i > 0 && buckets[i] <= buckets[i - 1])) {
                throw new IllegalArgumentException(
                        "buckets must ascend with counts of 0 or more; at index "
                                + i
                                + ": "
                                + buckets[i]
                                + " × "
                                + counts[i]);
            }
            total = Math.addExact(total, counts[i]);
        }
        return total;
    }

    private static int bucketAtRank(int[] buckets, long[] counts, double q, long total) {
        long left = Ranks.nearest(q, total);
        for (int i = 0; i < counts.length; i++) {
            left -= counts[i];
            if (left <= 0) {
                return buckets[i];
            }
        }
        throw new IllegalStateException("rank beyond the total of " + total);
    }

    /**
     * The share of latencies within the limit, exact when the limit is a bucket bound, else
     * counting only buckets that are wholly within it; undefined when all counts are 0.
     */
    public static Figure shareWithin(int[] buckets, long[] counts, double limitSeconds) {
        if (Double.isNaN(limitSeconds)) {
            throw new IllegalArgumentException("limitSeconds must be a number: NaN");
        }
        long total = total(buckets, counts);
        long within = 0;
        for (int i = 0; i < buckets.length; i++) {
            within += upper(buckets[i]) <= limitSeconds * (1 + 1e-12) ? counts[i] : 0;
        }
        return total == 0
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Figure.of((double) within / total);
    }
}
