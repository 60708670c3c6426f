// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.reference;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.distribution.RankBounds;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What quantiles and the counts of bins say about the values of a column, collected point by point;
 * together they are a distribution with its rank error. One thread.
 *
 * <p>Law: whatever values fit what was declared, their distribution function differs from the
 * result's by at most its rank error. That holds for every usual definition of a quantile (Hyndman
 * &amp; Fan 1996, types 1 to 9, which agree within one row) and for bins that are closed below or
 * above. Quantiles must not be rounded.
 */
public final class DeclaredNumbers {

    /** Beyond it a long product of a count and a share could lose rows. */
    public static final long COUNT_MAX = 1_000_000_000_000_000L;

    private final long n;
    private final TreeMap<Double, Bounds> points = new TreeMap<>();

    /** At least so many values at or below the point, at most so many below it. */
    private record Bounds(long atMost, long below) {
        Bounds and(Bounds other) {
            return new Bounds(Math.max(atMost, other.atMost), Math.min(below, other.below));
        }
    }

    /**
     * Starts.
     *
     * @param n how many values, 1 to {@link #COUNT_MAX}
     */
    public DeclaredNumbers(long n) {
        if (n < 1 || n > COUNT_MAX) {
            throw new IllegalArgumentException("n must be in 1.." + COUNT_MAX + ", not " + n);
        }
        this.n = n;
    }

    /** The p-quantile; of 0 the smallest value, of 1 the largest. */
    public void quantile(double p, double value) {
        if (p <= 0) {
            put(value, new Bounds(1, 0));
        } else if (p >= 1) {
            put(value, new Bounds(n, n - 1));
        } else {
            long low = (long) Math.floor(p * n) - 1;
            long high = (long) Math.ceil(p * n) + 1;
            put(value, new Bounds(Math.max(1, low), Math.min(n, high)));
        }
    }

    /** An edge of a bin: so many values are in the bins below it. */
    public void edge(double value, long inBinsBelow) {
        put(value, new Bounds(inBinsBelow, inBinsBelow));
    }

    private void put(double value, Bounds bounds) {
        points.merge(value + 0.0, bounds, Bounds::and);
    }

    /**
     * The distribution; empty when what was declared contradicts itself. The first and the last
     * point are the ends of the values.
     *
     * @param moments of the n values; null when they are not known
     */
    public Optional<EmpiricalDistribution> distribution(Moments moments) {
        double[] values = new double[points.size()];
        long[] atMost = new long[values.length];
        long[] below = new long[values.length];
        int i = 0;
        for (Map.Entry<Double, Bounds> point : points.entrySet()) {
            values[i] = point.getKey();
            atMost[i] = point.getValue().atMost();
            below[i++] = point.getValue().below();
        }
        return RankBounds.distribution(n, values, atMost, below, moments);
    }
}
