// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.distribution.RowRange;
import io.halflife.statistics.distribution.RunningMoments;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * How good the probabilities of a binary model are: log loss, Brier score, calibration error. Lower
 * is better.
 *
 * <p>With p the probability given to the positive class, y its truth, 0 or 1, and q = p for
 * positive and 1 − p for negative rows: log loss = mean −ln max(q, 10⁻¹⁵); Brier = mean (p − y)²;
 * expected calibration error as {@link CalibrationBins} says. Law: merging two halves equals the
 * whole, up to rounding (relative error about √n·2⁻⁵³).
 *
 * <p>There are two log losses, because tools clip differently. {@link #logLoss} brings p into
 * [10⁻¹⁵, 1 − 10⁻¹⁵] first, as scikit-learn 1.2 does; in binary, 1 − (1 − 10⁻¹⁵) is 9.99·10⁻¹⁶, so
 * a negative row given p = 1 weighs 34.5396 and a positive row given p = 0 weighs 34.5388. {@link
 * #oneSidedLogLoss} clips q from below only and weighs both 34.5388. They agree wherever no p is
 * within 10⁻¹⁵ of 1.
 *
 * <p>No rows: {@link Status#INSUFFICIENT_DATA}; one row: no standard error and no interval. A
 * probability that is NaN or outside [0, 1] is refused. Intervals of log loss and Brier are normal
 * ones of a mean over rows ({@link MeanInterval}); the calibration error has none, because it is
 * biased and not a mean.
 *
 * <p>Source: Brier 1950, doi:10.1175/1520-0493(1950)078&lt;0001:VOFEIT&gt;2.0.CO;2; Good 1952,
 * doi:10.1111/j.2517-6161.1952.tb00104.x.
 */
public final class ProbabilityScores implements Serializable {

    private static final long serialVersionUID = 2L;

    /** Nothing was scored. */
    public static final ProbabilityScores EMPTY = new Accumulator().scores();

    static final double PROBABILITY_MIN = 1e-15;

    private final Moments logLosses;
    private final Moments oneSidedLogLosses;
    private final Moments squares;
    private final CalibrationBins bins;

    private ProbabilityScores(
            Moments logLosses, Moments oneSidedLogLosses, Moments squares, CalibrationBins bins) {
        this.logLosses = logLosses;
        this.oneSidedLogLosses = oneSidedLogLosses;
        this.squares = squares;
        this.bins = bins;
    }

    /** The scores of the rows in {@code [from, to)}; the arrays are not kept. */
    public static ProbabilityScores of(
            double[] probabilities, boolean[] positives, int from, int to) {
        RowRange.requireSameLength(
                "probabilities", probabilities.length, "positives", positives.length);
        RowRange.require("probabilities", probabilities.length, from, to);
        Accumulator accumulator = new Accumulator();
        for (int i = from; i < to; i++) {
            accumulator.add(probabilities[i], positives[i]);
        }
        return accumulator.scores();
    }

    /** Takes rows one by one and allocates nothing for them. Not safe for several threads. */
    public static final class Accumulator {

        private final RunningMoments logLosses = new RunningMoments();
        private final RunningMoments oneSidedLogLosses = new RunningMoments();
        private final RunningMoments squares = new RunningMoments();
        private final CalibrationBins bins = new CalibrationBins();

        /**
         * Adds a row.
         *
         * @param probability of the positive class, in [0, 1]
         * @throws IllegalArgumentException for anything else
         */
        public void add(double probability, boolean positive) {
            bins.add(probability, positive, 1);
            double clipped = Math.min(Math.max(probability, PROBABILITY_MIN), 1 - PROBABILITY_MIN);
            logLosses.add(-Math.log(positive ? clipped : 1 - clipped));
            double ofTruth = positive ? probability : 1 - probability;
            oneSidedLogLosses.add(-Math.log(Math.max(ofTruth, PROBABILITY_MIN)));
            double distance = positive ? 1 - probability : probability;
            squares.add(distance * distance);
        }

        /** The scores of the rows so far. */
        public ProbabilityScores scores() {
            return new ProbabilityScores(
                    logLosses.moments(),
                    oneSidedLogLosses.moments(),
                    squares.moments(),
                    bins.copy());
        }
    }

    /** Both sets of rows as one. */
    public ProbabilityScores merge(ProbabilityScores other) {
        return new ProbabilityScores(
                logLosses.merge(other.logLosses),
                oneSidedLogLosses.merge(other.oneSidedLogLosses),
                squares.merge(other.squares),
                bins.merge(other.bins));
    }

    /** How many rows. */
    public long n() {
        return squares.n();
    }

    /** Mean of −ln max(q, 10⁻¹⁵), q the probability given to the true class, as it is. */
    public Figure oneSidedLogLoss() {
        return oneSidedLogLosses.mean();
    }

    /** Standard error of the one-sided log loss. */
    public Figure oneSidedLogLossStandardError() {
        return oneSidedLogLosses.standardError();
    }

    /** Normal interval of the one-sided log loss, not below 0. */
    public Interval oneSidedLogLossInterval(double confidence) {
        return MeanInterval.within(
                0,
                Double.POSITIVE_INFINITY,
                oneSidedLogLoss(),
                oneSidedLogLossStandardError(),
                confidence);
    }

    /** Mean of −ln of the probability given to the truth, clipped on both sides. */
    public Figure logLoss() {
        return logLosses.mean();
    }

    /** Standard error of the log loss. */
    public Figure logLossStandardError() {
        return logLosses.standardError();
    }

    /** Normal interval of the log loss, not below 0. */
    public Interval logLossInterval(double confidence) {
        return MeanInterval.within(
                0, Double.POSITIVE_INFINITY, logLoss(), logLossStandardError(), confidence);
    }

    /** Mean squared distance of the probability from the truth. */
    public Figure brier() {
        return squares.mean();
    }

    /** Standard error of the Brier score. */
    public Figure brierStandardError() {
        return squares.standardError();
    }

    /** Normal interval of the Brier score, within [0, 1]. */
    public Interval brierInterval(double confidence) {
        return MeanInterval.within(0, 1, brier(), brierStandardError(), confidence);
    }

    /** Expected calibration error over ten bins; to be read beside {@link #n}. */
    public Figure calibrationError() {
        return bins.error();
    }
}
