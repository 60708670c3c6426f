// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import io.halflife.statistics.distribution.ExactProducts;
import java.io.Serializable;

/**
 * The four counts of one class against all others, and their ratios; ratios whose denominator is 0
 * are NaN.
 *
 * @param truePositives of the class and predicted so
 * @param falsePositives predicted so but not of the class
 * @param falseNegatives of the class but not predicted so
 * @param trueNegatives neither
 */
public record OneVersusRest(
        long truePositives, long falsePositives, long falseNegatives, long trueNegatives)
        implements Serializable {

    public OneVersusRest {
        if (truePositives < 0 || falsePositives < 0 || falseNegatives < 0 || trueNegatives < 0) {
            throw new IllegalArgumentException("negative count");
        }
    }

    /** Rows of the class. */
    public long support() {
        return truePositives + falseNegatives;
    }

    /** Rows predicted as the class. */
    public long predicted() {
        return truePositives + falsePositives;
    }

    /** All rows. */
    public long total() {
        return support() + falsePositives + trueNegatives;
    }

    /** Right decisions, class or not, over all rows. */
    public double accuracy() {
        return ConfusionTable.ratio((double) (truePositives + trueNegatives), (double) total());
    }

    /** tp/(tp + fp): how often a prediction of the class is right. */
    public double precision() {
        return ConfusionTable.ratio((double) truePositives, (double) predicted());
    }

    /** tp/(tp + fn): how much of the class is found. */
    public double recall() {
        return ConfusionTable.ratio((double) truePositives, (double) support());
    }

    /** tn/(tn + fp): how much of the rest is left alone. */
    public double specificity() {
        return ConfusionTable.ratio(
                (double) trueNegatives, (double) (trueNegatives + falsePositives));
    }

    /** 2·tp/(2·tp + fp + fn), the harmonic mean of precision and recall. */
    public double f1() {
        return ConfusionTable.ratio(2.0 * truePositives, (double) predicted() + (double) support());
    }

    /** Share of rows of the class. */
    public double positiveRate() {
        return ConfusionTable.ratio((double) support(), (double) total());
    }

    /** Share of rows predicted as the class. */
    public double predictedPositiveRate() {
        return ConfusionTable.ratio((double) predicted(), (double) total());
    }

    /**
     * Matthews correlation (tp·tn − fp·fn)/√((tp+fp)(tp+fn)(tn+fp)(tn+fn)), in [−1, 1] (Matthews
     * 1975, doi:10.1016/0005-2795(75)90109-9).
     */
    public double matthewsCorrelation() {
        double product =
                Math.sqrt((double) predicted())
                        * Math.sqrt((double) support())
                        * Math.sqrt((double) (trueNegatives + falsePositives))
                        * Math.sqrt((double) (trueNegatives + falseNegatives));
        double determinant =
                ExactProducts.difference(
                        truePositives, trueNegatives, falsePositives, falseNegatives);
        return ConfusionTable.ratio(determinant, product);
    }
}
