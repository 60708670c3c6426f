// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.distribution.RowRange;
import io.halflife.statistics.distribution.RunningMoments;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * How sure a model was: a histogram of the largest class probability of each row, its mean and its
 * entropy. Needs no labels.
 *
 * <p>With c the largest probability of a row, in [0, 1]: bin = min(19, ⌊20c⌋), 20 bins of equal
 * width, each with its lower bound; mean = Σc/n; entropy = −Σ (n_b/n)·ln(n_b/n) over the bins b
 * that hold rows, in nats, from 0 (all in one bin) to ln 20 (all bins alike). Neither is a test: a
 * change of them against the reference is.
 *
 * <p>Law: merging is associative and commutative and equals the whole, counts and entropy exactly,
 * the mean up to rounding (about √n·2⁻⁵³). The entropy errs by about 20·2⁻⁵³. No rows: mean and
 * entropy are {@link Status#INSUFFICIENT_DATA}. One row or rows all alike: entropy 0, a value. A
 * probability that is NaN, infinite or outside [0, 1] is refused. Immutable, safe for use by
 * several threads.
 *
 * <p>Source: Shannon 1948, doi:10.1002/j.1538-7305.1948.tb01338.x.
 */
public final class ConfidenceDistribution implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How many bins of equal width. */
    public static final int BINS = 20;

    /** Nothing was predicted. */
    public static final ConfidenceDistribution EMPTY = new Accumulator().distribution();

    private final long[] counts;
    private final Moments moments;

    private ConfidenceDistribution(long[] counts, Moments moments) {
        this.counts = counts;
        this.moments = moments;
    }

    /** Takes rows one by one and allocates nothing for them. Not safe for several threads. */
    public static final class Accumulator {

        private final long[] counts = new long[BINS];
        private final RunningMoments moments = new RunningMoments();

        /**
         * Adds a row.
         *
         * @param largest of its class probabilities
         * @throws IllegalArgumentException when it is not in [0, 1]
         */
        public void add(double largest) {
            CalibrationBins.requireProbability(largest);
            counts[Math.min(BINS - 1, (int) (BINS * largest))]++;
            moments.add(largest);
        }

        /**
         * Adds a row with the probabilities of all its classes; the array is read and not kept.
         *
         * @throws IllegalArgumentException when one is not in [0, 1] or there is none
         */
        public void add(double[] probabilities) {
            double largest = -1;
            for (double probability : probabilities) {
                CalibrationBins.requireProbability(probability);
                largest = Math.max(largest, probability);
            }
            if (largest < 0) {
                throw new IllegalArgumentException("probabilities must be of 1 class or more: 0");
            }
            add(largest);
        }

        /** The distribution of the rows so far. */
        public ConfidenceDistribution distribution() {
            return new ConfidenceDistribution(counts.clone(), moments.moments());
        }
    }

    /**
     * Both sets of rows as one.
     *
     * @throws ArithmeticException when there are more than 2⁶³ − 1 rows
     */
    public ConfidenceDistribution merge(ConfidenceDistribution other) {
        Moments both = moments.merge(other.moments);
        long[] sums = counts.clone();
        for (int bin = 0; bin < BINS; bin++) {
            sums[bin] += other.counts[bin];
        }
        return new ConfidenceDistribution(sums, both);
    }

    /** How many rows. */
    public long n() {
        return moments.n();
    }

    /**
     * How many rows lie in [bin/20, (bin + 1)/20), the last bin with its upper bound.
     *
     * @param bin in [0, 20)
     */
    public long count(int bin) {
        RowRange.requireIndex("bin", bin, BINS);
        return counts[bin];
    }

    /** Mean of the largest class probability, in [0, 1]. */
    public Figure mean() {
        return moments.mean();
    }

    /** Entropy of the histogram in nats, in [0, ln 20]. */
    public Figure entropy() {
        if (n() == 0) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        double sum = 0;
        for (long count : counts) {
            double share = (double) count / n();
            sum -= count == 0 ? 0 : share * Math.log(share);
        }
        return Figure.of(sum + 0.0);
    }
}
