// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Latencies of any stretch of time and any number of machines, in seconds, put together from {@link
 * LogBuckets} and from histograms with bounds of their own.
 *
 * <p>Law: adding is commutative and associative, an empty histogram changes nothing, and the halves
 * added up equal the whole; exactly for log buckets up to 2⁵³ latencies each, up to rounding for
 * counts that were spread. No percentile is ever averaged. What was counted in log buckets is read
 * within 1 %. A count that is known only to lie between two bounds is spread evenly between them,
 * as Prometheus' {@code histogram_quantile} does, so what is read there is off by at most the
 * distance of those bounds.
 *
 * <p>Nothing counted: {@link Status#INSUFFICIENT_DATA}. Where {@link #hasTooFewFor} a quantile, it
 * is that of the largest latency. Eight bytes for each bucket between the least and the greatest
 * latency; a latency that is added allocates nothing. Not safe for use by several threads while
 * counts are added.
 *
 * <p>Source: Masson, Rim &amp; Lee 2019, doi:10.14778/3352063.3352135 ({@link LogBuckets}).
 */
public final class LatencyHistogram implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Absorbs the rounding of counts that were spread over several buckets. */
    private static final double RANK_TOLERANCE = 1e-9;

    /** Bucket {@code first + i} holds {@code counts[i]}. */
    private int first;

    private double[] counts = new double[0];
    private long count;
    private long spread;

    /**
     * Adds one latency.
     *
     * @throws IllegalArgumentException when it is negative, NaN or infinite
     */
    public void add(double seconds) {
        addBucket(LogBuckets.bucketOf(seconds), 1);
    }

    /**
     * Adds the count of one log bucket.
     *
     * @param bucket as {@link LogBuckets#bucketOf} gives it; lower ones count as its lowest
     * @param n not negative
     * @throws IllegalArgumentException for a bucket above that of the largest double
     */
    public void addBucket(int bucket, long n) {
        requireCount("n", n);
        if (bucket > LogBuckets.HIGHEST) {
            throw new IllegalArgumentException(
                    "bucket must be at most " + LogBuckets.HIGHEST + ": " + bucket);
        }
        if (n > 0) {
            count = Math.addExact(count, n);
            put(Math.max(bucket, LogBuckets.LOWEST), (double) n);
        }
    }

    private void put(int bucket, double n) {
        if (counts.length == 0) {
            first = bucket;
            counts = new double[16];
        } else if (bucket < first) {
            int more = Math.max(first - bucket, counts.length / 2);
            double[] grown = new double[counts.length + more];
            System.arraycopy(counts, 0, grown, more, counts.length);
            counts = grown;
            first -= more;
        } else if (bucket - first >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(bucket - first + 1, counts.length * 3 / 2));
        }
        counts[bucket - first] += n;
    }

    /**
     * Adds a histogram with bounds of its own: {@code counts[i]} latencies lie in {@code
     * (bounds[i-1], bounds[i]]}, the last count above all bounds.
     *
     * <p>A refused call changes nothing.
     *
     * @param bounds in seconds, finite, 0 or more, strictly rising
     * @param counts one more than bounds
     * @param min the least latency, or NaN; narrows the first bucket
     * @param max the greatest, or NaN; without it, what lies above the last bound is read as that
     *     bound
     * @throws IllegalArgumentException for anything else, for a negative count, and for a min or
     *     max that is negative, infinite or the wrong way round
     * @throws ArithmeticException when there are more than 2⁶³ − 1 latencies
     */
    public void addBounds(double[] bounds, long[] counts, double min, double max) {
        checkBounds(bounds, counts, min, max);
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
        if (n == 0) {
            return;
        }
        count = Math.addExact(count, n);
        int last = LogBuckets.bucketOf(upper);
        double width = upper - lower;
        if (!(width > 0)) {
            put(last, (double) n);
            return;
        }
        spread += n;
        for (int bucket = LogBuckets.bucketOf(lower); bucket <= last; bucket++) {
            double from = Math.max(lower, LogBuckets.lower(bucket));
            double to = bucket == last ? upper : Math.min(upper, LogBuckets.upper(bucket));
            if (to > from) {
                put(bucket, n * (to - from) / width);
            }
        }
    }

    private void checkBounds(double[] bounds, long[] counts, double min, double max) {
        if (counts.length != bounds.length + 1) {
            throw new IllegalArgumentException(
                    "counts must be one more than the "
                            + bounds.length
                            + " bounds: "
                            + counts.length);
        }
        for (int i = 0; i < bounds.length; i++) {
            requireSeconds("bounds[" + i + "]", bounds[i]);
            if (i > 0 && !(bounds[i] > bounds[i - 1])) {
                throw new IllegalArgumentException(
                        "bounds must rise: bounds["
                                + i
                                + "] is "
                                + bounds[i]
                                + " after "
                                + bounds[i - 1]);
            }
        }
        checkEnds(min, max);
        long total = count;
        for (int i = 0; i < counts.length; i++) {
            requireCount("counts[" + i + "]", counts[i]);
            total = Math.addExact(total, counts[i]);
        }
    }

    private static void checkEnds(double min, double max) {
        if (!Double.isNaN(min)) {
            requireSeconds("min", min);
        }
        if (!Double.isNaN(max)) {
            requireSeconds("max", max);
        }
        if (min > max) {
            throw new IllegalArgumentException("min must be at most max, " + max + ": " + min);
        }
    }

    private static void requireSeconds(String name, double seconds) {
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite, 0 or more: " + seconds);
        }
    }

    private static void requireCount(String name, long n) {
        if (n < 0) {
            throw new IllegalArgumentException(name + " must be 0 or more: " + n);
        }
    }

    /** Adds all of the other. */
    public void add(LatencyHistogram other) {
        count = Math.addExact(count, other.count);
        spread += other.spread;
        double[] added = other == this ? counts.clone() : other.counts;
        for (int i = 0; i < added.length; i++) {
            if (added[i] > 0) {
                put(other.first + i, added[i]);
            }
        }
    }

    /** Both as a new one. */
    public LatencyHistogram merge(LatencyHistogram other) {
        LatencyHistogram both = new LatencyHistogram();
        both.add(this);
        both.add(other);
        return both;
    }

    /** How many latencies. */
    public long count() {
        return count;
    }

    /** How many of them lie in this log bucket; not whole where counts were spread. */
    double countIn(int bucket) {
        return bucket < first || bucket - first >= counts.length ? 0 : counts[bucket - first];
    }

    /**
     * The nearest-rank q-quantile in seconds; undefined when nothing was counted.
     *
     * @param q in [0, 1]
     */
    public Figure quantile(double q) {
        checkShare(q);
        if (count == 0) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        double left = Ranks.nearest(q, count) - RANK_TOLERANCE * spread;
        int last = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                last = first + i;
                left -= counts[i];
            }
            if (counts[i] > 0 && left <= 0) {
                break;
            }
        }
        return Figure.of(LogBuckets.middle(last));
    }

    /**
     * Whether there are fewer than 1/(1 − q) latencies, so that the q-quantile is just the largest;
     * true when nothing was counted.
     *
     * @param q in [0, 1]
     */
    public boolean hasTooFewFor(double q) {
        checkShare(q);
        return count == 0 || Ranks.nearest(q, count) == count;
    }

    private static void checkShare(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("q must be in [0, 1]: " + q);
        }
    }

    /**
     * The share of latencies within the limit, in [0, 1], reading the bucket that the limit falls
     * into evenly; undefined when nothing was counted.
     *
     * @throws IllegalArgumentException for NaN
     */
    public Figure shareWithin(double limitSeconds) {
        if (Double.isNaN(limitSeconds)) {
            throw new IllegalArgumentException("limitSeconds must be a number: NaN");
        }
        if (count == 0) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        double within = 0;
        for (int i = 0; i < counts.length; i++) {
            within += counts[i] == 0 ? 0 : counts[i] * shareOf(first + i, limitSeconds);
        }
        return Figure.of(Math.min(1, within / count));
    }

    private static double shareOf(int bucket, double limit) {
        double lower = LogBuckets.lower(bucket);
        double upper = LogBuckets.upper(bucket);
        if (limit >= upper) {
            return 1;
        }
        return Math.max(0, (limit - lower) / (upper - lower));
    }
}
