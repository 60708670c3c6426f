// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.distribution.RunningMoments;
import java.io.Serializable;

/**
 * How good the probabilities of a binary model are: log loss, Brier score, calibration error.
 *
 * <p>With p the probability given to the positive class and y its truth, 0 or 1: log loss = mean of
 * −ln of what p gives to the truth, p first brought into [10⁻¹⁵, 1 − 10⁻¹⁵] as other tools do, so
 * that figures can be compared; Brier = mean (p − y)²; expected calibration error = Σ(rows of
 * bin/n)·|mean p − mean y| over ten equal bins of [0, 1], biased upward when rows are few. All NaN
 * without rows. Law: merging two halves equals the whole.
 *
 * <p>In binary, 1 − (1 − 10⁻¹⁵) is 9.99·10⁻¹⁶: a negative row that was given p = 1 weighs 34.5396
 * in the log loss, a positive row that was given p = 0 weighs 34.5388. {@link #oneSidedLogLoss}
 * weighs both 34.5388.
 *
 * <p>Source: Brier 1950, doi:10.1175/1520-0493(1950)078&lt;0001:VOFEIT&gt;2.0.CO;2.
 */
public final class ProbabilityScores implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Nothing was scored. */
    public static final ProbabilityScores EMPTY = new Accumulator().scores();

    private static final int BINS = 10;
    private static final double PROBABILITY_MIN = 1e-15;

    private final Moments logLosses;
    private final Moments oneSidedLogLosses;
    private final Moments squares;
    private final double[] binGaps;

    private ProbabilityScores(
            Moments logLosses, Moments oneSidedLogLosses, Moments squares, double[] binGaps) {
        this.logLosses = logLosses;
        this.oneSidedLogLosses = oneSidedLogLosses;
        this.squares = squares;
        this.binGaps = binGaps;
    }

    /** The scores of the rows in {@code [from, to)}; the arrays are not kept. */
    public static ProbabilityScores of(
            double[] probabilities, boolean[] positives, int from, int to) {
        Accumulator accumulator = new Accumulator();
        for (int i = from; i < to; i++) {
            accumulator.add(probabilities[i], positives[i]);
        }
        return accumulator.scores();
    }

    /** Takes rows one by one. Not safe for use by several threads. */
    public static final class Accumulator {

        private final RunningMoments logLosses = new RunningMoments();
        private final RunningMoments oneSidedLogLosses = new RunningMoments();
        private final RunningMoments squares = new RunningMoments();
        private final double[] binGaps = new double[BINS];

        /**
         * Adds a row.
         *
         * @param probability of the positive class, in [0, 1]
         */
        public void add(double probability, boolean positive) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("not a probability: " + probability);
            }
            double truth = positive ? 1 : 0;
            double clipped = Math.min(Math.max(probability, PROBABILITY_MIN), 1 - PROBABILITY_MIN);
            logLosses.add(-Math.log(positive ? clipped : 1 - clipped));
            double ofTruth = positive ? probability : 1 - probability;
            oneSidedLogLosses.add(-Math.log(Math.max(ofTruth, PROBABILITY_MIN)));
            squares.add((probability - truth) * (probability - truth));
            binGaps[Math.min(BINS - 1, (int) (BINS * probability))] += probability - truth;
        }

        /** The scores of the rows so far. */
        public ProbabilityScores scores() {
            return new ProbabilityScores(
                    logLosses.moments(),
                    oneSidedLogLosses.moments(),
                    squares.moments(),
                    binGaps.clone());
        }
    }

    /** Both sets of rows as one. */
    public ProbabilityScores merge(ProbabilityScores other) {
        double[] gaps = binGaps.clone();
        for (int i = 0; i < BINS; i++) {
            gaps[i] += other.binGaps[i];
        }
        return new ProbabilityScores(
                logLosses.merge(other.logLosses),
                oneSidedLogLosses.merge(other.oneSidedLogLosses),
                squares.merge(other.squares),
                gaps);
    }

    /** How many rows. */
    public long n() {
        return squares.n();
    }

    /** Mean of −ln max(q, 10⁻¹⁵), q the probability given to the true class, as it is. */
    public double oneSidedLogLoss() {
        return oneSidedLogLosses.mean();
    }

    /** Mean of −ln of the clipped probability given to the truth. */
    public double logLoss() {
        return logLosses.mean();
    }

    /** Standard error of the log loss. */
    public double logLossStandardError() {
        return logLosses.standardError();
    }

    /** Mean squared distance of the probability from the truth. */
    public double brier() {
        return squares.mean();
    }

    /** Standard error of the Brier score. */
    public double brierStandardError() {
        return squares.standardError();
    }

    /** Expected calibration error over ten bins. */
    public double calibrationError() {
        double sum = 0;
        for (double gap : binGaps) {
            sum += Math.abs(gap);
        }
        return n() == 0 ? Double.NaN : sum / n();
    }
}
