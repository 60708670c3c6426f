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
 * What turns a model's scores into calibrated probabilities: nothing when they already are, else an
 * isotonic fit on the labelled reference.
 *
 * <p>The rule: scores are left as they are when the expected calibration error of the reference
 * ({@link CalibrationBins}) is at most {@link #ERROR_MAX}, else they are mapped by {@link
 * IsotonicRegression}. Scores outside [0, 1] are no probabilities and always need the fit; their
 * error is {@link Status#DEGENERATE}. The error is biased upward for few rows, so a small reference
 * is fitted more often than needed; an isotonic fit on fewer than about 1,000 rows follows noise.
 *
 * <p>Calibrated on the reference, scores are calibrated on a window only while the relation between
 * features and truth stays the same. Immutable.
 *
 * <p>Source: Zadrozny &amp; Elkan 2002, doi:10.1145/775047.775151 (isotonic calibration); the level
 * is ours.
 */
public final class ScoreCalibration implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A larger calibration error on the reference calls for a fit. */
    public static final double ERROR_MAX = 0.02;

    private final Figure referenceError;
    private final IsotonicRegression fit;

    private ScoreCalibration(Figure referenceError, IsotonicRegression fit) {
        this.referenceError = Objects.requireNonNull(referenceError, "referenceError");
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
        boolean calibrated = error.isDefined() && error.value() <= ERROR_MAX;
        return new ScoreCalibration(
                error, calibrated ? null : IsotonicRegression.ofLabels(reference));
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
        if (!scores.isEmpty()
                && !(scores.value(0) >= 0 && scores.value(scores.distinct() - 1) <= 1)) {
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

    /** The fit; empty when the scores are calibrated as they are. */
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
