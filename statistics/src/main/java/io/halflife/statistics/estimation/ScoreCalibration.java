// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.estimation;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.performance.CalibrationBins;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

/**
 * What turns a model's scores into calibrated probabilities: an isotonic fit on the labelled
 * reference, or nothing where that would not help.
 *
 * <p>The rule: scores are mapped by {@link IsotonicRegression} when that makes them better
 * probabilities of rows it has not seen ({@link HeldOutScores}), else they are left as they are: of
 * few rows a fit follows noise, and scores that are calibrated gain nothing. Scores outside [0, 1]
 * are no probabilities and always need the fit; their error is {@link Status#DEGENERATE}.
 *
 * <p>A level of the calibration error would decide worse: with 50,000 rows and an error of 0.016 an
 * accuracy of 0.927 was estimated where 0.944 was realised, and 0.942 with the fit.
 *
 * <p>Calibrated on the reference, scores are calibrated on a window only while the relation between
 * features and truth stays the same. Immutable.
 *
 * <p>Source: Zadrozny &amp; Elkan 2002, doi:10.1145/775047.775151 (isotonic calibration).
 */
public final class ScoreCalibration implements Serializable {

    private static final long serialVersionUID = 2L;

    private final Figure referenceError;
    private final HeldOutScores heldOut;
    private final IsotonicRegression fit;

    private ScoreCalibration(Figure referenceError, HeldOutScores heldOut, IsotonicRegression fit) {
        this.referenceError = Objects.requireNonNull(referenceError, "referenceError");
        this.heldOut = Objects.requireNonNull(heldOut, "heldOut");
        this.fit = fit;
    }

    /**
     * The calibration that the labelled reference calls for.
     *
     * @throws IllegalArgumentException for a reference without rows, or whose scores are infinite
     */
    public static ScoreCalibration of(ScoreTable reference) {
        if (reference.size() == 0) {
            throw new IllegalArgumentException("reference must hold at least one row: none");
        }
        Figure error = error(reference);
        HeldOutScores heldOut = HeldOutScores.of(reference);
        boolean fitted = !error.isDefined() || heldOut.needsFit();
        return new ScoreCalibration(
                error, heldOut, fitted ? IsotonicRegression.ofLabels(reference).knots() : null);
    }

    private static Figure error(ScoreTable reference) {
        CalibrationBins bins = new CalibrationBins();
        return add(bins, reference.positive(), true) && add(bins, reference.negative(), false)
                ? bins.error()
                : Figure.undefined(Status.DEGENERATE);
    }

    /** Whether all scores are probabilities. */
    private static boolean add(
            CalibrationBins bins, EmpiricalDistribution scores, boolean positive) {
        if (!HeldOutScores.areProbabilities(scores)) {
            return false;
        }
        for (int i = 0; i < scores.distinct(); i++) {
            bins.add(scores.value(i), positive, scores.count(i));
        }
        return true;
    }

    /** The expected calibration error of the reference; undefined when scores leave [0, 1]. */
    public Figure referenceError() {
        return referenceError;
    }

    /** What the decision rests on. */
    public HeldOutScores heldOut() {
        return heldOut;
    }

    /** The fit; empty when the scores are left as they are. */
    public Optional<IsotonicRegression> fit() {
        return Optional.ofNullable(fit);
    }

    /**
     * The calibrated probability of a score.
     *
     * @throws IllegalArgumentException for NaN, and for a score outside [0, 1] when no fit was
     *     needed
     */
    public double probability(double score) {
        if (fit != null) {
            return fit.at(score);
        }
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException(
                    "score must be in [0, 1], as those of the reference were: " + score);
        }
        return score;
    }
}
