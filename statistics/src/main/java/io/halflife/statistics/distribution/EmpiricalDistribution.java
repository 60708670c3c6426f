// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A sample of numbers as its sorted distinct values with counts: its empirical distribution
 * function F(x) = (values at or below x)/n, exact or compacted.
 *
 * <p>Laws: merging is associative and commutative, {@link #EMPTY} changes nothing, and merging two
 * halves equals the whole. {@link #compact} keeps size, smallest and largest value and the moments,
 * and whatever tree of merges and compactions led here, F at any point differs from that of the
 * sample by at most {@link #rankErrorMax}. So a quantile lies between those of the sample at q ±
 * rankErrorMax.
 *
 * <p>Infinities are ordinary values here; −0.0 becomes 0.0; NaN is refused, because missing values
 * are counted elsewhere. Empty: no smallest, largest or other quantile ({@link
 * Status#INSUFFICIENT_DATA}). One value is every quantile. Without repeats a value costs 8 bytes,
 * with them 16, sorting O(n) and a merge O(distinct values). Immutable, safe for use by several
 * threads.
 *
 * <p>Source: for quantiles Hyndman &amp; Fan 1996, doi:10.1080/00031305.1996.10473566; merging
 * compacted runs adds rank errors as in Greenwald &amp; Khanna 2004, doi:10.1145/1055558.1055597.
 */
public final class EmpiricalDistribution implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Nothing was seen. */
    public static final EmpiricalDistribution EMPTY =
            new EmpiricalDistribution(new double[0], new long[0], 0, Moments.EMPTY);

    private final double[] values;

    /** How many values are at or below each; null where none repeats, which halves the memory. */
    private final long[] cumulative;

    /** How many rows may lie on the wrong side of a point; whole, so that sums are exact. */
    private final double rankErrorRows;

    /** Null until asked for. Two threads at once would compute the same. */
    private Moments moments;

    EmpiricalDistribution(
            double[] values, long[] cumulative, double rankErrorRows, Moments moments) {
        this.values = values;
        this.cumulative = repeats(cumulative) ? cumulative : null;
        this.rankErrorRows = rankErrorRows;
        this.moments = moments;
    }

    private static boolean repeats(long[] cumulative) {
        return cumulative != null
                && cumulative.length > 0
                && cumulative[cumulative.length - 1] > cumulative.length;
    }

    /** The distribution of all values; they are copied. */
    public static EmpiricalDistribution of(double... values) {
        return of(values, 0, values.length);
    }

    /** The distribution of the values in {@code [from, to)}; the array is not kept. */
    public static EmpiricalDistribution of(double[] values, int from, int to) {
        RowRange.require("values", values.length, from, to);
        if (from == to) {
            return EMPTY;
        }
        long[] keys = RadixSort.sortedKeys(values, from, to);
        double[] distinct = new double[keys.length];
        int runs = 0;
        for (int i = 0; i < keys.length; i++) {
            if (i + 1 == keys.length || keys[i + 1] != keys[i]) {
                distinct[runs] = RadixSort.value(keys[i]);
                // No key is read again: their array holds the cumulative counts from here on.
                keys[runs++] = i + 1L;
            }
        }
        return new EmpiricalDistribution(cut(distinct, runs), cut(keys, runs), 0, null);
    }

    /**
     * All parts as one. With sorted parts of many values this takes a fraction of the memory of
     * sorting them together.
     *
     * @param parts exact, and ascending: every value of one below every value of the next
     * @throws IllegalArgumentException when they are not
     */
    public static EmpiricalDistribution ofAscending(List<EmpiricalDistribution> parts) {
        return AscendingParts.together(parts);
    }

    /**
     * The distribution with these strictly ascending values and positive counts, as {@link #value}
     * and {@link #count} gave them; the arrays are copied. Its moments are those of the runs.
     *
     * @param rankErrorMax what {@link #rankErrorMax} gave
     */
    public static EmpiricalDistribution ofRuns(
            double[] values, long[] counts, double rankErrorMax) {
        return StoredRuns.restored(values, counts, rankErrorMax, null);
    }

    /**
     * As {@link #ofRuns(double[], long[], double)}, with the moments known before compaction.
     *
     * @param moments of as many values as the finite ones of these
     */
    public static EmpiricalDistribution ofRuns(
            double[] values, long[] counts, double rankErrorMax, Moments moments) {
        return StoredRuns.restored(
                values, counts, rankErrorMax, Objects.requireNonNull(moments, "moments"));
    }

    private static double[] cut(double[] array, int length) {
        return length == array.length ? array : Arrays.copyOf(array, length);
    }

    private static long[] cut(long[] array, int length) {
        return length == array.length ? array : Arrays.copyOf(array, length);
    }

    /** Infinities are first and last, and no compaction touches these. */
    long finiteCount() {
        int first = firstFinite();
        int end = finiteEnd();
        return first >= end ? 0 : upTo(end - 1) - (first == 0 ? 0 : upTo(first - 1));
    }

    /** How many values are at or below the i-th smallest distinct value. */
    long upTo(int i) {
        return cumulative == null ? i + 1L : cumulative[i];
    }

    /** How many values, repeats counted. */
    public long size() {
        return values.length == 0 ? 0 : upTo(values.length - 1);
    }

    public boolean isEmpty() {
        return values.length == 0;
    }

    /** How many different values. */
    public int distinct() {
        return values.length;
    }

    /** The i-th smallest distinct value. */
    public double value(int i) {
        RowRange.requireIndex("i", i, values.length);
        return values[i];
    }

    /** How often the i-th smallest distinct value was seen. */
    public long count(int i) {
        RowRange.requireIndex("i", i, values.length);
        if (cumulative == null) {
            return 1;
        }
        return i == 0 ? cumulative[0] : cumulative[i] - cumulative[i - 1];
    }

    /** How many values are at or below the i-th smallest distinct value. */
    public long cumulativeCount(int i) {
        RowRange.requireIndex("i", i, values.length);
        return upTo(i);
    }

    /** How many values are at or below x. */
    public long countAtMost(double x) {
        int at = Arrays.binarySearch(values, x + 0.0);
        int below = at >= 0 ? at + 1 : -at - 1;
        return below == 0 ? 0 : upTo(below - 1);
    }

    /** How many values are below x. */
    public long countBelow(double x) {
        int at = Arrays.binarySearch(values, x + 0.0);
        int below = at >= 0 ? at : -at - 1;
        return below == 0 ? 0 : upTo(below - 1);
    }

    /** How many of the smallest distinct values weigh at most this many rows together. */
    int runsWithin(long rows) {
        if (cumulative == null) {
            return (int) Math.max(0, Math.min(rows, values.length));
        }
        int at = Arrays.binarySearch(cumulative, rows);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /** The value at this rank, 0 the smallest; repeats counted. */
    public double atRank(long rank) {
        RowRange.requireIndex("rank", rank, size());
        if (cumulative == null) {
            return values[(int) rank];
        }
        int at = Arrays.binarySearch(cumulative, rank + 1);
        return values[at >= 0 ? at : -at - 1];
    }

    /** The smallest value; undefined when empty. */
    public Figure min() {
        return isEmpty() ? Figure.undefined(Status.INSUFFICIENT_DATA) : Figure.of(values[0]);
    }

    /** The largest value; undefined when empty. */
    public Figure max() {
        return isEmpty()
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Figure.of(values[values.length - 1]);
    }

    /** Index of the first finite distinct value; {@link #distinct} when none is. */
    public int firstFinite() {
        int first = 0;
        while (first < values.length && values[first] == Double.NEGATIVE_INFINITY) {
            first++;
        }
        return first < values.length && values[first] == Double.POSITIVE_INFINITY
                ? values.length
                : first;
    }

    /** One past the index of the last finite distinct value. */
    public int finiteEnd() {
        boolean infinite = !isEmpty() && values[values.length - 1] == Double.POSITIVE_INFINITY;
        return infinite ? values.length - 1 : values.length;
    }

    /** How far F may be at any point from that of the sample; 0 when nothing was compacted. */
    public double rankErrorMax() {
        return isEmpty() ? 0 : Math.min(1, rankErrorRows / (double) size());
    }

    /** The values themselves; not to be changed. */
    double[] values() {
        return values;
    }

    boolean repeats() {
        return cumulative != null;
    }

    double rankErrorRows() {
        return rankErrorRows;
    }

    /**
     * Moments of the finite values; of the original sample, also after compaction. As many of the
     * {@link #size} values as they do not count are infinite.
     */
    public Moments moments() {
        Moments known = moments;
        if (known == null) {
            known = Moments.ofRuns(values, cumulative, 0, values.length);
            moments = known;
        }
        return known;
    }

    /**
     * Both samples as one. Rank errors average by size, moments merge.
     *
     * @throws ArithmeticException when there are more than 2⁶³ − 1 values
     */
    public EmpiricalDistribution merge(EmpiricalDistribution other) {
        if (isEmpty()) {
            return other;
        }
        if (other.isEmpty()) {
            return this;
        }
        boolean exact = rankErrorRows == 0 && other.rankErrorRows == 0;
        return new RunMerge(values, cumulative, other.values, other.cumulative)
                .result(
                        rankErrorRows + other.rankErrorRows,
                        exact ? null : moments().merge(other.moments()));
    }

    /**
     * At most this many distinct values (at least 3), each standing for its neighbours.
     *
     * <p>Neighbouring values are grouped so that no group of several weighs more than about
     * 2·size/points; a group is represented by its median, so the rank error grows by at most about
     * 1/points, by half of that when values do not repeat. Frequent values stay alone and exact.
     */
    public EmpiricalDistribution compact(int points) {
        if (points < 3) {
            throw new IllegalArgumentException("points must be 3 or more: " + points);
        }
        return distinct() <= points ? this : new Compaction(this, points).result();
    }

    /**
     * The q-quantile by linear interpolation between order statistics, numpy's default (type 7 of
     * Hyndman &amp; Fan 1996, doi:10.1080/00031305.1996.10473566): with h = q·(n − 1), x_⌊h⌋ + (h −
     * ⌊h⌋)·(x_⌊h⌋₊₁ − x_⌊h⌋). Undefined when empty. Beside an infinity the nearer neighbour is
     * taken.
     *
     * @param q in [0, 1]
     */
    public Figure quantile(double q) {
        checkShare(q);
        if (isEmpty()) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        double position = q * (size() - 1);
        long rank = Math.min((long) position, size() - 1);
        double low = atRank(rank);
        double high = atRank(Math.min(rank + 1, size() - 1));
        return Figure.of(interpolate(low, high, position - rank));
    }

    private static double interpolate(double low, double high, double weight) {
        if (low == high) {
            return low;
        }
        if (Double.isInfinite(low) || Double.isInfinite(high)) {
            return weight < 0.5 ? low : high;
        }
        double gap = high - low;
        if (Double.isInfinite(gap)) {
            return low * (1 - weight) + high * weight;
        }
        return weight < 0.5 ? low + gap * weight : high - gap * (1 - weight);
    }

    /**
     * The q-quantile by nearest rank: the smallest value with at least a share q of the values at
     * or below it, x_⌈q·n⌉; the smallest value for q = 0. Undefined when empty.
     *
     * <p>q is read as the decimal that it prints as: 0.07·100 is rank 7, not 8.
     *
     * @param q in [0, 1]
     */
    public Figure nearestRank(double q) {
        checkShare(q);
        return isEmpty()
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Figure.of(atRank(Ranks.nearest(q, size()) - 1));
    }

    /**
     * Whether there are fewer than 1/(1 − q) values, so that the q-quantile by nearest rank is just
     * the largest; true when empty.
     *
     * @param q in [0, 1]
     */
    public boolean hasTooFewFor(double q) {
        checkShare(q);
        return isEmpty() || Ranks.nearest(q, size()) == size();
    }

    private static void checkShare(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("q must be in [0, 1]: " + q);
        }
    }

    private Object writeReplace() {
        return new SerializedRuns(values, cumulative, rankErrorRows, moments);
    }

    private void readObject(ObjectInputStream stream) throws InvalidObjectException {
        throw new InvalidObjectException("it travels as SerializedRuns");
    }

    /** Same values, counts and rank error; moments may differ in their last digits. */
    @Override
    public boolean equals(Object other) {
        return other instanceof EmpiricalDistribution that
                && Arrays.equals(values, that.values)
                && Arrays.equals(cumulative, that.cumulative)
                && rankErrorMax() == that.rankErrorMax();
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Arrays.hashCode(cumulative);
    }

    @Override
    public String toString() {
        return size() + " values, " + distinct() + " distinct, in [" + min() + ", " + max() + "]";
    }
}
