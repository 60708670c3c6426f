// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.estimation;

import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.estimation.HeldOutScores;
import io.halflife.statistics.estimation.IsotonicRegression;
import io.halflife.statistics.estimation.ScoreCalibration;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What turns the scores of a version into probabilities of being right about them: learnt once from
 * the labelled rows of a reference, and kept with it.
 *
 * <p>Binary: the probability that a row is of the positive class. Multi-class: that the predicted
 * class, of the highest probability, is the true one. Immutable, small.
 */
public final class Estimator implements Serializable {

    private static final long serialVersionUID = 1;

    /** A reference with fewer labelled and scored rows estimates nothing. */
    public static final long ROWS_MIN = 100;

    private final Basis basis;
    private final IsotonicRegression fitOrNull;

    /**
     * What it was learnt from.
     *
     * @param rows labelled rows with a score
     * @param calibrationError of the scores as they are; NaN when they are no probabilities
     * @param rawScore Brier score of the scores as they are, smaller is better; NaN as above
     * @param fittedScore that of fits at rows they had not seen; NaN when no fit was tried
     */
    public record Basis(long rows, double calibrationError, double rawScore, double fittedScore)
            implements Serializable {}

    private Estimator(Basis basis, IsotonicRegression fitOrNull) {
        this.basis = Objects.requireNonNull(basis, "basis");
        this.fitOrNull = fitOrNull;
    }

    /**
     * Learns.
     *
     * @param scores of the reference's labelled rows: of those that were positive (multi-class:
     *     predicted rightly) and of all others
     * @return empty for fewer than {@link #ROWS_MIN} rows, or too few of one kind to try a fit
     */
    public static Optional<Estimator> of(ScoreTable scores) {
        if (scores.size() < ROWS_MIN || !isFinite(scores)) {
            return Optional.empty();
        }
        ScoreCalibration calibration = ScoreCalibration.of(scores);
        HeldOutScores heldOut = calibration.heldOut();
        Basis basis =
                new Basis(
                        scores.size(),
                        calibration.referenceError().orElse(Double.NaN),
                        heldOut.raw().orElse(Double.NaN),
                        heldOut.fitted().orElse(Double.NaN));
        return heldOut.fitted().isDefined()
                ? Optional.of(new Estimator(basis, calibration.fit().orElse(null)))
                : Optional.empty();
    }

    private static boolean isFinite(ScoreTable scores) {
        return scores.positive().finiteEnd() - scores.positive().firstFinite()
                        == scores.positive().distinct()
                && scores.negative().finiteEnd() - scores.negative().firstFinite()
                        == scores.negative().distinct();
    }

    /**
     * As it was kept.
     *
     * @param scores of {@link #scores}, ascending; empty when scores are taken as they are
     * @param probabilities of {@link #probabilities}, one for each of the scores
     */
    public static Estimator restore(Basis basis, double[] scores, double[] probabilities) {
        if (scores.length == 0) {
            return new Estimator(basis, null);
        }
        double[] alike = new double[scores.length];
        Arrays.fill(alike, 1);
        return new Estimator(basis, IsotonicRegression.of(scores, probabilities, alike));
    }

    public Basis basis() {
        return basis;
    }

    /** Whether scores are mapped, rather than taken as they are. */
    public boolean isFitted() {
        return fitOrNull != null;
    }

    /** Where the mapping bends, ascending; empty without one. Between them it is linear. */
    public double[] scores() {
        return fitOrNull == null ? new double[0] : fitOrNull.x();
    }

    /** The probabilities there. */
    public double[] probabilities() {
        return fitOrNull == null ? new double[0] : fitOrNull.fitted();
    }

    /** The probability of a score; NaN for none, and for what is no probability without a fit. */
    double probability(double score) {
        if (Double.isNaN(score)) {
            return Double.NaN;
        }
        if (fitOrNull != null) {
            return fitOrNull.at(score);
        }
        return score >= 0 && score <= 1 ? score : Double.NaN;
    }
}
