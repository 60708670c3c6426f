// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.distribution.RowRange;
import io.halflife.statistics.distribution.RunningMoments;
import io.halflife.statistics.figure.Figure;
import java.io.Serializable;

/**
 * How far the probabilities that rows give to each of several classes are from the truth.
 *
 * <p>With p_k the probability given to class k and t the true class of a row: log loss = mean −ln
 * max(p_t, 10⁻¹⁵); Brier = mean Σ_k (p_k − [k = t])², in [0, 2], for two classes twice that of
 * {@link ProbabilityScores}; lower is better. Law: merging two halves equals the whole up to
 * rounding. No rows: both undefined, INSUFFICIENT_DATA. A probability that is NaN or outside [0, 1]
 * is refused, a sum other than 1 is not. Memory does not depend on the number of rows. Immutable.
 *
 * <p>Source: Brier 1950, doi:10.1175/1520-0493(1950)078&lt;0001:VOFEIT&gt;2.0.CO;2.
 */
public final class MulticlassLosses implements Serializable {

    public static final MulticlassLosses EMPTY = new Accumulator().losses();

    private static final long serialVersionUID = 1L;

    private final Moments logLosses;
    private final Moments squares;

    private MulticlassLosses(Moments logLosses, Moments squares) {
        this.logLosses = logLosses;
        this.squares = squares;
    }

    /** Takes rows one by one. Not safe for several threads. */
    public static final class Accumulator {

        private final RunningMoments logLosses = new RunningMoments();
        private final RunningMoments squares = new RunningMoments();

        /**
         * Adds a row.
         *
         * @param actual index of the true class
         * @param probabilities of each class; read and not kept
         * @throws IllegalArgumentException when one is not in [0, 1], or none is of the true class
         */
        public void add(int actual, double[] probabilities) {
            RowRange.requireIndex("actual", actual, probabilities.length);
            double square = 0;
            for (int k = 0; k < probabilities.length; k++) {
                CalibrationBins.requireProbability(probabilities[k]);
                double distance = k == actual ? 1 - probabilities[k] : probabilities[k];
                square += distance * distance;
            }
            squares.add(square);
            logLosses.add(
                    -Math.log(Math.max(probabilities[actual], ProbabilityScores.PROBABILITY_MIN)));
        }

        /** The losses of the rows so far. */
        public MulticlassLosses losses() {
            return new MulticlassLosses(logLosses.moments(), squares.moments());
        }
    }

    /** Both sets of rows as one. */
    public MulticlassLosses merge(MulticlassLosses other) {
        return new MulticlassLosses(logLosses.merge(other.logLosses), squares.merge(other.squares));
    }

    /** How many rows. */
    public long n() {
        return squares.n();
    }

    /** Mean of −ln max(p, 10⁻¹⁵), p the probability given to the true class. */
    public Figure logLoss() {
        return logLosses.mean();
    }

    /** Of a mean over rows. */
    public Figure logLossStandardError() {
        return logLosses.standardError();
    }

    /** Mean squared distance of the probabilities from the truth, summed over the classes. */
    public Figure brier() {
        return squares.mean();
    }

    /** Of a mean over rows. */
    public Figure brierStandardError() {
        return squares.standardError();
    }
}
